//! Rows for people.

use comfy_table::{ContentArrangement, Row, Table, presets};
use serde_json::Value;

/// A value in one cell; what is not known, and an empty text, is a dash in a table.
pub(super) fn cell(value: &Value, separator: &str) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => {
            values.iter().map(|value| cell(value, separator)).collect::<Vec<_>>().join(separator)
        }
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

/// A table of one line a row, within this width where there is one: what does not fit is cut.
pub(super) fn table(columns: &[&str], rows: &[Vec<String>], width: Option<u16>) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    match width {
        Some(width) => table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width),
        None => table.set_content_arrangement(ContentArrangement::Disabled),
    };
    table.set_header(columns.iter().map(|name| name.to_uppercase().replace('_', " ")));
    for row in rows {
        let cells = row.iter().map(|text| if text.is_empty() { "-" } else { text.as_str() });
        let mut row = Row::from(cells);
        row.max_height(1);
        table.add_row(row);
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    table.lines().flat_map(|line| [line.trim_end().to_owned(), "\n".to_owned()]).collect()
}
