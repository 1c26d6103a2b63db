use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Spec, bodies::essence};
use crate::lower::is_collection;
use specwright_document::{Kind, Node, Pointer, Problem};

const PARAMETER: &str = "unsupported-parameter";
const BODY: &str = "unsupported-body";

/// What compiles and would be wrong on the wire, or does not compile, is refused by place.
pub(super) fn check(spec: &Spec<'_>) -> Vec<Problem> {
    let mut found = servers(spec);
    for node in &spec.nodes {
        if node.reference().is_some() {
            continue;
        }
        match node.kind {
            Kind::Parameter => found.extend(parameter(spec, node)),
            Kind::Schema => found.extend(discriminator(spec, node)),
            _ => {}
        }
        if node.kind == Kind::Operation {
            found.extend(body(spec, node));
            found.extend(head(spec, node));
        }
    }
    found
}

fn parameter(spec: &Spec<'_>, node: &Node<'_>) -> Option<Problem> {
    let name = node.value["name"].as_str().unwrap_or_default();
    let place = node.value["in"].as_str().unwrap_or_default();
    let at = node.pointer.child("schema");
    let (_, schema) = spec.resolve(&at, node.value.get("schema")?);
    let kind = schema["type"].as_str().unwrap_or_default();
    let refuse = |what: &str, remedy: &str| {
        Some(Problem::at(PARAMETER, &at, format!("the {place} parameter `{name}` {what}"), remedy))
    };
    if kind == "object" || schema.get("properties").is_some() || schema.get("allOf").is_some() {
        return refuse(
            "is an object, which the generator cannot write there",
            "give each member a parameter of its own",
        );
    }
    let (_, items) = spec.resolve(&at.child("items"), &schema["items"]);
    let nested =
        matches!(items["type"].as_str(), Some("array" | "object")) || items.get("properties").is_some();
    if kind == "array" && nested {
        return refuse("is a list of lists or objects, which has no form there", "describe it as a `string`");
    }
    let style = node.value["style"].as_str().unwrap_or("form");
    if place == "query" && style != "form" && (kind != "array" || node.value["explode"] == true) {
        return refuse("has a style that is for lists in one value", "remove `style`");
    }
    None
}

/// The servers of operations, where they are not all the same: the client has one.
fn servers(spec: &Spec<'_>) -> Vec<Problem> {
    let url = |at: &Pointer| {
        let own = spec.document.get(&at.child("servers"))?.as_array()?.first()?;
        Some((at.child("servers"), own["url"].as_str().unwrap_or_default().to_owned()))
    };
    let root = url(&Pointer::root()).map(|(_, url)| url).unwrap_or_default();
    let operations = spec.definitions(Kind::Operation).map(|node| {
        let item = node.pointer.parent().unwrap_or_default();
        url(&node.pointer).or_else(|| url(&item)).unwrap_or_else(|| (Pointer::root(), root.clone()))
    });
    let all: Vec<(Pointer, String)> = operations.collect();
    if all.iter().all(|(_, url)| *url == all[0].1) {
        return Vec::new();
    }
    let others: BTreeMap<Pointer, String> = all.into_iter().filter(|(_, url)| *url != root).collect();
    let problem = |(at, url): (Pointer, String)| {
        Problem::at(
            "unsupported-servers",
            &at,
            format!("this has a server of its own, `{url}`, and would be sent to that of the client"),
            "remove `servers` here where the server is the same, or give these operations a document of their own",
        )
    };
    others.into_iter().map(problem).collect()
}

/// A discriminator is not looked at. Where each alternative says by a value of its own which it is, that is enough.
fn discriminator(spec: &Spec<'_>, node: &Node<'_>) -> Option<Problem> {
    let (key, choices) =
        ["oneOf", "anyOf"].iter().find_map(|key| Some((key, node.value.get(key)?.as_array()?)))?;
    let property = node.value.get("discriminator")?["propertyName"].as_str().unwrap_or_default();
    let mut seen = BTreeSet::new();
    let at = node.pointer.child(key);
    let tells = choices.iter().enumerate().all(|(index, choice)| {
        constant(spec, &at.child(index), choice, property, 0).is_some_and(|value| seen.insert(value))
    });
    if tells {
        return None;
    }
    Some(Problem::at(
        "unsupported-discriminator",
        &node.pointer.child("discriminator"),
        "the discriminator is not looked at: the first alternative that can be read would be taken",
        format!("in each alternative, describe `{property}` as required and as an `enum` of its one value"),
    ))
}

/// The one value that a required member has in a schema, or in a part of it.
fn constant<'a>(
    spec: &Spec<'a>,
    at: &Pointer,
    schema: &'a Value,
    property: &str,
    depth: usize,
) -> Option<&'a str> {
    /// Parts of parts go deeper only in a circle.
    const DEEPEST: usize = 8;
    let (at, schema) = spec.resolve(at, schema);
    let is_required =
        schema["required"].as_array().is_some_and(|all| all.iter().any(|name| name == property));
    let member = at.child("properties").child(property);
    let (_, member) = spec.resolve(&member, &schema["properties"][property]);
    match member["enum"].as_array().map(Vec::as_slice) {
        Some([Value::String(value)]) if is_required => return Some(value),
        _ if depth == DEEPEST => return None,
        _ => {}
    }
    let parts = schema["allOf"].as_array()?;
    let all_of = at.child("allOf");
    parts
        .iter()
        .enumerate()
        .find_map(|(index, part)| constant(spec, &all_of.child(index), part, property, depth + 1))
}

