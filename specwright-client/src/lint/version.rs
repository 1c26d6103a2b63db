use serde_json::Value;

use super::Spec;
use specwright_document::{Pointer, Problem};

const RULE: &str = "unsupported-version";

pub(super) fn check(spec: &Spec<'_>) -> Vec<Problem> {
    let root = &spec.document.value;
    if let Some(version) = root.get("swagger") {
        return vec![Problem::at(
            RULE,
            &Pointer::root().child("swagger"),
            format!("this is a Swagger {} document", text(version)),
            "convert it to OpenAPI 3.0",
        )];
    }
    match root.get("openapi") {
        None => vec![Problem::of_file(
            RULE,
            "the key `openapi` is missing",
            "an OpenAPI document begins with `openapi: 3.0.3`",
        )],
        Some(Value::String(version)) if version.trim().starts_with("3.0.") => Vec::new(),
        Some(version) if matches!(text(version).trim(), "3" | "3.0") => vec![Problem::at(
            RULE,
            &Pointer::root().child("openapi"),
            format!("the version `{}` is not complete", text(version)),
            "write `openapi: 3.0.3`",
        )],
        Some(version) => vec![Problem::at(
            RULE,
            &Pointer::root().child("openapi"),
            format!("this is OpenAPI {}, and only 3.0 and 3.1 can be generated from", text(version)),
            "write it as one of these",
        )],
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
