//! OpenAPI 3.1 as 3.0. What only restricts a value is left out, as the server checks it; what would make another type of it
//! stays, and is refused by its place.

use serde_json::{Map, Value, json};

use specwright_document::{Kind, walk};

/// Keywords of JSON Schema 2020-12 that accept fewer values of the same type.
const RESTRICTING: [&str; 16] = [
    "$comment",
    "$id",
    "$schema",
    "contains",
    "contentSchema",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "if",
    "maxContains",
    "minContains",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
    "$anchor",
];

/// What may stand beside a reference and changes no value.
const ANNOTATIONS: [&str; 9] = [
    "default",
    "deprecated",
    "description",
    "example",
    "examples",
    "readOnly",
    "summary",
    "title",
    "writeOnly",
];

pub(super) fn is_modern(document: &Value) -> bool {
    document["openapi"].as_str().is_some_and(|version| version.trim().starts_with("3.1"))
}

pub(super) fn pass(document: &mut Value) {
    if let Some(root) = document.as_object_mut() {
        root.insert("openapi".to_owned(), "3.0.3".into());
        root.shift_remove("webhooks");
        root.shift_remove("jsonSchemaDialect");
        root.entry("paths").or_insert_with(|| json!({}));
    }
    if let Some(info) = document["info"].as_object_mut() {
        info.shift_remove("summary");
        info.get_mut("license")
            .and_then(Value::as_object_mut)
            .map(|license| license.shift_remove("identifier"));
    }
    path_items(document);
    let schemas: Vec<String> = walk(document)
        .into_iter()
        .filter(|node| node.kind == Kind::Schema)
        .map(|node| node.pointer.as_str().to_owned())
        .collect();
    // Those inside first: what they become is what the outer ones see.
    for at in schemas.iter().rev() {
        if let Some(place) = document.pointer_mut(at) {
            schema(place);
        }
    }
}

/// A path item that is a component stands where it is referred to.
fn path_items(document: &mut Value) {
    let items =
        document["components"].as_object_mut().and_then(|components| components.shift_remove("pathItems"));
    let Some(Value::Object(items)) = items else { return };
    for item in document["paths"].as_object_mut().into_iter().flat_map(Map::values_mut) {
        let name = item["$ref"].as_str().and_then(|target| target.strip_prefix("#/components/pathItems/"));
        if let Some(found) = name.and_then(|name| items.get(&name.replace("~1", "/").replace("~0", "~"))) {
            *item = found.clone();
        }
    }
}

fn schema(place: &mut Value) {
    match place {
        Value::Bool(true) => *place = json!({}),
        Value::Bool(false) => *place = json!({ "not": {} }),
        Value::Object(schema) => {
            schema.retain(|key, _| !RESTRICTING.contains(&key.as_str()));
            examples(schema);
            constant(schema);
            bounds(schema);
            content(schema);
            types(schema);
            alternatives(schema);
            reference(schema);
        }
        _ => {}
    }
}

fn examples(schema: &mut Map<String, Value>) {
    let Some(examples) = schema.get("examples").and_then(Value::as_array) else { return };
    let first = examples.first().cloned();
    schema.shift_remove("examples");
    if let Some(first) = first {
        schema.entry("example").or_insert(first);
    }
}

fn constant(schema: &mut Map<String, Value>) {
    let Some(value) = schema.shift_remove("const") else { return };
    let kind = match &value {
        Value::String(_) => Some("string"),
        Value::Bool(_) => Some("boolean"),
        Value::Number(number) => Some(if number.is_f64() { "number" } else { "integer" }),
        _ => None,
    };
    if let Some(kind) = kind {
        schema.entry("type").or_insert_with(|| kind.into());
    }
    // progenitor has no enum of one truth value or number, and anything else is no text.
    if value.is_string() {
        schema.insert("enum".to_owned(), json!([value]));
    }
}

fn bounds(schema: &mut Map<String, Value>) {
    for (exclusive, inclusive) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        if let Some(bound) = schema.get(exclusive).filter(|bound| bound.is_number()).cloned() {
            schema.insert(inclusive.to_owned(), bound);
            schema.insert(exclusive.to_owned(), true.into());
        }
    }
}

fn content(schema: &mut Map<String, Value>) {
    let encoding = schema.shift_remove("contentEncoding");
    let media = schema.shift_remove("contentMediaType");
    let format = match (encoding.as_ref().and_then(Value::as_str), media.as_ref().and_then(Value::as_str)) {
        (Some("base64" | "base64url"), _) => "byte",
        (None, Some(media)) if !media.starts_with("text/") && !media.ends_with("json") => "binary",
        _ => return,
    };
    schema.entry("type").or_insert_with(|| "string".into());
    schema.insert("format".to_owned(), format.into());
}

