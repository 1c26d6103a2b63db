use serde_json::Value;

use crate::{Change, Direction, RustChange, Spot};

/// What happened, with the values where they are short: `enum value added: paused`.
pub(crate) fn happened(change: &Change) -> String {
    match detail(change) {
        Some(detail) => format!("{}: {detail}", change.rule.says),
        None => change.rule.says.to_owned(),
    }
}

fn detail(change: &Change) -> Option<String> {
    let [before, after] = [&change.old_value, &change.new_value].map(|value| value.as_ref().and_then(short));
    let both = |before: Option<String>, after: Option<String>| match (before, after) {
        (Some(before), Some(after)) => (before != after).then(|| format!("{before} → {after}")),
        (Some(before), None) if change.new_value.is_none() => Some(format!("{before} → none")),
        (None, Some(after)) if change.old_value.is_none() => Some(format!("none → {after}")),
        _ => None,
    };
    let Some(subject) = &change.subject else {
        return both(before, after).filter(|_| change.old_value.is_some() && change.new_value.is_some());
    };
    let spot = change.new.as_ref().or(change.old.as_ref());
    let is_keyword = spot.and_then(|spot| spot.pointer.last()).is_some_and(|last| last == *subject);
    let told = change.rule.says.split(' ').next() == Some(subject.as_str());
    match both(before, after) {
        Some(values) if is_keyword && told => Some(values),
        Some(values) if is_keyword => Some(format!("{subject}: {values}")),
        None if told => None,
        _ => Some(subject.clone()),
    }
}

/// A value as it fits into a line, if it does.
fn short(value: &Value) -> Option<String> {
    const LONGEST: usize = 60;
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(_) | Value::Bool(_) | Value::Null => value.to_string(),
        Value::Array(items) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
            items.iter().map(short).collect::<Option<Vec<_>>>()?.join(", ")
        }
        _ => return None,
    };
    (!text.is_empty() && text.chars().count() <= LONGEST && !text.contains('\n')).then_some(text)
}

/// Which way the thing goes; nothing where that makes no difference.
pub(super) fn direction(change: &Change) -> Option<&'static str> {
    match change.direction {
        Direction::Request => Some("request"),
        Direction::Response => Some("response"),
        Direction::Both => Some("request and response"),
        Direction::Neither => None,
    }
}

/// The lines in both documents: `line 12 → 14`.
pub(super) fn lines(change: &Change) -> Option<String> {
    let line = |spot: &Option<Spot>| spot.as_ref().and_then(|spot| spot.line);
    match (line(&change.old), line(&change.new)) {
        (Some(old), Some(new)) if old == new => Some(format!("line {new}")),
        (Some(old), Some(new)) => Some(format!("line {old} → {new}")),
        (Some(old), None) => Some(format!("old line {old}")),
        (None, Some(new)) => Some(format!("line {new}")),
        (None, None) => None,
    }
}

/// `1 operation`, `9 operations`.
pub(super) fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

/// An item of the generated crate, before and after, each text written as code.
pub(super) fn item(item: &RustChange, code: impl Fn(&str) -> String) -> String {
    let name = code(&item.item);
    match (&item.before, &item.after) {
        (Some(before), Some(after)) => format!("{name}: {} → {}", code(before), code(after)),
        (Some(_), None) => format!("{name}: removed"),
        (None, Some(after)) if after == "implemented" => format!("{name}: added"),
        (None, Some(after)) => format!("{name}: added, {}", code(after)),
        (None, None) => name,
    }
}
