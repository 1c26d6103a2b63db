//! From bytes to a value that knows where it stands. One parser reads a file: what it takes has lines, all of it.

mod json;
mod scalar;
mod yaml;

use serde_json::Value;

use crate::{Pointer, Problem, spot::Placed};

/// How deep a document may be nested: deeper than any that a person reads, and shallow enough for a stack.
const DEPTH: usize = 128;

/// The text with `\n` line ends, and what it says.
pub(super) fn load(name: &str, bytes: &[u8]) -> Result<(String, Placed), Problem> {
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let node = if text.trim().is_empty() {
        Placed::leaf(Value::Null, 1)
    } else if is_json(name, &text) {
        json::read(&text)?
    } else {
        yaml::read(&text)?
    };
    match &node.value {
        Value::Object(_) => Ok((text, node)),
        Value::Null => Err(Problem::of_file(
            "empty-document",
            "the file holds nothing",
            "write an OpenAPI 3.0 document into it, or name another file with --spec",
        )),
        other => Err(Problem::of_file(
            "not-a-document",
            format!("the file holds {}, not a mapping", kind(other)),
            "an OpenAPI document begins with `openapi: 3.0.3`",
        )),
    }
}

/// A file that begins with a brace may still be YAML; one that is named so is JSON.
fn is_json(name: &str, text: &str) -> bool {
    let named = std::path::Path::new(name).extension().is_some_and(|e| e.eq_ignore_ascii_case("json"));
    named || text.trim_start().starts_with('{')
}

fn not_utf8(bytes: &[u8], error: std::str::Utf8Error) -> Problem {
    let valid = &bytes[..error.valid_up_to()];
    let line = valid.split(|byte| *byte == b'\n').count();
    Problem {
        line: Some(line),
        ..Problem::of_file(
            "not-utf-8",
            format!("byte {} is not UTF-8", error.valid_up_to()),
            "save the file as UTF-8",
        )
    }
}

fn syntax(reason: String, line: Option<usize>, text: &str) -> Problem {
    if let Some(line) = line.and_then(|line| tab_at(line, text)) {
        return Problem {
            line: Some(line),
            ..Problem::of_file(
                "tab",
                "a tab indents this line",
                "YAML is indented by spaces: replace the tab",
            )
        };
    }
    let remedy = "mend the YAML or JSON at this line, or just above it";
    Problem { line, ..Problem::of_file("syntax", reason, remedy) }
}

/// The line that a tab indents, where a parser stopped on it or, in a text of several lines, just above it.
fn tab_at(line: usize, text: &str) -> Option<usize> {
    let is_tabbed = |line: &str| line[..line.len() - line.trim_start().len()].contains('\t');
    let mut around = text.lines().enumerate().skip(line.saturating_sub(1)).take(2);
    around.find(|(_, line)| is_tabbed(line)).map(|(index, _)| index + 1)
}

/// A key that stands twice in a mapping, the second time on `line`.
fn repeated(mapping: &Pointer, key: &str, first: usize, line: usize) -> Problem {
    let reason = format!("the key `{key}` stands twice, first on line {first}");
    let remedy = "a key stands once in a mapping: rename or remove one of the two";
    Problem { line: Some(line), ..Problem::at("duplicate-key", &mapping.child(key), reason, remedy) }
}

fn unrepresentable(what: &str, line: usize) -> Problem {
    Problem {
        line: Some(line),
        ..Problem::of_file(
            "not-json",
            format!("{what} has no counterpart in JSON"),
            "an OpenAPI document uses only what JSON has: texts, numbers, true, false, null, lists and mappings",
        )
    }
}

fn too_deep(line: usize) -> Problem {
    Problem {
        line: Some(line),
        ..Problem::of_file(
            "too-deep",
            format!("more than {DEPTH} lists and mappings stand inside each other"),
            "move what is inside into components and refer to it with $ref",
        )
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a mapping",
    }
}
