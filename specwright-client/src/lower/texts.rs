use serde_json::Value;

use crate::comment::{inert, inert_line};

/// Members that hold a line for people, which stands in lines of the generator's.
const LINES: [&str; 2] = ["summary", "title"];

/// The member that holds words for people. A schema's property of that name holds a schema.
const WORDS: &str = "description";

/// Members that hold values: these go onto the wire as they are.
const VALUES: [&str; 5] = ["const", "default", "enum", "example", "examples"];

/// What a spec says to people becomes documentation, and nothing else.
pub(super) fn pass(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(pass),
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                match member {
                    Value::String(text) if name == WORDS => *text = inert(text),
                    Value::String(text) if LINES.contains(&name.as_str()) => *text = inert_line(text),
                    _ if VALUES.contains(&name.as_str()) || name.starts_with("x-") => {}
                    _ => pass(member),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn words_are_made_inert_and_values_stay_as_they_are() {
        let mut value = json!({
            "description": "a [b]",
            "properties": {"description": {"title": "<c>", "default": {"description": "[d]"}}},
            "x-docs": {"description": "[e]"},
        });
        pass(&mut value);
        let expected = json!({
            "description": "a \\[b]",
            "properties": {"description": {"title": "\\<c>", "default": {"description": "[d]"}}},
            "x-docs": {"description": "[e]"},
        });
        assert_eq!(value, expected);
    }
}
