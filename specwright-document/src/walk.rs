use serde_json::Value;

use super::Pointer;

/// The keys of a path item that are operations.
pub const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// What a node of an OpenAPI document is.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Kind {
    /// A member of `paths`.
    PathItem,
    /// A method of a path item.
    Operation,
    /// A parameter of a path item, of an operation, or a component.
    Parameter,
    /// The body of an operation, or a component.
    RequestBody,
    /// A response of an operation, or a component.
    Response,
    /// A header of a response, or a component.
    Header,
    /// A media type of a body, a response, a parameter or a header.
    MediaType,
    /// A schema, wherever it stands.
    Schema,
}

/// A node of the document and its place.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub pointer: Pointer,
    /// What it holds; an object with only `$ref` where it is a reference.
    pub value: &'a Value,
}

impl Node<'_> {
    /// The target of the reference that stands here instead of a definition.
    #[must_use]
    pub fn reference(&self) -> Option<&str> {
        self.value.get("$ref").and_then(Value::as_str)
    }
}

/// Every node of a document, each before the nodes inside it. References are listed, not followed.
#[must_use]
pub fn walk(document: &Value) -> Vec<Node<'_>> {
    let mut walk = Walk(Vec::new());
    let paths = Pointer::root().child("paths");
    walk.members(&document["paths"], &paths, Kind::PathItem);
    let components = Pointer::root().child("components");
    for (key, kind) in [
        ("schemas", Kind::Schema),
        ("parameters", Kind::Parameter),
        ("requestBodies", Kind::RequestBody),
        ("responses", Kind::Response),
        ("headers", Kind::Header),
    ] {
        walk.members(&document["components"][key], &components.child(key), kind);
    }
    walk.0
}

struct Walk<'a>(Vec<Node<'a>>);

impl<'a> Walk<'a> {
    fn node(&mut self, kind: Kind, pointer: Pointer, value: &'a Value) {
        let Some(object) = value.as_object() else {
            self.0.push(Node { kind, pointer, value });
            return;
        };
        self.0.push(Node { kind, pointer: pointer.clone(), value });
        if object.contains_key("$ref") {
            return;
        }
        for (key, child) in object {
            let at = pointer.child(key);
            match (kind, key.as_str()) {
                (Kind::PathItem, method) if METHODS.contains(&method) => {
                    self.node(Kind::Operation, at, child);
                }
                (Kind::PathItem | Kind::Operation, "parameters") => self.items(child, &at, Kind::Parameter),
                (Kind::Operation, "requestBody") => self.node(Kind::RequestBody, at, child),
                (Kind::Operation, "responses") => self.responses(child, &at),
                (Kind::RequestBody | Kind::Response | Kind::Parameter | Kind::Header, "content") => {
                    self.members(child, &at, Kind::MediaType);
                }
                (Kind::Response, "headers") => self.members(child, &at, Kind::Header),
                (Kind::Parameter | Kind::Header | Kind::MediaType, "schema")
                | (Kind::Schema, "items" | "not") => self.node(Kind::Schema, at, child),
                (Kind::Schema, "additionalProperties") if child.is_object() => {
                    self.node(Kind::Schema, at, child);
                }
                (Kind::Schema, "properties") => self.members(child, &at, Kind::Schema),
                (Kind::Schema, "allOf" | "oneOf" | "anyOf") => self.items(child, &at, Kind::Schema),
                _ => {}
            }
        }
    }

    fn members(&mut self, value: &'a Value, at: &Pointer, kind: Kind) {
        for (key, member) in value.as_object().into_iter().flatten() {
            if kind == Kind::Schema || !key.starts_with("x-") {
                self.node(kind, at.child(key), member);
            }
        }
    }

    fn responses(&mut self, value: &'a Value, at: &Pointer) {
        self.members(value, at, Kind::Response);
    }

    fn items(&mut self, value: &'a Value, at: &Pointer, kind: Kind) {
        for (index, item) in value.as_array().into_iter().flatten().enumerate() {
            self.node(kind, at.child(index), item);
        }
    }
}
