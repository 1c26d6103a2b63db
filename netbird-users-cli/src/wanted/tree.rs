//! YAML or JSON: a list of mappings with `email`, `name`, `role`, `groups`, `blocked`; or that list as `users`.

use serde::Deserialize;
use serde_yaml::Value;

use super::{Row, role_of};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(default)]
    email: String,
    #[serde(default)]
    name: String,
    role: Option<String>,
    groups: Option<Vec<String>>,
    blocked: Option<bool>,
}

pub(super) fn parse(text: &str) -> Result<Vec<Result<Row, String>>, String> {
    let value: Value = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
    let list = match value {
        Value::Sequence(list) => list,
        Value::Mapping(mut members) => match members.remove("users") {
            Some(Value::Sequence(list)) if members.is_empty() => list,
            _ => return Err("a list of users is needed, or a mapping with `users` alone".to_owned()),
        },
        Value::Null => Vec::new(),
        _ => return Err("a list of users is needed".to_owned()),
    };
    Ok(list.into_iter().enumerate().map(|(index, value)| row(value, index + 1)).collect())
}

fn row(value: Value, number: usize) -> Result<Row, String> {
    let place = format!("user {number}");
    let entry: Entry = serde_yaml::from_value(value).map_err(|error| format!("{place}: {error}"))?;
    let role = role_of(entry.role.as_deref().unwrap_or_default(), &place)?;
    let (email, name) = (entry.email.trim().to_owned(), entry.name.trim().to_owned());
    Ok(Row { place, email, name, role, groups: entry.groups, blocked: entry.blocked })
}
