use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Spec;
use specwright_document::{Kind, Node, Pointer, Problem};

const RULE: &str = "not-openapi";

/// The document has the shape of OpenAPI 3.0. Where it has not, the innermost nodes that are wrong are named.
pub(super) fn check(spec: &Spec<'_>) -> Vec<Problem> {
    let Err(whole) = parse::<openapiv3::OpenAPI>(&spec.document.value) else { return Vec::new() };
    let wrong: Vec<(&Node<'_>, String)> =
        spec.nodes.iter().filter_map(|node| Some((node, parse_node(node).err()?))).collect();
    let innermost = |pointer: &Pointer| {
        let inside = format!("{}/", pointer.as_str());
        !wrong.iter().any(|(other, _)| other.pointer.as_str().starts_with(&inside))
    };
    let found: Vec<Problem> = wrong
        .iter()
        .filter(|(node, _)| innermost(&node.pointer))
        .map(|(node, reason)| {
            Problem::at(
                RULE,
                &node.pointer,
                format!("this is no {} of OpenAPI 3.0: {reason}", noun(node.kind)),
                "correct it after the OpenAPI 3.0.3 specification",
            )
        })
        .collect();
    if !found.is_empty() {
        return found;
    }
    vec![Problem::at(
        RULE,
        &Pointer::root(),
        format!("the document is not OpenAPI 3.0: {whole}"),
        "correct it after the OpenAPI 3.0.3 specification",
    )]
}

fn parse_node(node: &Node<'_>) -> Result<(), String> {
    if node.reference().is_some() {
        return Ok(());
    }
    match node.kind {
        Kind::PathItem => parse::<openapiv3::PathItem>(node.value),
        Kind::Operation => parse::<openapiv3::Operation>(node.value),
        Kind::Parameter => parse::<openapiv3::Parameter>(node.value),
        Kind::RequestBody => parse::<openapiv3::RequestBody>(node.value),
        Kind::Response => parse::<openapiv3::Response>(node.value),
        Kind::Header => parse::<openapiv3::Header>(node.value),
        Kind::MediaType => parse::<openapiv3::MediaType>(node.value),
        Kind::Schema => parse::<openapiv3::Schema>(node.value),
    }
}

fn parse<T: DeserializeOwned>(value: &Value) -> Result<(), String> {
    T::deserialize(value).map(|_| ()).map_err(|error| error.to_string())
}

fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::PathItem => "path item",
        Kind::Operation => "operation",
        Kind::Parameter => "parameter",
        Kind::RequestBody => "request body",
        Kind::Response => "response",
        Kind::Header => "header",
        Kind::MediaType => "media type",
        Kind::Schema => "schema",
    }
}
