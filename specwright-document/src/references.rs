use std::collections::BTreeSet;

use serde_json::Value;

use super::Pointer;

/// What a value refers to within its document, directly.
#[must_use]
pub fn references(value: &Value) -> BTreeSet<Pointer> {
    match value {
        Value::Object(object) => {
            let own = object.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix('#'));
            own.and_then(Pointer::parse).into_iter().chain(object.values().flat_map(references)).collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => BTreeSet::new(),
    }
}

/// All that these lead to in a document, themselves included, as far as it is there.
#[must_use]
pub fn reached(document: &Value, mut open: BTreeSet<Pointer>) -> BTreeSet<Pointer> {
    let mut reached = BTreeSet::new();
    while let Some(next) = open.pop_first() {
        if let Some(value) = document.pointer(next.as_str()).filter(|_| !reached.contains(&next)) {
            open.extend(references(value));
            reached.insert(next);
        }
    }
    reached
}
