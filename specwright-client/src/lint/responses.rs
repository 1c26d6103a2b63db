use serde_json::Value;

use super::{Spec, bodies::essence};
use specwright_document::{Kind, Pointer, Problem, is_success};

/// Errors of one operation with JSON bodies of different schemas.
pub(crate) const MIXED_ERRORS: &str = "mixed-errors";

/// An operation has one kind of success and, where errors are JSON, one schema for them: the type of a generated
/// method has room for one of each.
pub(super) fn check(spec: &Spec<'_>) -> Vec<Problem> {
    let mut found = Vec::new();
    for operation in spec.definitions(Kind::Operation) {
        let responses = responses(spec, &operation.pointer);
        let fallback = !responses.iter().any(|response| is_success(&response.status));
        let (successes, errors): (Vec<_>, Vec<_>) =
            responses.into_iter().partition(|r| is_success(&r.status) || (fallback && r.status == "default"));
        found.extend(mixed(&operation.pointer, &successes, "mixed-successes", "answers of one kind"));
        let typed: Vec<_> =
            errors.into_iter().filter(|response| response.body.starts_with("JSON ")).collect();
        found.extend(mixed(
            &operation.pointer,
            &typed,
            MIXED_ERRORS,
            "one schema for all errors, if need be with `oneOf` (or `--allow mixed-errors`: callers then get the \
             body of every error as bytes all the same)",
        ));
    }
    found
}

struct Response {
    status: String,
    body: String,
}

fn responses(spec: &Spec<'_>, operation: &Pointer) -> Vec<Response> {
    let at = operation.child("responses");
    let members = spec.document.get(&at).and_then(Value::as_object);
    members
        .into_iter()
        .flatten()
        .filter(|(status, _)| !status.starts_with("x-"))
        .map(|(status, response)| {
            let (_, response) = spec.resolve(&at.child(status), response);
            Response { status: status.clone(), body: body(response) }
        })
        .collect()
}

/// What progenitor tells apart: JSON by schema, any other content, none.
fn body(response: &Value) -> String {
    let content = response["content"].as_object();
    let json = content.into_iter().flatten().find(|(name, _)| essence(name) == "application/json");
    match (json, content) {
        (Some((_, media)), _) => format!("JSON {}", name(&media["schema"])),
        (None, Some(content)) if !content.is_empty() => "content of another type".to_owned(),
        _ => "no content".to_owned(),
    }
}

/// The schema in a form that is equal for equal schemas: texts for people do not count.
fn name(schema: &Value) -> String {
    if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
        return target.rsplit('/').next().unwrap_or(target).to_owned();
    }
    let mut schema = schema.clone();
    if let Some(object) = schema.as_object_mut() {
        object.retain(|key, _| {
            !matches!(key.as_str(), "description" | "title" | "example") && !key.starts_with("x-")
        });
    }
    schema.to_string()
}

fn mixed(at: &Pointer, responses: &[Response], rule: &'static str, wanted: &str) -> Option<Problem> {
    let first = responses.first()?;
    let other = responses.iter().find(|response| response.body != first.body)?;
    Some(Problem::at(
        rule,
        &at.child("responses").child(&other.status),
        format!("{} answers {}, while {} answers {}", other.status, other.body, first.status, first.body),
        format!("describe {wanted}"),
    ))
}
