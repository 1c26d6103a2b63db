//! From a spec that describes the API as it is to one that progenitor can take, and the facts that it loses on the way.

mod bodies;
mod lenient;
mod marker;
mod open_enums;
mod prune;
mod responses;
mod secrets;
mod texts;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::lint::placeholders;
use specwright_document::{Document, Kind, Pointer, walk};
use specwright_rust::name;

pub(crate) use marker::MARK;
pub use open_enums::OpenEnum;
pub(crate) use secrets::schema as secret_schema;

/// A spec in progenitor's terms.
#[derive(Clone, Debug)]
pub struct Lowered {
    /// What progenitor reads.
    pub value: Value,
    /// What the refinement needs to know besides.
    pub facts: Facts,
}

/// What the generated code must hold, taken from the spec, so that a pass that finds less fails.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Facts {
    /// By the name of the generated method.
    pub operations: BTreeMap<String, Operation>,
    /// The open enums, each by the marker that stands in its documentation.
    pub open_enums: BTreeMap<String, OpenEnum>,
    /// The objects whose optional members are read leniently, each by the marker that stands in its documentation.
    pub lenient: BTreeMap<String, Pointer>,
    /// The properties and parameters that hold secrets, by their names on the wire.
    pub secrets: BTreeSet<String>,
}

/// What the refinement needs to know of one operation.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Operation {
    /// Where the spec describes it.
    pub pointer: Pointer,
    /// The placeholders of its path.
    pub path_parameters: Vec<String>,
    /// Whether a success answers `{}` and nothing else.
    pub answers_empty_object: bool,
    /// The arguments and what the spec says of each.
    pub arguments: BTreeMap<String, String>,
}

/// Lowers a spec that was found good by [`crate::lint::check`].
#[must_use]
pub fn lower(document: &Document) -> Lowered {
    let mut value = document.value.clone();
    texts::pass(&mut value);
    let mut facts = Facts { operations: operations(&value), ..Facts::default() };
    prune::pass(&mut value);
    responses::pass(&mut value, &mut facts);
    bodies::pass(&mut value);
    open_enums::pass(&mut value, &mut facts);
    lenient::pass(&mut value, &mut facts);
    secrets::pass(&mut value, &mut facts);
    Lowered { value, facts }
}

fn operations(document: &Value) -> BTreeMap<String, Operation> {
    walk(document)
        .into_iter()
        .filter(|node| node.kind == Kind::Operation)
        .filter_map(|node| {
            let path = node.pointer.parent()?.last()?;
            let operation = Operation {
                path_parameters: placeholders(&path)?,
                answers_empty_object: false,
                arguments: arguments(document, &node.pointer),
                pointer: node.pointer,
            };
            Some((name::snake(node.value["operationId"].as_str()?), operation))
        })
        .collect()
}

fn arguments(document: &Value, operation: &Pointer) -> BTreeMap<String, String> {
    let item = operation.parent().unwrap_or_default();
    let lists = [&item, operation].map(|owner| document.pointer(owner.child("parameters").as_str()));
    let parameters =
        lists.into_iter().flatten().filter_map(Value::as_array).flatten().map(|p| resolve(document, p));
    let mut arguments: BTreeMap<String, String> = parameters
        .filter_map(|parameter| {
            let description = parameter["description"].as_str()?;
            Some((name::snake(parameter["name"].as_str()?), description.to_owned()))
        })
        .collect();
    let body = document.pointer(operation.child("requestBody").as_str());
    if let Some(description) = body.and_then(|body| resolve(document, body)["description"].as_str()) {
        arguments.insert("body".to_owned(), description.to_owned());
    }
    arguments
}

/// What a reference leads to; the lint has seen that it ends.
fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let mut value = value;
    while let Some(found) = value
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|target| document.pointer(target.strip_prefix('#')?))
    {
        value = found;
    }
    value
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_refinement_is_told_what_it_has_to_find() {
        let document = Document::parse(
            "sample",
            b"
openapi: 3.0.3
info: {title: Lamps, version: 1.0.0}
paths:
  /lamps/{lampId}:
    parameters: [{$ref: '#/components/parameters/lampId'}]
    put:
      operationId: setLamp
      requestBody: {description: The lamp., content: {application/json: {schema: {$ref: '#/components/schemas/Lamp'}}}}
      responses: {'204': {description: Set.}}
components:
  parameters:
    lampId: {name: lampId, in: path, required: true, description: Which., schema: {type: string}}
  schemas:
    Lamp: {type: object, properties: {pin: {type: string, format: password}, mode: {type: string, x-extensible-enum: [a]}}}
",
        )
        .unwrap();
        let facts = lower(&document).facts;
        let operation = &facts.operations["set_lamp"];
        assert_eq!(operation.path_parameters, ["lampId"]);
        assert_eq!(json!(operation.arguments), json!({ "body": "The lamp.", "lamp_id": "Which." }));
        assert_eq!(facts.secrets.into_iter().collect::<Vec<_>>(), ["pin"]);
        let enums: Vec<String> = facts.open_enums.values().map(|open| open.pointer.to_string()).collect();
        assert_eq!(enums, ["/components/schemas/Lamp/properties/mode"]);
    }
}
