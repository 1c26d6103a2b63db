use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::Spec;
use specwright_document::{Kind, Node, Pointer, Problem};

/// Every reference leads to a component of the right kind, and none comes back to where it began.
pub(super) fn check(spec: &Spec<'_>) -> Vec<Problem> {
    let broken: Vec<Problem> = spec
        .nodes
        .iter()
        .filter(|node| node.value.get("$ref").is_some())
        .filter_map(|node| broken(spec, node))
        .collect();
    if broken.is_empty() { cycles(spec) } else { broken }
}

fn broken(spec: &Spec<'_>, node: &Node<'_>) -> Option<Problem> {
    let at = node.pointer.child("$ref");
    let Some(target) = node.reference() else {
        return Some(Problem::at(
            "broken-reference",
            &at,
            "`$ref` is not a text",
            "write the reference as a text",
        ));
    };
    let Some(section) = section(node.kind) else {
        return Some(Problem::at(
            "unsupported-reference",
            &at,
            format!("a reference to `{target}` stands where the generator takes none"),
            "write the definition itself here",
        ));
    };
    let Some(name) =
        target.strip_prefix(&format!("#/components/{section}/")).filter(|name| !name.contains('/'))
    else {
        return Some(Problem::at(
            "broken-reference",
            &at,
            format!("`{target}` is not a component of this document that can stand here"),
            format!("refer to `#/components/{section}/…` in the same file"),
        ));
    };
    let found =
        spec.document.value["components"][section].as_object()?.contains_key(&name.replace("~1", "/"));
    (!found).then(|| unresolved(&at, target, section))
}

fn unresolved(at: &Pointer, target: &str, section: &str) -> Problem {
    Problem::at(
        "unresolved-reference",
        at,
        format!("nothing stands at `{target}`"),
        format!("define it under components/{section}, or correct the name"),
    )
}

fn section(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Schema => Some("schemas"),
        Kind::Parameter => Some("parameters"),
        Kind::RequestBody => Some("requestBodies"),
        Kind::Response => Some("responses"),
        Kind::Header => Some("headers"),
        Kind::PathItem | Kind::Operation | Kind::MediaType => None,
    }
}

/// A component that is made of itself: by reference, or through `allOf`, `oneOf`, `anyOf` or `not`. One that holds
/// itself in a property or a list is fine.
fn cycles(spec: &Spec<'_>) -> Vec<Problem> {
    let edges = made_of(spec);
    let mut found = Vec::new();
    let mut done: HashMap<&Pointer, bool> = HashMap::new();
    for start in edges.keys() {
        let mut path = Vec::new();
        visit(start, &edges, &mut done, &mut path, &mut found);
    }
    found
}

fn visit<'a>(
    at: &'a Pointer,
    edges: &'a BTreeMap<Pointer, Vec<Pointer>>,
    finished: &mut HashMap<&'a Pointer, bool>,
    path: &mut Vec<&'a Pointer>,
    found: &mut Vec<Problem>,
) {
    match finished.get(at) {
        Some(true) => return,
        Some(false) => {
            let begin = path.iter().position(|other| *other == at).unwrap_or(0);
            let names: Vec<String> = path[begin..].iter().chain([&at]).filter_map(|p| p.last()).collect();
            found.push(Problem::at(
                "cyclic-reference",
                at,
                format!("it is made of itself: {}", names.join(" → ")),
                "break the circle: a definition may hold itself only in a property or as an item of a list",
            ));
            return;
        }
        None => {}
    }
    finished.insert(at, false);
    path.push(at);
    for next in edges.get(at).into_iter().flatten() {
        if let Some((next, _)) = edges.get_key_value(next) {
            visit(next, edges, finished, path, found);
        }
    }
    path.pop();
    finished.insert(at, true);
}

/// Each component and the components that it directly consists of.
fn made_of(spec: &Spec<'_>) -> BTreeMap<Pointer, Vec<Pointer>> {
    let mut edges = BTreeMap::new();
    for node in spec.nodes.iter().filter(|node| is_component(&node.pointer)) {
        let mut targets = Vec::new();
        constituents(node.value, &mut targets);
        edges.insert(node.pointer.clone(), targets);
    }
    edges
}

fn is_component(pointer: &Pointer) -> bool {
    pointer.as_str().starts_with("/components/") && pointer.as_str().matches('/').count() == 3
}

fn constituents(value: &Value, targets: &mut Vec<Pointer>) {
    if let Some(target) = value.get("$ref").and_then(Value::as_str) {
        targets.extend(target.strip_prefix('#').and_then(Pointer::parse));
        return;
    }
    for key in ["allOf", "oneOf", "anyOf"] {
        for part in value.get(key).and_then(Value::as_array).into_iter().flatten() {
            constituents(part, targets);
        }
    }
    if let Some(part) = value.get("not") {
        constituents(part, targets);
    }
}

/// References to other files: one problem, however many there are.
pub(super) fn elsewhere(spec: &Spec<'_>) -> Vec<Problem> {
    let mut found = Vec::new();
    others(&spec.document.value, &Pointer::root(), &mut found);
    let files: std::collections::BTreeSet<&str> =
        found.iter().map(|(_, target)| target.split('#').next().unwrap_or_default()).collect();
    match &found[..] {
        [] | [_] => Vec::new(),
        [(first, target), ..] => vec![Problem::at(
            "unsupported-reference",
            first,
            format!("{} references lead to {} other files, first to `{target}`", found.len(), files.len()),
            "bundle the document into one file, as `redocly bundle` does: other files are not read",
        )],
    }
}

fn others<'a>(value: &'a Value, at: &Pointer, found: &mut Vec<(Pointer, &'a str)>) {
    match value {
        Value::Object(members) => {
            for (key, inner) in members {
                match inner.as_str() {
                    Some(target) if key == "$ref" && !target.starts_with('#') => {
                        found.push((at.child(key), target));
                    }
                    _ if key == "example" || key == "examples" => {}
                    _ => others(inner, &at.child(key), found),
                }
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| others(item, &at.child(index), found));
        }
        _ => {}
    }
}
