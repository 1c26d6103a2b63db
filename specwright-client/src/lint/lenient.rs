use serde_json::Value;

use super::Spec;
use specwright_document::{Kind, Problem};

/// The key of an object whose optional members are read whatever the server sends there.
pub(crate) const LENIENT: &str = "x-lenient";

/// Only an object with members is read leniently.
pub(super) fn check(spec: &Spec<'_>) -> Vec<Problem> {
    spec.definitions(Kind::Schema)
        .filter_map(|node| Some((node, node.value.get(LENIENT)?)))
        .filter(|(node, value)| {
            !value.is_boolean() || !node.value.get("properties").is_some_and(Value::is_object)
        })
        .map(|(node, _)| {
            Problem::at(
                "malformed-lenient",
                &node.pointer.child(LENIENT),
                format!("`{LENIENT}` is no boolean, or stands on something else than an object with members"),
                format!("write `{LENIENT}: true` beside `properties`, or remove it"),
            )
        })
        .collect()
}
