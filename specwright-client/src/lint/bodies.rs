use serde_json::Value;

use super::Spec;
use specwright_document::{Kind, Pointer, Problem};

/// The media types that a request can be sent in, best first.
pub(crate) const SENDABLE: [&str; 5] = [
    "application/json",
    "application/x-www-form-urlencoded",
    "application/octet-stream",
    "text/plain",
    "text/x-markdown",
];

const UNSUPPORTED: &str = "unsupported-body";
const NO_SCHEMA: &str = "body-without-schema";

/// Bodies are of kinds that the generator takes: progenitor stops the program at the others.
pub(super) fn check(spec: &Spec<'_>) -> Vec<Problem> {
    let mut found: Vec<Problem> =
        spec.definitions(Kind::MediaType).flat_map(|node| media(&node.pointer, node.value)).collect();
    found.extend(spec.definitions(Kind::RequestBody).filter_map(|node| request(&node.pointer, node.value)));
    found
}

fn request(at: &Pointer, body: &Value) -> Option<Problem> {
    let content = body["content"].as_object()?;
    if content.is_empty() || content.keys().any(|name| SENDABLE.contains(&essence(name))) {
        return None;
    }
    let names: Vec<&str> = content.keys().map(String::as_str).collect();
    Some(Problem::at(
        UNSUPPORTED,
        &at.child("content"),
        format!("the body is sent as {}, which the generator does not take", names.join(" or ")),
        format!("describe it as one of {}", SENDABLE.join(", ")),
    ))
}

fn media(at: &Pointer, media: &Value) -> Vec<Problem> {
    let name = at.last().unwrap_or_default();
    let typed = matches!(essence(&name), "application/json" | "application/x-www-form-urlencoded");
    let mut found = Vec::new();
    if typed && media.get("schema").is_none() {
        found.push(Problem::at(
            NO_SCHEMA,
            at,
            format!("the {name} body has no schema"),
            "describe it by a schema; `schema: {}` says that it can be any JSON",
        ));
    }
    if typed && media["encoding"].as_object().is_some_and(|encoding| !encoding.is_empty()) {
        found.push(Problem::at(
            UNSUPPORTED,
            &at.child("encoding"),
            format!("the {name} body has an `encoding`, which the generator does not take"),
            "remove it",
        ));
    }
    found
}

/// A media type without its parameters.
pub(crate) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}
