//! A line in a description by which the refinement finds what became of a schema.

use serde_json::{Map, Value};

/// What every marker begins with. The character is not written in any documentation.
pub(crate) const MARK: char = '\u{1}';

/// Adds a marker to the description of a schema.
pub(super) fn mark(schema: &mut Map<String, Value>, marker: &str) {
    let description = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    let with_marker = format!("{description}\n{marker}");
    schema.insert("description".to_owned(), with_marker.into());
}
