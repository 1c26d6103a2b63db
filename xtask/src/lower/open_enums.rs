//! Writes `x-extensible-enum` as `enum`, with a marker in the description by which the refinement finds the Rust enum.

use serde_json::Value;

use super::Facts;
use crate::{
    document::{Kind, walk},
    lint::OPEN_ENUM,
};

/// What every marker begins with. The character is not written in any documentation.
pub(crate) const MARKER: &str = "\u{1}open-enum:";

pub(super) fn pass(document: &mut Value, facts: &mut Facts) {
    let enums: Vec<_> = walk(document)
        .into_iter()
        .filter(|node| node.kind == Kind::Schema && node.value.get(OPEN_ENUM).is_some())
        .map(|node| node.pointer)
        .collect();
    for pointer in enums {
        let Some(schema) = document.pointer_mut(pointer.as_str()).and_then(Value::as_object_mut) else {
            continue;
        };
        let Some(values) = schema.remove(OPEN_ENUM) else { continue };
        let marker = format!("{MARKER}{}", pointer.as_str());
        let description = schema.get("description").and_then(Value::as_str).unwrap_or_default();
        schema.insert("description".to_owned(), format!("{description}\n{marker}").into());
        schema.insert("enum".to_owned(), values);
        facts.open_enums.insert(marker, pointer);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_become_an_enum_with_a_marker() {
        let schema = json!({ "type": "string", "description": "D.", "x-extensible-enum": ["a", "b"] });
        let mut document = json!({ "components": { "schemas": { "A": schema } } });
        let mut facts = Facts::default();
        pass(&mut document, &mut facts);
        let marker = "\u{1}open-enum:/components/schemas/A";
        let expected =
            json!({ "type": "string", "description": format!("D.\n{marker}"), "enum": ["a", "b"] });
        assert_eq!(document["components"]["schemas"]["A"], expected);
        assert!(facts.open_enums.contains_key(marker));
    }
}
