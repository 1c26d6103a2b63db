use std::collections::HashMap;

use serde_json::Value;

use super::Spec;
use specwright_document::{Kind, Pointer, Problem};
use specwright_rust::name;

/// Names that the code around a type has for something else.
const TAKEN: [&str; 2] = ["Default", "String"];

const TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

/// Schemas have names and keywords that the generator can take.
pub(super) fn check(spec: &Spec<'_>) -> Vec<Problem> {
    let mut found = clashes(
        &Pointer::root().child("components").child("schemas"),
        &spec.document.value["components"]["schemas"],
        name::pascal,
        ("schema-name-clash", "schemas", "type"),
    );
    found.extend(taken(&spec.document.value["components"]["schemas"]));
    for node in spec.definitions(Kind::Schema) {
        found.extend(clashes(
            &node.pointer.child("properties"),
            &node.value["properties"],
            name::field,
            ("property-name-clash", "properties", "field"),
        ));
        found.extend(keywords(&node.pointer, node.value));
    }
    found
}

fn taken(schemas: &Value) -> Vec<Problem> {
    let names = schemas.as_object().into_iter().flatten().map(|(name, _)| name);
    let schemas = Pointer::root().child("components").child("schemas");
    let taken = names.filter(|name| TAKEN.contains(&name::pascal(name).as_str())).map(|name| {
        Problem::at(
            "schema-name-clash",
            &schemas.child(name),
            format!(
                "the schema `{name}` becomes the type `{}`, which is one of Rust's own",
                name::pascal(name)
            ),
            "rename it: the code around it uses that name for something else",
        )
    });
    taken.collect()
}

fn clashes(
    at: &Pointer,
    members: &Value,
    rust: fn(&str) -> String,
    (rule, plural, item): (&'static str, &str, &str),
) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut seen: HashMap<String, &str> = HashMap::new();
    for name in members.as_object().into_iter().flatten().map(|(name, _)| name.as_str()) {
        let rust = rust(name);
        if let Some(other) = seen.insert(rust.clone(), name) {
            found.push(Problem::at(
                rule,
                &at.child(name),
                format!("the {plural} `{other}` and `{name}` both become the {item} `{rust}`"),
                "rename one so that they differ in more than case and punctuation",
            ));
        }
    }
    found
}

fn keywords(at: &Pointer, schema: &Value) -> Vec<Problem> {
    let mut found = Vec::new();
    for keyword in ["prefixItems", "patternProperties", "$dynamicRef"] {
        if schema.get(keyword).is_some() {
            found.push(Problem::at(
                "unsupported-keyword",
                &at.child(keyword),
                format!("`{keyword}` makes a type of it that the generator has no code for"),
                "describe it by `items`, `additionalProperties` or a reference",
            ));
        }
    }
    if let Some(kind) = schema.get("type").and_then(Value::as_str).filter(|kind| !TYPES.contains(kind)) {
        found.push(Problem::at(
            "unknown-type",
            &at.child("type"),
            format!("`{kind}` is not a type of OpenAPI 3.0"),
            format!("use one of {}", TYPES.join(", ")),
        ));
    }
    for (flag, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        if schema.get(flag) == Some(&Value::Bool(true)) && schema.get(bound).is_none() {
            found.push(Problem::at(
                "bound-without-value",
                &at.child(flag),
                format!("`{flag}` stands without `{bound}`"),
                format!("in OpenAPI 3.0 it is a flag beside `{bound}`: add the bound, or remove the flag"),
            ));
        }
    }
    let mistyped = |value: &&Value| match schema["type"].as_str() {
        Some("string") => !value.is_string() && !value.is_null(),
        Some("integer" | "number") => !value.is_number() && !value.is_null(),
        _ => false,
    };
    let values = schema["enum"].as_array();
    if let Some((index, value)) =
        values.and_then(|all| all.iter().enumerate().find(|(_, value)| mistyped(value)))
    {
        found.push(Problem::at(
            "mistyped-value",
            &at.child("enum").child(index),
            format!("the value {value} is none of the type that the schema has"),
            "write a text in quotes, and a number without",
        ));
    }
    if schema["format"] == "password" && (schema["type"] != "string" || schema.get("enum").is_some()) {
        found.push(Problem::at(
            "malformed-secret",
            &at.child("format"),
            "`format: password` stands on something else than a free text",
            "use it with `type: string` and without `enum`",
        ));
    }
    found
}
