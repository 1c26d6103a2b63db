use std::collections::HashMap;

use serde_json::Value;

use super::Spec;
use specwright_document::{Kind, Pointer, Problem};
use specwright_rust::name;

const TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

/// Schemas have names and keywords that the generator can take.
pub(super) fn check(spec: &Spec<'_>) -> Vec<Problem> {
    let mut found = clashes(
        &Pointer::root().child("components").child("schemas"),
        &spec.document.value["components"]["schemas"],
        name::pascal,
        ("schema-name-clash", "schemas", "type"),
    );
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
