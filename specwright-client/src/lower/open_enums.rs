//! Writes `x-extensible-enum` as `enum`, with a marker in the description by which the refinement finds the Rust enum.

use serde_json::Value;

use super::{
    Facts,
    marker::{MARK, mark},
};
use crate::lint::IGNORE_CASE;
use specwright_document::{Kind, OPEN_ENUM, Pointer, walk};

/// What the refinement needs to know of an open enum.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct OpenEnum {
    /// Where the spec describes it.
    pub pointer: Pointer,
    /// Whether a value is the same in any letter case.
    pub ignore_case: bool,
}

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
        let ignore_case = schema.remove(IGNORE_CASE) == Some(Value::Bool(true));
        let marker = format!("{MARK}open-enum:{}", pointer.as_str());
        mark(schema, &marker);
        schema.insert("enum".to_owned(), values);
        facts.open_enums.insert(marker, OpenEnum { pointer, ignore_case });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_become_an_enum_with_a_marker() {
        let schema = json!({ "type": "string", "description": "D.", "x-extensible-enum": ["a", "b"] });
        let mut loose = schema.clone();
        loose["x-ignore-case"] = true.into();
        let mut document = json!({ "components": { "schemas": { "A": schema, "B": loose } } });
        let mut facts = Facts::default();
        pass(&mut document, &mut facts);
        let marker = "\u{1}open-enum:/components/schemas/A";
        let expected =
            json!({ "type": "string", "description": format!("D.\n{marker}"), "enum": ["a", "b"] });
        assert_eq!(document["components"]["schemas"]["A"], expected);
        assert!(!facts.open_enums[marker].ignore_case);
        assert!(facts.open_enums["\u{1}open-enum:/components/schemas/B"].ignore_case);
    }
}
