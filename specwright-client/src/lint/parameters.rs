use std::collections::HashMap;

use serde_json::Value;

use super::Spec;
use specwright_document::{Kind, Pointer, Problem, inert::unseen};
use specwright_rust::name;

/// Names that every operation's builder has for itself.
const RESERVED: [&str; 5] = ["new", "send", "stream", "body", "body_map"];

/// Path parameters are declared, required and used, and every parameter is of a kind that can be generated.
pub(super) fn check(spec: &Spec<'_>) -> Vec<Problem> {
    let mut found: Vec<Problem> =
        spec.definitions(Kind::Parameter).filter_map(|node| form(spec, &node.pointer, node.value)).collect();
    for operation in spec.definitions(Kind::Operation) {
        let parameters = spec.parameters(&operation.pointer);
        found.extend(path(&operation.pointer, &parameters));
        found.extend(names(&operation.pointer, &parameters));
    }
    found
}

fn form(spec: &Spec<'_>, at: &Pointer, parameter: &Value) -> Option<Problem> {
    let unsupported = |key: &str, reason: String, remedy: &str| {
        Some(Problem::at("unsupported-parameter", &at.child(key), reason, remedy))
    };
    let place = parameter["in"].as_str().unwrap_or_default();
    let name = parameter["name"].as_str().unwrap_or_default();
    if place == "cookie" {
        return unsupported(
            "in",
            format!("the parameter `{name}` is a cookie, which the generator does not take"),
            "leave it out, or send it in a header",
        );
    }
    if parameter.get("schema").is_none() {
        return Some(Problem::at(
            "unsupported-parameter",
            at,
            format!("the parameter `{name}` has no schema"),
            "describe it by `schema`; `content` is not taken",
        ));
    }
    if place != "query" && holds_secret(spec, &at.child("schema"), &parameter["schema"], 0) {
        return unsupported(
            "schema",
            format!("the parameter `{name}` is a secret in a {place}, and would be sent as `[redacted]`"),
            "leave out `format: password`; a credential is no parameter: describe it under `securitySchemes`",
        );
    }
    let plain = if place == "query" { "form" } else { "simple" };
    match parameter.get("style").and_then(Value::as_str) {
        Some(style) if style != plain => unsupported(
            "style",
            format!("the parameter `{name}` has the style `{style}`"),
            "only the default style can be generated: `form` in a query, `simple` elsewhere",
        ),
        _ if place == "path" && parameter["required"] != Value::Bool(true) => Some(Problem::at(
            "optional-path-parameter",
            at,
            format!("the path parameter `{name}` is not required"),
            "write `required: true`: a path without it is another path",
        )),
        _ => None,
    }
}

/// Whether a schema, or that of its items, is a secret. A type that prints nothing cannot be written into text.
fn holds_secret(spec: &Spec<'_>, at: &Pointer, schema: &Value, depth: usize) -> bool {
    /// Lists in lists go deeper only in a circle.
    const DEEPEST: usize = 16;
    let (at, schema) = spec.resolve(at, schema);
    let items = schema.get("items").filter(|_| depth < DEEPEST);
    let inside = |items| holds_secret(spec, &at.child("items"), items, depth + 1);
    schema["format"] == "password" || items.is_some_and(inside)
}

fn path(operation: &Pointer, parameters: &[(Pointer, &Value)]) -> Vec<Problem> {
    let path = operation.parent().and_then(|item| item.last()).unwrap_or_default();
    if path.contains(|c| c == '`' || unseen(c)) {
        return vec![Problem::at(
            "malformed-path",
            &operation.parent().unwrap_or_default(),
            format!("the path `{path}` holds a backtick or a character that is not seen"),
            "write such characters percent-encoded, as they stand in a URL",
        )];
    }
    let Some(placeholders) = placeholders(&path) else {
        return vec![Problem::at(
            "malformed-path",
            &operation.parent().unwrap_or_default(),
            format!("the braces of `{path}` do not match"),
            "write each path parameter as `{name}`",
        )];
    };
    let declared: Vec<(&Pointer, &str)> = parameters
        .iter()
        .filter(|(_, parameter)| parameter["in"] == "path")
        .filter_map(|(at, parameter)| Some((at, parameter["name"].as_str()?)))
        .collect();
    let undeclared =
        placeholders.iter().filter(|name| !declared.iter().any(|(_, other)| other == *name)).map(|name| {
            Problem::at(
                "undeclared-path-parameter",
                operation,
                format!("`{{{name}}}` stands in the path and is not declared"),
                format!("add a parameter `{name}` with `in: path` and `required: true`"),
            )
        });
    let unused = declared.iter().filter(|(_, name)| !placeholders.iter().any(|other| other == name)).map(
        |(at, name)| {
            Problem::at(
                "unused-path-parameter",
                at,
                format!("the path parameter `{name}` is declared and does not stand in `{path}`"),
                "put it into the path, or remove it",
            )
        },
    );
    undeclared.chain(unused).collect()
}

/// The names in braces; `None` where braces do not match or hold nothing.
pub(crate) fn placeholders(path: &str) -> Option<Vec<String>> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some(begin) = rest.find(['{', '}']) {
        let inside = rest[begin..].strip_prefix('{')?;
        let end = inside.find(['{', '}'])?;
        let name = &inside[..end];
        rest = inside[end..].strip_prefix('}')?;
        if name.is_empty() {
            return None;
        }
        names.push(name.to_owned());
    }
    Some(names)
}

fn names(operation: &Pointer, parameters: &[(Pointer, &Value)]) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut seen: HashMap<String, &str> = HashMap::new();
    for (at, parameter) in parameters {
        let name = parameter["name"].as_str().unwrap_or_default();
        let argument = name::snake(name);
        if RESERVED.contains(&argument.as_str()) {
            found.push(Problem::at(
                "parameter-name-clash",
                at,
                format!(
                    "the parameter `{name}` becomes the method `{argument}`, which every request has already"
                ),
                "the generator cannot take a parameter of this name",
            ));
        }
        if let Some(other) = seen.insert(argument.clone(), name) {
            found.push(Problem::at(
                "parameter-name-clash",
                operation,
                format!("the parameters `{other}` and `{name}` both become the argument `{argument}`"),
                "the generator cannot take both in one operation",
            ));
        }
    }
    found
}