fn body(spec: &Spec<'_>, node: &Node<'_>) -> Option<Problem> {
    let at = node.pointer.child("requestBody");
    let (at, body) = spec.resolve(&at, node.value.get("requestBody")?);
    let content = body["content"].as_object()?;
    let rank = |name: &str| super::SENDABLE.iter().position(|sendable| *sendable == essence(name));
    let (_, name) = content.keys().filter_map(|name| Some((rank(name)?, name))).min()?;
    // The place is the operation's own: others may use the same schema, and are right.
    let media = at.child("content").child(name);
    let (place, schema) = spec.resolve(&media.child("schema"), &content[name]["schema"]);
    if essence(name) == "application/x-www-form-urlencoded"
        && let Some(member) = composed_member(spec, &place, schema)
    {
        return Some(Problem::at(
            BODY,
            &media,
            format!(
                "the member `{member}` of the form is an object, or a list of such, which has no form there"
            ),
            "describe it as a `string`, or send JSON",
        ));
    }
    if node.pointer.last().as_deref() == Some("patch")
        && let Some(member) = hidden_member(spec, &place, schema)
    {
        return Some(Problem::at(
            "unsupported-patch",
            &media,
            format!(
                "the member `{member}` can be absent and can be null, and the generator cannot send both"
            ),
            "make it required, or not nullable",
        ));
    }
    None
}

fn members<'a>(spec: &Spec<'a>, at: &Pointer, schema: &'a Value) -> Vec<(Pointer, String, &'a Value)> {
    let properties = at.child("properties");
    let all = schema["properties"].as_object().into_iter().flatten();
    all.map(|(name, member)| {
        let (at, member) = spec.resolve(&properties.child(name), member);
        (at, name.clone(), member)
    })
    .collect()
}

fn composed_member<'a>(spec: &Spec<'a>, at: &Pointer, schema: &'a Value) -> Option<String> {
    let is_scalar =
        |member: &Value| matches!(member["type"].as_str(), Some("string" | "integer" | "number" | "boolean"));
    let fits = |at: &Pointer, member: &'a Value| {
        let (_, items) = spec.resolve(&at.child("items"), &member["items"]);
        is_scalar(member) || (member["type"] == "array" && is_scalar(items))
    };
    members(spec, at, schema).into_iter().find(|(at, _, member)| !fits(at, member)).map(|(_, name, _)| name)
}

fn hidden_member<'a>(spec: &Spec<'a>, at: &Pointer, schema: &'a Value) -> Option<String> {
    let required =
        |name: &str| schema["required"].as_array().is_some_and(|all| all.iter().any(|n| n == name));
    // A list of the schema's own becomes one that can be absent and can be empty; one that is shared does not.
    let is_shared = |name: &str| schema["properties"][name].get("$ref").is_some();
    let hidden =
        |name: &str, member: &Value| member["nullable"] == true || (is_shared(name) && is_collection(member));
    let mut optional = members(spec, at, schema).into_iter().filter(|(_, name, _)| !required(name));
    optional.find(|(_, name, member)| hidden(name, member)).map(|(_, name, _)| name)
}

fn head(spec: &Spec<'_>, node: &Node<'_>) -> Option<Problem> {
    if node.pointer.last().as_deref() != Some("head") {
        return None;
    }
    let at = node.pointer.child("responses");
    let all = node.value["responses"].as_object().into_iter().flatten();
    let with_body = all.map(|(status, response)| spec.resolve(&at.child(status), response));
    let (at, _) = with_body
        .into_iter()
        .find(|(_, response)| response["content"].as_object().is_some_and(|content| !content.is_empty()))?;
    Some(Problem::at(
        "head-with-body",
        &at.child("content"),
        "an answer to HEAD has no body, and this one is described with one",
        "remove `content`: the headers of the answer can be read all the same",
    ))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use specwright_document::{Document, walk};

    fn found(item: &Value) -> Vec<&'static str> {
        let text =
            json!({ "openapi": "3.0.3", "info": { "title": "T", "version": "1" }, "paths": { "/a": item } });
        let document = Document::parse("sample", text.to_string().as_bytes()).unwrap();
        check(&Spec { document: &document, nodes: walk(&document.value) })
            .iter()
            .map(|found| found.rule)
            .collect()
    }

    #[test]
    fn what_would_be_wrong_on_the_wire_is_refused() {
        let text = json!({ "type": "string" });
        let lists = json!({ "type": "array", "items": { "type": "array", "items": text } });
        for (place, schema) in [
            ("query", json!({ "type": "object" })),
            ("header", json!({ "type": "object", "properties": {} })),
            ("path", lists),
        ] {
            let parameter = json!({ "name": "a", "in": place, "schema": schema });
            assert_eq!(found(&json!({ "parameters": [parameter] })), [PARAMETER], "{place} {schema}");
        }
        let own = json!([{ "url": "https://e.example" }]);
        assert_eq!(found(&json!({ "servers": own, "get": {}, "put": {} })), [""; 0], "all have the same");
        assert_eq!(found(&json!({ "get": { "servers": own }, "put": {} })), ["unsupported-servers"]);
        let body = |kind: &str, member: Value| {
            let schema = json!({ "type": "object", "properties": { "a": member } });
            json!({ "requestBody": { "required": true, "content": { kind: { "schema": schema } } } })
        };
        let list = json!({ "type": "array", "items": text });
        let form =
            |member: Value| found(&json!({ "post": body("application/x-www-form-urlencoded", member) }));
        assert_eq!(form(list.clone()), [""; 0]);
        assert_eq!(form(json!({ "type": "object" })), [BODY]);
        let patch = |member: Value| found(&json!({ "patch": body("application/json", member) }));
        assert_eq!(patch(list), [""; 0]);
        assert_eq!(patch(json!({ "type": "string", "nullable": true })), ["unsupported-patch"]);
        let json = json!({ "responses": { "200": { "content": { "application/json": {} } } } });
        assert_eq!(found(&json!({ "head": json })), ["head-with-body"]);
    }
}
