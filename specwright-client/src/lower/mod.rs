//! From a spec that describes the API as it is to one that progenitor can take, and the facts that it loses on the way.

mod bodies;
mod defaults;
mod hints;
mod lenient;
mod marker;
mod open_enums;
mod patches;
mod prune;
mod responses;
mod secrets;
mod styles;
mod texts;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::lint::{SENDABLE, essence, placeholders};
use specwright_document::{Document, Kind, Pointer, walk};
use specwright_rust::name;

pub(crate) use marker::MARK;
pub use open_enums::OpenEnum;
pub(crate) use patches::is_collection;
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
    /// The lists that are one parameter of the query, each with what stands between its items.
    pub delimited: Vec<(String, String)>,
    /// Whether it can be sent without a body.
    pub has_optional_body: bool,
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
    defaults::pass(&mut value);
    patches::pass(&mut value);
    hints::pass(&mut value);
    styles::pass(&mut value);
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
                delimited: delimited(document, &node.pointer),
                has_optional_body: has_optional_body(document, node.value),
                arguments: arguments(document, &node.pointer),
                pointer: node.pointer,
            };
            Some((name::snake(node.value["operationId"].as_str()?), operation))
        })
        .collect()
}

/// The parameters of an operation and of its path item.
fn parameters<'a>(document: &'a Value, operation: &Pointer) -> impl Iterator<Item = &'a Value> {
    let item = operation.parent().unwrap_or_default();
    let lists = [&item, operation].map(|owner| document.pointer(owner.child("parameters").as_str()));
    lists.into_iter().flatten().filter_map(Value::as_array).flatten().map(|p| resolve(document, p))
}

fn delimited(document: &Value, operation: &Pointer) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for parameter in parameters(document, operation) {
        let Some(name) = parameter["name"].as_str() else { continue };
        // The operation's own comes after that of the path item, and overrides it.
        found.retain(|(other, _)| other != name);
        let is_list = resolve(document, &parameter["schema"])["type"] == "array";
        if let Some(delimiter) = delimiter(parameter).filter(|_| is_list) {
            found.push((name.to_owned(), delimiter.to_owned()));
        }
    }
    found
}

/// What stands between the items of a list in the query; nothing where each item has the name before it.
pub(crate) fn delimiter(parameter: &Value) -> Option<&'static str> {
    let style = parameter["style"].as_str().unwrap_or("form");
    if parameter["in"] != "query" || parameter["explode"].as_bool().unwrap_or(style == "form") {
        return None;
    }
    match style {
        "form" => Some(","),
        "spaceDelimited" => Some("%20"),
        "pipeDelimited" => Some("|"),
        _ => None,
    }
}

fn has_optional_body(document: &Value, operation: &Value) -> bool {
    let body = operation.get("requestBody").map(|body| resolve(document, body));
    let sent = |content: &Map<String, Value>| content.keys().any(|name| SENDABLE.contains(&essence(name)));
    body.is_some_and(|body| body["required"] != true && body["content"].as_object().is_some_and(sent))
}

fn arguments(document: &Value, operation: &Pointer) -> BTreeMap<String, String> {
    let mut arguments: BTreeMap<String, String> = parameters(document, operation)
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
