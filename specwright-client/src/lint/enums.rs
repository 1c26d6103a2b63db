use std::collections::HashMap;

use serde_json::Value;

use super::Spec;
use specwright_document::{Kind, OPEN_ENUM, Pointer, Problem};
use specwright_rust::name;

/// The key that makes the values of an open enum the same in any letter case.
pub(crate) const IGNORE_CASE: &str = "x-ignore-case";

const MALFORMED: &str = "malformed-open-enum";

/// An open enum lists different texts, and stands on a string without `enum`. Only an open enum ignores letter case.
pub(super) fn check(spec: &Spec<'_>) -> Vec<Problem> {
    let mut found: Vec<Problem> = spec
        .definitions(Kind::Schema)
        .filter_map(|node| Some((&node.pointer, node.value.get(IGNORE_CASE)?, node.value)))
        .filter(|(_, value, schema)| !value.is_boolean() || schema.get(OPEN_ENUM).is_none())
        .map(|(pointer, ..)| {
            Problem::at(
                MALFORMED,
                &pointer.child(IGNORE_CASE),
                format!("`{IGNORE_CASE}` is no boolean, or stands without `{OPEN_ENUM}`"),
                format!("write `{IGNORE_CASE}: true` beside `{OPEN_ENUM}`, or remove it"),
            )
        })
        .collect();
    found.extend(open_enums(spec));
    found
}

fn open_enums(spec: &Spec<'_>) -> Vec<Problem> {
    spec.definitions(Kind::Schema)
        .filter_map(|node| Some((node.pointer.child(OPEN_ENUM), node.value.get(OPEN_ENUM)?, node.value)))
        .flat_map(|(at, values, schema)| open_enum(&at, values, schema))
        .collect()
}

fn open_enum(at: &Pointer, values: &Value, schema: &Value) -> Vec<Problem> {
    if schema["type"] != "string" || schema.get("enum").is_some() {
        return vec![Problem::at(
            MALFORMED,
            at,
            "an open enum stands on something else than a free text",
            "use it with `type: string` and without `enum`",
        )];
    }
    let texts: Option<Vec<&str>> =
        values.as_array().and_then(|list| list.iter().map(Value::as_str).collect());
    let Some(texts) = texts.filter(|texts| !texts.is_empty() && !texts.contains(&"")) else {
        return vec![Problem::at(
            MALFORMED,
            at,
            "an open enum is a list of texts that are not empty",
            "list each value as a text; values that are not listed are kept as they come",
        )];
    };
    let mut found = Vec::new();
    let mut seen: HashMap<String, &str> = HashMap::new();
    let mut folded: HashMap<String, &str> = HashMap::new();
    for (index, text) in texts.into_iter().enumerate() {
        if schema[IGNORE_CASE] == true
            && let Some(other) = folded.insert(text.to_ascii_lowercase(), text)
        {
            found.push(Problem::at(
                MALFORMED,
                &at.child(index),
                format!("the values `{other}` and `{text}` differ in letter case only, which `{IGNORE_CASE}` ignores"),
                "leave one out",
            ));
        }
        let variant = name::pascal(text);
        if let Some(other) = seen.insert(variant.clone(), text) {
            found.push(Problem::at(
                MALFORMED,
                &at.child(index),
                format!("the values `{other}` and `{text}` both become the variant `{variant}`"),
                "leave one out: it is then kept as a text",
            ));
        }
    }
    found
}
