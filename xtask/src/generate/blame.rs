use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{generate, guarded};
use crate::{
    document::{METHODS, Pointer},
    problem::Problem,
};

const RULE: &str = "generator";

/// Finds which part of a lowered spec the generator cannot take, by giving it the parts one by one.
pub(crate) fn blame(lowered: &Value, whole: &str) -> Problem {
    let suspects =
        if refusal(&without_paths(lowered)).is_some() { schemas(lowered) } else { operations(lowered) };
    let guilty = suspects.into_iter().find_map(|(pointer, part)| Some((pointer, refusal(&part)?)));
    let (pointer, reason) = guilty.unwrap_or_else(|| (Pointer::root(), whole.to_owned()));
    Problem::at(
        RULE,
        &pointer,
        format!("progenitor cannot take this: {}", one_line(&reason)),
        "describe it in another way; the construct is sound OpenAPI that this generator has no code for",
    )
}

fn refusal(spec: &Value) -> Option<String> {
    guarded(|| generate(spec).err()).unwrap_or_else(Some)
}

/// The spec with no operation: only its schemas are left to fail.
fn without_paths(spec: &Value) -> Value {
    with(spec, "paths", Value::Object(Map::new()))
}

/// Each schema with all that it refers to, the smallest first.
fn schemas(spec: &Value) -> Vec<(Pointer, Value)> {
    let all = spec["components"]["schemas"].as_object().cloned().unwrap_or_default();
    let mut parts: Vec<(usize, Pointer, Value)> = all
        .keys()
        .map(|name| {
            let mut closure = BTreeSet::new();
            close(name, &all, &mut closure);
            let kept =
                all.iter().filter(|(name, _)| closure.contains(*name)).map(|(n, s)| (n.clone(), s.clone()));
            let components = with(&spec["components"], "schemas", kept.collect());
            let pointer = Pointer::root().child("components").child("schemas").child(name);
            (closure.len(), pointer, with(&without_paths(spec), "components", components))
        })
        .collect();
    parts.sort_by_key(|(size, ..)| *size);
    parts.into_iter().map(|(_, pointer, part)| (pointer, part)).collect()
}

fn close(name: &str, all: &Map<String, Value>, closure: &mut BTreeSet<String>) {
    if !closure.insert(name.to_owned()) {
        return;
    }
    let mut names = Vec::new();
    references(&all[name], &mut names);
    for next in names.iter().filter(|next| all.contains_key(*next)) {
        close(next, all, closure);
    }
}

fn references(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            let target = object.get("$ref").and_then(Value::as_str);
            names.extend(target.and_then(|t| t.strip_prefix("#/components/schemas/")).map(str::to_owned));
            object.values().for_each(|value| references(value, names));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, names)),
        _ => {}
    }
}

/// Each operation alone, with all components.
fn operations(spec: &Value) -> Vec<(Pointer, Value)> {
    let mut parts = Vec::new();
    for (path, item) in spec["paths"].as_object().into_iter().flatten() {
        let methods =
            item.as_object().into_iter().flatten().filter(|(key, _)| METHODS.contains(&key.as_str()));
        for (method, _) in methods {
            let alone = item.as_object().into_iter().flatten();
            let alone: Map<String, Value> = alone
                .filter(|(key, _)| *key == method || !METHODS.contains(&key.as_str()))
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect();
            let paths = Value::Object(Map::from_iter([(path.clone(), Value::Object(alone))]));
            parts
                .push((Pointer::root().child("paths").child(path).child(method), with(spec, "paths", paths)));
        }
    }
    parts
}

fn with(object: &Value, key: &str, value: Value) -> Value {
    let mut copy = object.clone();
    copy[key] = value;
    copy
}

/// Debug output of whole structures is cut down to its first words.
fn one_line(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(240) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
