use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use specwright_rust::guarded;

use super::generate;
use specwright_document::{METHODS, Pointer, Problem, reached, references};

const RULE: &str = "generator";

/// Finds which parts of a lowered spec the generator cannot take, by giving it the parts one by one: each schema and
/// then each operation, with no more than what it refers to.
pub(crate) fn blame(lowered: &Value, whole: &str) -> Vec<Problem> {
    let mut guilty = schemas(lowered);
    let known: BTreeSet<Pointer> = guilty.iter().map(|(pointer, _)| pointer.clone()).collect();
    guilty.extend(operations(lowered, &known));
    if guilty.is_empty() {
        guilty.push((Pointer::root(), whole.to_owned()));
    }
    let problem = |(pointer, reason): (Pointer, String)| {
        Problem::at(
            RULE,
            &pointer,
            format!("progenitor cannot take this: {}", one_line(&reason)),
            "describe it in another way; the construct is sound OpenAPI that this generator has no code for",
        )
    };
    guilty.into_iter().map(problem).collect()
}

fn refusal(spec: &Value) -> Option<String> {
    guarded(|| generate(spec).err()).unwrap_or_else(Some)
}

/// The schemas that fail, but not for one that they refer to.
fn schemas(spec: &Value) -> Vec<(Pointer, String)> {
    let mut suspects: BTreeMap<(usize, Pointer), BTreeSet<Pointer>> = BTreeMap::new();
    for (name, _) in spec["components"]["schemas"].as_object().into_iter().flatten() {
        let own = Pointer::root().child("components").child("schemas").child(name);
        let reached = reached(spec, BTreeSet::from([own.clone()]));
        suspects.insert((reached.len(), own), reached);
    }
    let mut guilty: BTreeMap<Pointer, String> = BTreeMap::new();
    for ((_, own), reached) in suspects {
        if reached.iter().any(|pointer| guilty.contains_key(pointer)) {
            continue;
        }
        if let Some(reason) = refusal(&part(spec, &Map::new(), &reached)) {
            guilty.insert(own, reason);
        }
    }
    guilty.into_iter().collect()
}

/// The operations that fail, but not for a schema that is known to.
fn operations(spec: &Value, known: &BTreeSet<Pointer>) -> Vec<(Pointer, String)> {
    let mut guilty = Vec::new();
    for (path, item) in spec["paths"].as_object().into_iter().flatten() {
        let Some(members) = item.as_object() else { continue };
        for method in members.keys().filter(|key| METHODS.contains(&key.as_str())) {
            let alone = members.iter().filter(|(key, _)| *key == method || !METHODS.contains(&key.as_str()));
            let alone: Value =
                alone.map(|(key, value)| (key.clone(), value.clone())).collect::<Map<_, _>>().into();
            let reached = reached(spec, references(&alone));
            if !reached.is_disjoint(known) {
                continue;
            }
            let paths = Map::from_iter([(path.clone(), alone)]);
            if let Some(reason) = refusal(&part(spec, &paths, &reached)) {
                guilty.push((Pointer::root().child("paths").child(path).child(method), reason));
            }
        }
    }
    guilty
}

/// A spec of these paths and these components.
fn part(spec: &Value, paths: &Map<String, Value>, components: &BTreeSet<Pointer>) -> Value {
    let mut part =
        json!({ "openapi": spec["openapi"], "info": spec["info"], "paths": paths, "components": {} });
    for pointer in components {
        let mut tokens = pointer.as_str().split('/').skip(2);
        let (Some(section), Some(name), Some(value)) =
            (tokens.next(), tokens.next(), spec.pointer(pointer.as_str()))
        else {
            continue;
        };
        let name = name.replace("~1", "/").replace("~0", "~");
        part["components"][section][name] = value.clone();
    }
    part
}

/// Debug output of whole structures is cut down to its first words.
fn one_line(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(240) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
