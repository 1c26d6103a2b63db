//! What a command found or did, as rows of named members.

use std::io::{self, Write};

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Value;

use super::{
    Format,
    escape::{escaped, formula_safe, is_harmful},
    table::{cell, table},
};

/// A member of each row: its name in every format, and whether the table for people has it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) in_table: bool,
}

impl Column {
    /// In the table as well.
    pub(crate) const fn shown(name: &'static str) -> Self {
        Self { name, in_table: true }
    }

    /// For programs only.
    pub(crate) const fn other(name: &'static str) -> Self {
        Self { name, in_table: false }
    }
}

/// What a command found or did. The members and their order are the schema that the README documents.
#[derive(Clone, Debug)]
pub(crate) struct Records {
    columns: &'static [Column],
    rows: Vec<Vec<Value>>,
    one: bool,
}

/// A row with the names of its members, in their order.
struct Row<'a>(&'a [Column], &'a [Value]);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (column, value) in self.0.iter().zip(self.1) {
            map.serialize_entry(column.name, value)?;
        }
        map.end()
    }
}

impl Records {
    /// Any number of rows: a list in every format.
    pub(crate) fn list(columns: &'static [Column], rows: impl IntoIterator<Item = Vec<Value>>) -> Self {
        Self { columns, rows: rows.into_iter().collect(), one: false }
    }

    /// One row: an object, and in the table a line a member.
    pub(crate) fn one(columns: &'static [Column], row: Vec<Value>) -> Self {
        Self { columns, rows: vec![row], one: true }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(crate) fn write(&self, format: Format, width: Option<u16>, out: &mut impl Write) -> io::Result<()> {
        match format {
            Format::Table if self.one => self.write_members(out),
            Format::Table => out.write_all(table(&self.shown(), &self.shown_rows(), width).as_bytes()),
            Format::Json => {
                self.write_json(out, serde_json::ser::PrettyFormatter::new())?;
                out.write_all(b"\n")
            }
            Format::Jsonl => self.rows().try_for_each(|row| {
                write_escaped_json(&row, out, serde_json::ser::CompactFormatter)?;
                out.write_all(b"\n")
            }),
            Format::Csv => self.write_csv(out),
            Format::Yaml => self.write_yaml(out),
            Format::Ids => self.write_ids(out),
        }
    }

    fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|row| Row(self.columns, row))
    }

    fn shown(&self) -> Vec<&'static str> {
        self.columns.iter().filter(|column| column.in_table).map(|column| column.name).collect()
    }

    fn shown_rows(&self) -> Vec<Vec<String>> {
        let shown = |row: &Vec<Value>| {
            let cells = self.columns.iter().zip(row).filter(|(column, _)| column.in_table);
            cells.map(|(_, value)| escaped(&cell(value, ", "))).collect()
        };
        self.rows.iter().map(shown).collect()
    }

    fn write_members(&self, out: &mut impl Write) -> io::Result<()> {
        let longest = self.columns.iter().map(|column| column.name.len()).max().unwrap_or_default();
        for (column, value) in self.columns.iter().zip(self.rows.iter().flatten()) {
            let line = format!("{:longest$}  {}", column.name, escaped(&cell(value, ", ")));
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    fn write_json(&self, out: &mut impl Write, format: impl serde_json::ser::Formatter) -> io::Result<()> {
        match self.rows().next() {
            Some(row) if self.one => write_escaped_json(&row, out, format),
            _ => write_escaped_json(&self.rows().collect::<Vec<_>>(), out, format),
        }
    }

    fn write_csv(&self, out: &mut impl Write) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(self.columns.iter().map(|column| column.name))?;
        for row in &self.rows {
            writer.write_record(row.iter().map(|value| match value {
                Value::String(_) | Value::Array(_) => formula_safe(&cell(value, ";")),
                value => cell(value, ";"),
            }))?;
        }
        writer.flush()
    }

    fn write_yaml(&self, out: &mut impl Write) -> io::Result<()> {
        let text = match self.rows().next() {
            Some(row) if self.one => serde_yaml::to_string(&row),
            _ => serde_yaml::to_string(&self.rows().collect::<Vec<_>>()),
        };
        let text = text.map_err(io::Error::other)?;
        if text.contains(|c| is_harmful(c) && c != '\n') {
            // JSON is YAML, and has an escape for each of them.
            self.write_json(out, serde_json::ser::PrettyFormatter::new())?;
            return out.write_all(b"\n");
        }
        out.write_all(text.as_bytes())
    }

    fn write_ids(&self, out: &mut impl Write) -> io::Result<()> {
        let Some(id) = self.columns.iter().position(|column| column.name == "id") else { return Ok(()) };
        let ids = self.rows.iter().filter_map(|row| row[id].as_str()).filter(|id| !id.is_empty());
        ids.into_iter().try_for_each(|id| writeln!(out, "{}", escaped(id)))
    }
}

/// JSON escapes what a terminal obeys only below the space; the rest is escaped here, which means the same.
fn write_escaped_json(
    value: &impl Serialize,
    out: &mut impl Write,
    format: impl serde_json::ser::Formatter,
) -> io::Result<()> {
    let mut bytes = Vec::new();
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, format))?;
    let text = String::from_utf8(bytes).map_err(io::Error::other)?;
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        // A line break here is the formatter's own: in a string it is `\n` by now.
        if is_harmful(c) && c != '\n' {
            safe.extend(["\\u".to_owned(), format!("{:04x}", u32::from(c))]);
        } else {
            safe.push(c);
        }
    }
    out.write_all(safe.as_bytes())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const COLUMNS: &[Column] = &[Column::shown("id"), Column::shown("groups"), Column::other("note")];

    fn print(format: Format) -> String {
        let rows = [
            vec![json!("a"), json!(["x", "y"]), json!("=1\u{9b}\u{1b}\n")],
            vec![json!("b"), Value::Null, json!(true)],
        ];
        let mut out = Vec::new();
        Records::list(COLUMNS, rows).write(format, None, &mut out).expect("memory");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn every_format_has_the_members_in_their_order_and_nothing_that_a_terminal_obeys() {
        assert_eq!(
            print(Format::Jsonl),
            "{\"id\":\"a\",\"groups\":[\"x\",\"y\"],\"note\":\"=1\\u009b\\u001b\\n\"}\n{\"id\":\"b\",\"groups\":null,\"note\":true}\n"
        );
        assert_eq!(print(Format::Csv), "id,groups,note\na,x;y,'=1\\u{9b}\\u{1b}\\n\nb,,true\n");
        assert_eq!(print(Format::Ids), "a\nb\n");
        assert_eq!(print(Format::Table), "ID  GROUPS\na   x, y\nb   -\n");
        for format in [Format::Json, Format::Yaml] {
            let text = print(format);
            assert!(!text.contains(|c| is_harmful(c) && c != '\n'), "{text:?}");
            let back: Value = serde_yaml::from_str(&text).expect("JSON is YAML");
            assert_eq!(back[0]["note"], "=1\u{9b}\u{1b}\n");
        }
    }
}
