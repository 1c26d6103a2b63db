//! Marks the objects of `x-lenient`, whose optional members are read whatever the server sends there.

use serde_json::Value;

use super::{
    Facts,
    marker::{MARK, mark},
};
use crate::lint::LENIENT;
use specwright_document::{Kind, walk};

pub(super) fn pass(document: &mut Value, facts: &mut Facts) {
    let objects: Vec<_> = walk(document)
        .into_iter()
        .filter(|node| node.kind == Kind::Schema && node.value.get(LENIENT).is_some())
        .map(|node| node.pointer)
        .collect();
    for pointer in objects {
        let Some(schema) = document.pointer_mut(pointer.as_str()).and_then(Value::as_object_mut) else {
            continue;
        };
        if schema.remove(LENIENT) != Some(Value::Bool(true)) {
            continue;
        }
        let marker = format!("{MARK}lenient:{}", pointer.as_str());
        mark(schema, &marker);
        nullable_where_a_default_hides_absence(schema);
        facts.lenient.insert(marker, pointer);
    }
}

/// An optional list or map would be empty where it is absent; a nullable one says that it is not known.
fn nullable_where_a_default_hides_absence(schema: &mut serde_json::Map<String, Value>) {
    let required: Vec<String> = schema
        .get("required")
        .and_then(Value::as_array)
        .map(|names| names.iter().filter_map(Value::as_str).map(str::to_owned).collect())
        .unwrap_or_default();
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    for (name, property) in properties {
        let holds_many = matches!(property["type"].as_str(), Some("array" | "object"));
        if holds_many && !required.contains(name) {
            property["nullable"] = true.into();
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_optional_list_of_a_lenient_object_says_when_it_is_not_known() {
        let lamp = json!({
            "type": "object", "x-lenient": true, "required": ["id", "parts"],
            "properties": { "id": { "type": "string" }, "parts": { "type": "array" }, "tags": { "type": "array" } },
        });
        let mut strict = lamp.clone();
        strict["x-lenient"] = false.into();
        let mut document = json!({ "components": { "schemas": { "Lamp": lamp, "Strict": strict } } });
        let mut facts = Facts::default();
        pass(&mut document, &mut facts);
        let schemas = &document["components"]["schemas"];
        assert_eq!(facts.lenient.keys().collect::<Vec<_>>(), ["\u{1}lenient:/components/schemas/Lamp"]);
        assert_eq!(schemas["Lamp"]["properties"]["tags"]["nullable"], true);
        assert_eq!(schemas["Lamp"]["properties"]["parts"].get("nullable"), None);
        assert_eq!(schemas["Strict"]["properties"]["tags"].get("nullable"), None);
    }
}
