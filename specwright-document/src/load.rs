//! From bytes to a value: the only place that knows `serde_yaml`.

use serde_json::{Map, Value};
use serde_yaml::Value as Yaml;

use crate::{
    Problem,
    lines::{Lines, Repeated},
};

/// The text with `\n` line ends, and what it says.
pub(super) fn load(name: &str, bytes: &[u8]) -> Result<(String, Value), Problem> {
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let value = if is_json(name, &text) { json(&text)? } else { yaml(&text)? };
    match value {
        Value::Object(_) => Ok((text, value)),
        Value::Null => Err(Problem::of_file(
            "empty-document",
            "the file holds nothing",
            "write an OpenAPI 3.0 document into it, or name another file with --spec",
        )),
        other => Err(Problem::of_file(
            "not-a-document",
            format!("the file holds {}, not a mapping", kind(&other)),
            "an OpenAPI document begins with `openapi: 3.0.3`",
        )),
    }
}

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

/// JSON goes through the YAML value as well: its mapping refuses a key that stands twice.
fn json(text: &str) -> Result<Value, Problem> {
    if text.trim().is_empty() {
        return Ok(Value::Null);
    }
    let value: Yaml = serde_json::from_str(text).map_err(|error| {
        let whole = error.to_string();
        let reason = whole.split(" at line ").next().unwrap_or(&whole).to_owned();
        syntax(reason, Some(error.line()), text)
    })?;
    convert(value, text)
}

fn yaml(text: &str) -> Result<Value, Problem> {
    let mut value: Yaml = serde_yaml::from_str(text).map_err(|error| {
        let whole = error.to_string();
        let reason = whole.split(" at line ").next().unwrap_or(&whole).to_owned();
        syntax(reason, error.location().map(|location| location.line()), text)
    })?;
    value.apply_merge().map_err(|error| syntax(error.to_string(), None, text))?;
    convert(value, text)
}

fn syntax(reason: String, line: Option<usize>, text: &str) -> Problem {
    if reason.contains("duplicate entry") {
        return duplicate(reason, line, text);
    }
    let on_line = line.and_then(|line| text.lines().nth(line.saturating_sub(1))).unwrap_or_default();
    let indent = &on_line[..on_line.len() - on_line.trim_start().len()];
    let (rule, reason, remedy) = if indent.contains('\t') {
        ("tab", "a tab indents this line".to_owned(), "YAML is indented by spaces: replace the tab")
    } else {
        ("syntax", reason, "mend the YAML or JSON at this line, or just above it")
    };
    Problem { line, ..Problem::of_file(rule, reason, remedy) }
}

/// The parser names the mapping that holds the key twice; people look for the key.
fn duplicate(reason: String, line: Option<usize>, text: &str) -> Problem {
    const RULE: &str = "duplicate-key";
    let remedy = "a key stands once in a mapping: rename or remove one of the two";
    match Lines::of(text).repeated() {
        Some(Repeated { key, first, again }) => {
            let name = key.last().unwrap_or_default();
            let reason = format!("the key `{name}` stands twice, first on line {first}");
            Problem { line: Some(*again), ..Problem::at(RULE, key, reason, remedy) }
        }
        None => Problem { line, ..Problem::of_file(RULE, reason, remedy) },
    }
}

fn convert(value: Yaml, text: &str) -> Result<Value, Problem> {
    Ok(match value {
        Yaml::Null => Value::Null,
        Yaml::Bool(flag) => Value::Bool(flag),
        Yaml::Number(number) => convert_number(&number)?,
        Yaml::String(string) => Value::String(string),
        Yaml::Sequence(items) => {
            Value::Array(items.into_iter().map(|item| convert(item, text)).collect::<Result<_, _>>()?)
        }
        Yaml::Mapping(members) => {
            let mut object = Map::with_capacity(members.len());
            for (key, value) in members {
                let key = convert_key(key)?;
                if object.contains_key(&key) {
                    return Err(duplicate(format!("the key `{key}` stands twice"), None, text));
                }
                object.insert(key, convert(value, text)?);
            }
            Value::Object(object)
        }
        Yaml::Tagged(tagged) => {
            return Err(unrepresentable(&format!("the tag {}", tagged.tag)));
        }
    })
}

/// Response codes are often written without quotes: `200:` means `"200":`.
fn convert_key(key: Yaml) -> Result<String, Problem> {
    match key {
        Yaml::String(text) => Ok(text),
        Yaml::Number(number) => Ok(number.to_string()),
        Yaml::Bool(flag) => Ok(flag.to_string()),
        _ => Err(unrepresentable("a key that is neither a text nor a number")),
    }
}

fn convert_number(number: &serde_yaml::Number) -> Result<Value, Problem> {
    if let Some(number) = number.as_u64() {
        return Ok(number.into());
    }
    if let Some(number) = number.as_i64() {
        return Ok(number.into());
    }
    number
        .as_f64()
        .and_then(serde_json::Number::from_f64)
        .map(Value::Number)
        .ok_or_else(|| unrepresentable(&format!("the number {number}")))
}

fn unrepresentable(what: &str) -> Problem {
    Problem::of_file(
        "not-json",
        format!("{what} has no counterpart in JSON"),
        "an OpenAPI document uses only what JSON has: texts, numbers, true, false, null, lists and mappings",
    )
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merged_mapping_is_part_of_its_owner() {
        let (_, value) = load("a.yaml", b"a: &a {b: 1}\nc: {<<: *a, d: 2}").unwrap();
        assert_eq!(value["c"], serde_json::json!({ "b": 1, "d": 2 }));
    }
}
