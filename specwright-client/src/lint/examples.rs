use std::collections::BTreeMap;

use jsonschema::{Draft, Registry};
use serde_json::{Value, json};

use super::Spec;
use specwright_document::{Kind, Node, Pointer, Problem};

/// An example that its own schema refuses.
pub(crate) const INVALID: &str = "invalid-example";

/// Where the converted document is found by its own references.
const BASE: &str = "urn:openapi";

/// Every example is what its schema says.
pub(super) fn check(spec: &Spec<'_>) -> Vec<Problem> {
    let examples: Vec<Example<'_>> = spec.nodes.iter().flat_map(|node| examples(spec, node)).collect();
    if examples.is_empty() {
        return Vec::new();
    }
    let schemas = json_schema(spec);
    let registry = Registry::new()
        .draft(Draft::Draft4)
        .add(BASE, &schemas)
        .and_then(jsonschema::RegistryBuilder::prepare)
        .map_err(|error| unusable(&Pointer::root(), &error.to_string()));
    match registry {
        Err(problem) => vec![problem],
        Ok(registry) => invalid(&examples, &registry)
            // One of the schemas cannot be used: each example for itself says which.
            .unwrap_or_else(|_| {
                let alone = examples.iter().map(|example| {
                    let alone = invalid(std::slice::from_ref(example), &registry);
                    alone.unwrap_or_else(|reason| vec![unusable(&example.schema, &reason)])
                });
                alone.flatten().collect()
            }),
    }
}

struct Example<'a> {
    at: Pointer,
    value: &'a Value,
    schema: Pointer,
}

fn examples<'a>(spec: &Spec<'a>, node: &Node<'a>) -> Vec<Example<'a>> {
    let schema = match node.kind {
        Kind::Schema => node.pointer.clone(),
        Kind::MediaType | Kind::Parameter | Kind::Header if node.value.get("schema").is_some() => {
            node.pointer.child("schema")
        }
        _ => return Vec::new(),
    };
    let single = node.value.get("example").map(|value| (node.pointer.child("example"), value));
    let named = node.value.get("examples").filter(|_| node.kind != Kind::Schema).and_then(Value::as_object);
    let named = named.into_iter().flatten().filter_map(|(name, example)| {
        let at = node.pointer.child("examples").child(name);
        let (at, example) = spec.resolve(&at, example);
        Some((at.child("value"), example.get("value")?))
    });
    single.into_iter().chain(named).map(|(at, value)| Example { at, value, schema: schema.clone() }).collect()
}

/// The first problem of each example, found by one schema of a list that has them as its items: what they share is
/// compiled once.
fn invalid(examples: &[Example<'_>], registry: &Registry<'_>) -> Result<Vec<Problem>, String> {
    let items: Vec<Value> = examples
        .iter()
        .map(|example| json!({ "$ref": format!("{BASE}#{}", fragment(&example.schema)) }))
        .collect();
    let all = Value::Array(examples.iter().map(|example| example.value.clone()).collect());
    let validator = jsonschema::draft4::options()
        .with_registry(registry)
        .should_validate_formats(true)
        .build(&json!({ "items": items }))
        .map_err(|error| error.to_string())?;
    let mut found: BTreeMap<usize, Problem> = BTreeMap::new();
    for error in validator.iter_errors(&all) {
        let path = error.instance_path().as_str();
        let (index, inside) = path[1..].split_at(path[1..].find('/').unwrap_or(path.len() - 1));
        let Some((index, example)) = index.parse().ok().and_then(|index| Some((index, examples.get(index)?)))
        else {
            continue;
        };
        found.entry(index).or_insert_with(|| {
            let at = Pointer::parse(&format!("{}{inside}", example.at.as_str())).unwrap_or_default();
            Problem::at(
                INVALID,
                &at,
                format!("the example is not what its schema says: {error}"),
                format!("correct the example, or the schema at {} (or `--allow {INVALID}`)", example.schema),
            )
        });
    }
    Ok(found.into_values().collect())
}

/// A pointer as the fragment of a URI.
fn fragment(pointer: &Pointer) -> String {
    let mut fragment = String::new();
    for byte in pointer.as_str().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                fragment.push(byte.into());
            }
            _ => fragment.extend(["%".to_owned(), format!("{byte:02X}")]),
        }
    }
    fragment
}

fn unusable(at: &Pointer, reason: &str) -> Problem {
    Problem::at(
        INVALID,
        at,
        format!("examples cannot be held against this schema: {reason}"),
        format!("correct the schema (or `--allow {INVALID}`)"),
    )
}

/// The document with its schemas written as JSON Schema draft 4, the closest relative of OpenAPI 3.0's dialect: only
/// `nullable` differs in what it accepts.
fn json_schema(spec: &Spec<'_>) -> Value {
    let mut document = spec.document.value.clone();
    for node in spec.nodes.iter().rev().filter(|node| node.kind == Kind::Schema) {
        let Some(schema) = document.pointer_mut(node.pointer.as_str()) else { continue };
        if let Some(target) = node.reference() {
            *schema = json!({ "$ref": format!("{BASE}{target}") });
        } else if node.value["nullable"] == true {
            *schema = json!({ "anyOf": [schema.take(), { "type": "null" }] });
        }
    }
    document
}
