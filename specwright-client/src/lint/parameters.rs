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
        spec.definitions(Kind::Parameter).filter_map(|node| form(&node.pointer, node.value)).collect();
    for operation in spec.definitions(Kind::Operation) {
        let parameters = spec.parameters(&operation.pointer);
        found.extend(path(&operation.pointer, &parameters));
        found.extend(names(&operation.pointer, &parameters));
    }
    found
}

fn form(at: &Pointer, parameter: &Value) -> Option<Problem> {
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
    let styles: &[&str] =
        if place == "query" { &["form", "spaceDelimited", "pipeDelimited"] } else { &["simple"] };
    match parameter.get("style").and_then(Value::as_str) {
        Some(style) if !styles.contains(&style) => unsupported(
            "style",
            format!("the parameter `{name}` has the style `{style}`"),
            "take one of `form`, `spaceDelimited` and `pipeDelimited` in a query, and `simple` elsewhere",
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
