use std::collections::HashSet;

use serde_json::Value;

use super::Spec;
use crate::{
    document::{Kind, Pointer, walk},
    problem::Problem,
};

/// A schema that no operation reaches.
pub(crate) const RULE: &str = "unused-schema";

/// Every schema is reached from an operation.
pub(super) fn check(spec: &Spec<'_>) -> Vec<Problem> {
    let mut reached: HashSet<Pointer> = HashSet::new();
    let operations = walk(&serde_json::json!({ "paths": spec.document.value["paths"] }))
        .iter()
        .filter_map(|node| node.reference().map(str::to_owned))
        .collect::<Vec<_>>();
    let mut open: Vec<Pointer> = operations.iter().filter_map(|target| pointer(target)).collect();
    while let Some(next) = open.pop() {
        if reached.insert(next.clone()) {
            open.extend(spec.document.get(&next).map(targets).unwrap_or_default());
        }
    }
    let schemas = Pointer::root().child("components").child("schemas");
    spec.nodes
        .iter()
        .filter(|node| node.kind == Kind::Schema && node.pointer.parent().as_ref() == Some(&schemas))
        .filter(|node| !reached.contains(&node.pointer))
        .map(|node| {
            Problem::at(
                RULE,
                &node.pointer,
                format!("no operation uses the schema `{}`", node.pointer.last().unwrap_or_default()),
                "remove it, or refer to it (or `--allow unused-schema`)",
            )
        })
        .collect()
}

fn pointer(target: &str) -> Option<Pointer> {
    target.strip_prefix('#').and_then(Pointer::parse)
}

fn targets(value: &Value) -> Vec<Pointer> {
    match value {
        Value::Object(object) => {
            let own = object.get("$ref").and_then(Value::as_str).and_then(pointer);
            own.into_iter().chain(object.values().flat_map(targets)).collect()
        }
        Value::Array(items) => items.iter().flat_map(targets).collect(),
        _ => Vec::new(),
    }
}