/// A list of types: null is a flag, and several others are alternatives.
fn types(schema: &mut Map<String, Value>) {
    if schema.get("type") == Some(&json!("null")) {
        schema.shift_remove("type");
        schema.insert("nullable".to_owned(), true.into());
        return;
    }
    if let Some(list) = schema.get("type").and_then(Value::as_array).cloned() {
        let types: Vec<Value> = list.iter().filter(|kind| **kind != "null").cloned().collect();
        if types.len() < list.len() {
            schema.insert("nullable".to_owned(), true.into());
        }
        match &types[..] {
            [] => drop(schema.shift_remove("type")),
            [one] => drop(schema.insert("type".to_owned(), one.clone())),
            several => {
                let mut common = std::mem::take(schema);
                common.shift_remove("type");
                let nullable = common.shift_remove("nullable");
                let description = common.shift_remove("description");
                let choices = several.iter().map(|kind| {
                    let mut choice = common.clone();
                    choice.insert("type".to_owned(), kind.clone());
                    Value::Object(choice)
                });
                schema.insert("oneOf".to_owned(), choices.collect());
                schema.extend(nullable.map(|flag| ("nullable".to_owned(), flag)));
                schema.extend(description.map(|text| ("description".to_owned(), text)));
            }
        }
    }
    if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) {
        let before = values.len();
        values.retain(|value| !value.is_null());
        let had_null = values.len() < before;
        if had_null {
            schema.insert("nullable".to_owned(), true.into());
        }
    }
    if schema.get("type") == Some(&json!("array")) {
        schema.entry("items").or_insert_with(|| json!({}));
    }
}

/// A choice with null is the rest of it, and null.
fn alternatives(schema: &mut Map<String, Value>) {
    let is_null = |choice: &Value| {
        choice.as_object().is_some_and(|choice| {
            choice.get("nullable") == Some(&Value::Bool(true))
                && choice.keys().all(|key| key == "nullable" || ANNOTATIONS.contains(&key.as_str()))
        })
    };
    for key in ["oneOf", "anyOf"] {
        let Some(choices) = schema.get_mut(key).and_then(Value::as_array_mut) else { continue };
        let before = choices.len();
        choices.retain(|choice| !is_null(choice));
        if choices.len() == before {
            continue;
        }
        let rest = std::mem::take(choices);
        schema.insert("nullable".to_owned(), true.into());
        match <[Value; 1]>::try_from(rest) {
            Ok([Value::Object(only)]) if !only.contains_key("$ref") => {
                schema.shift_remove(key);
                for (name, value) in only {
                    schema.entry(name).or_insert(value);
                }
            }
            Ok(only) => {
                schema.shift_remove(key);
                schema.insert("allOf".to_owned(), Value::Array(only.into()));
            }
            Err(rest) if rest.is_empty() => drop(schema.shift_remove(key)),
            Err(rest) => drop(schema.insert(key.to_owned(), Value::Array(rest))),
        }
    }
}

/// What stands beside a reference holds as well.
fn reference(schema: &mut Map<String, Value>) {
    let Some(target) = schema.get("$ref").cloned() else { return };
    if schema.keys().all(|key| key == "$ref" || ANNOTATIONS.contains(&key.as_str())) {
        schema.retain(|key, _| key == "$ref");
        return;
    }
    schema.shift_remove("$ref");
    let own = json!({ "$ref": target });
    match schema.get_mut("allOf").and_then(Value::as_array_mut) {
        Some(parts) => parts.push(own),
        None => drop(schema.insert("allOf".to_owned(), json!([own]))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn adapted(mut before: Value) -> Value {
        schema(&mut before);
        before
    }

    #[test]
    fn each_construct_has_its_counterpart() {
        let reference = json!({ "$ref": "#/components/schemas/A" });
        for (before, after) in [
            (json!({ "type": ["string", "null"] }), json!({ "type": "string", "nullable": true })),
            (
                json!({ "type": ["string", "integer", "null"], "description": "D." }),
                json!({ "oneOf": [{ "type": "string" }, { "type": "integer" }], "nullable": true, "description": "D." }),
            ),
            (json!({ "const": "a" }), json!({ "type": "string", "enum": ["a"] })),
            (json!({ "const": 7 }), json!({ "type": "integer" })),
            (
                json!({ "type": "string", "examples": ["x", "y"] }),
                json!({ "type": "string", "example": "x" }),
            ),
            (
                json!({ "type": "integer", "exclusiveMinimum": 3 }),
                json!({ "type": "integer", "exclusiveMinimum": true, "minimum": 3 }),
            ),
            (json!({ "contentEncoding": "base64" }), json!({ "type": "string", "format": "byte" })),
            (
                json!({ "type": "string", "contentMediaType": "image/png" }),
                json!({ "type": "string", "format": "binary" }),
            ),
            (
                json!({ "anyOf": [reference, { "nullable": true }] }),
                json!({ "nullable": true, "allOf": [reference] }),
            ),
            (
                json!({ "oneOf": [{ "type": "string" }, { "nullable": true }], "title": "T" }),
                json!({ "title": "T", "nullable": true, "type": "string" }),
            ),
            (json!({ "$ref": "#/components/schemas/A", "description": "D." }), reference.clone()),
            (
                json!({ "$ref": "#/components/schemas/A", "nullable": true }),
                json!({ "nullable": true, "allOf": [reference] }),
            ),
            (json!({ "type": "array" }), json!({ "type": "array", "items": {} })),
            (
                json!({ "enum": ["a", null], "type": "string" }),
                json!({ "enum": ["a"], "type": "string", "nullable": true }),
            ),
            (json!(true), json!({})),
            (json!({ "type": "object", "if": {}, "then": {} }), json!({ "type": "object" })),
            (json!({ "prefixItems": [{}] }), json!({ "prefixItems": [{}] })),
        ] {
            assert_eq!(adapted(before.clone()), after, "{before}");
        }
    }
}
