//! Takes out what is a hint to people and stops progenitor: a format on what is no text or number, and a pattern in
//! another dialect than its own. The server checks both.

use serde_json::Value;

use specwright_document::{Kind, walk};

pub(super) fn pass(document: &mut Value) {
    let schemas: Vec<String> = walk(document)
        .into_iter()
        .filter(|node| node.kind == Kind::Schema && node.reference().is_none())
        .map(|node| node.pointer.as_str().to_owned())
        .collect();
    for at in schemas {
        let Some(schema) = document.pointer_mut(&at).and_then(Value::as_object_mut) else { continue };
        if matches!(schema.get("type").and_then(Value::as_str), Some("object" | "array" | "boolean")) {
            schema.remove("format");
        }
        let pattern = schema.get("pattern").and_then(Value::as_str);
        if pattern.is_some_and(|pattern| regress::Regex::new(pattern).is_err()) {
            schema.remove("pattern");
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_progenitor_cannot_take_goes() {
        let mut document = json!({ "components": { "schemas": {
            "A": { "type": "object", "format": "uri-map" },
            "B": { "type": "string", "format": "uuid", "pattern": "^a+$" },
            "C": { "type": "string", "pattern": "(?i)^\\p{Alpha}[a-z$" },
        } } });
        pass(&mut document);
        let left = json!({
            "A": { "type": "object" },
            "B": { "type": "string", "format": "uuid", "pattern": "^a+$" },
            "C": { "type": "string" },
        });
        assert_eq!(document["components"]["schemas"], left);
    }
}
