//! Takes out what makes no code: examples, servers, security, and keys that other passes do not read.

use serde_json::Value;

use crate::lint::{IGNORE_CASE, LENIENT};
use specwright_document::{Kind, OPEN_ENUM, walk};

pub(super) fn pass(document: &mut Value) {
    let nodes: Vec<(Kind, String)> =
        walk(document).into_iter().rev().map(|node| (node.kind, node.pointer.as_str().to_owned())).collect();
    for (kind, pointer) in nodes {
        let Some(object) = document.pointer_mut(&pointer).and_then(Value::as_object_mut) else { continue };
        object.retain(|key, _| {
            !key.starts_with("x-")
                || key.starts_with("x-rust")
                || [OPEN_ENUM, IGNORE_CASE, LENIENT].contains(&key.as_str())
        });
        object.remove("example");
        match kind {
            Kind::MediaType | Kind::Parameter | Kind::Header => drop(object.remove("examples")),
            Kind::Operation => {
                object.retain(|key, _| !matches!(key.as_str(), "security" | "servers" | "callbacks"));
            }
            Kind::Response => object.retain(|key, _| key != "links" && key != "headers"),
            // progenitor would name a type after it, whatever other type has that name.
            Kind::Schema => drop(object.remove("title")),
            Kind::PathItem | Kind::RequestBody => {}
        }
    }
    if let Some(root) = document.as_object_mut() {
        root.retain(|key, _| matches!(key.as_str(), "openapi" | "info" | "tags" | "paths" | "components"));
    }
    if let Some(components) = document["components"].as_object_mut() {
        components.retain(|key, _| {
            matches!(key.as_str(), "schemas" | "parameters" | "requestBodies" | "responses")
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_makes_no_code_goes_and_properties_of_such_names_stay() {
        let mut document = json!({
            "openapi": "3.0.3", "servers": [], "x-any": 1,
            "components": {
                "securitySchemes": {},
                "schemas": { "A": {
                    "title": "T", "example": 1, "x-docs": [], "x-extensible-enum": ["a"],
                    "properties": { "example": { "type": "string" }, "x-docs": {}, "title": { "example": 2 } },
                } },
            },
        });
        pass(&mut document);
        let expected = json!({
            "openapi": "3.0.3",
            "components": { "schemas": { "A": {
                "x-extensible-enum": ["a"],
                "properties": { "example": { "type": "string" }, "x-docs": {}, "title": {} },
            } } },
        });
        assert_eq!(document, expected);
    }
}
