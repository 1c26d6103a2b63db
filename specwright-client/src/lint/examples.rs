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
        Ok(registry) => examples.iter().filter_map(|example| invalid(example, &schemas, &registry)).collect(),
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

fn invalid(example: &Example<'_>, schemas: &Value, registry: &Registry<'_>) -> Option<Problem> {
    let schema = schemas.pointer(example.schema.as_str())?;
    let validator =
        jsonschema::draft4::options().with_registry(registry).should_validate_formats(true).build(schema);
    match validator {
        Err(error) => Some(unusable(&example.schema, &error.to_string())),
        Ok(validator) => validator.validate(example.value).err().map(|error| {
            let inside = error.instance_path().as_str();
            let at = Pointer::parse(&format!("{}{inside}", example.at.as_str())).unwrap_or_default();
            Problem::at(
                INVALID,
                &at,
                format!("the example is not what its schema says: {error}"),
                format!("correct the example, or the schema at {} (or `--allow {INVALID}`)", example.schema),
            )
        }),
    }
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
