//! What a pointer means: which operation or component it belongs to, and what kind of node it leads to.

use serde_json::Value;

use super::side::Side;
use specwright_document::{METHODS, Pointer};

/// What a node of an OpenAPI document is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    Root,
    Info,
    Paths,
    PathItem,
    Operation,
    Parameters,
    Parameter,
    Body,
    Content,
    Media,
    Responses,
    Response,
    Headers,
    Header,
    Schema,
    Properties,
    Branches,
    Components,
    Section(&'static str),
    /// From names to the calls that a server makes.
    Callbacks,
    /// From addresses to path items.
    Callback,
    Webhooks,
    SecurityScheme,
}

/// The sections of `components`, and what each holds.
pub(super) const SECTIONS: [(&str, Option<Kind>); 10] = [
    ("schemas", Some(Kind::Schema)),
    ("responses", Some(Kind::Response)),
    ("parameters", Some(Kind::Parameter)),
    ("requestBodies", Some(Kind::Body)),
    ("headers", Some(Kind::Header)),
    ("securitySchemes", Some(Kind::SecurityScheme)),
    ("examples", None),
    ("links", None),
    ("callbacks", Some(Kind::Callback)),
    ("pathItems", Some(Kind::PathItem)),
];

/// A pointer, read.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// `GET /path`, or `/path` for what all its operations share.
    pub(super) operation: Option<(Option<String>, String)>,
    /// The section and the name of the component.
    pub(super) component: Option<(String, String)>,
    /// The first property on the way.
    pub(super) property: Option<String>,
    /// How people call it.
    pub(super) name: String,
    /// The last node on the way whose kind is known.
    pub(super) kind: Kind,
    /// Where that node stands.
    pub(super) node: Pointer,
    /// The server is the caller there.
    called_back: bool,
    /// The keyword of that node through which the way leads on.
    pub(super) keyword: Option<String>,
}

impl Place {
    pub(super) fn of(side: Side<'_>, pointer: &Pointer) -> Self {
        let mut place = Self {
            operation: None,
            component: None,
            property: None,
            name: String::new(),
            kind: Kind::Root,
            node: Pointer::root(),
            called_back: false,
            keyword: None,
        };
        for token in pointer.as_str().split('/').skip(1) {
            let token = token.replace("~1", "/").replace("~0", "~");
            let at = place.node.child(&token);
            let Some(kind) = place.step(&token, side.get(&at)) else {
                place.keyword = Some(token);
                break;
            };
            (place.kind, place.node) = (kind, at);
        }
        if place.name.is_empty() {
            place.name = match place.kind {
                Kind::Info => "info".to_owned(),
                _ => "the document".to_owned(),
            };
        }
        place
    }

    fn step(&mut self, token: &str, value: Option<&Value>) -> Option<Kind> {
        Some(match (self.kind, token) {
            (Kind::Root, "info") => Kind::Info,
            (Kind::Root, "paths") => Kind::Paths,
            (Kind::Root, "components") => Kind::Components,
            (Kind::Paths, path) if !path.starts_with("x-") => {
                self.operation = Some((None, path.to_owned()));
                path.clone_into(&mut self.name);
                Kind::PathItem
            }
            (Kind::PathItem, method) if METHODS.contains(&method) => {
                match &mut self.operation {
                    Some((slot @ None, path)) if !self.called_back => {
                        *slot = Some(method.to_uppercase());
                        self.name = format!("{} {path}", method.to_uppercase());
                    }
                    _ => self.name = format!("{} {}", self.name, method.to_uppercase()),
                }
                Kind::Operation
            }
            (Kind::Root, "webhooks") => Kind::Webhooks,
            (Kind::Webhooks, name) => {
                self.called_back = true;
                self.word(&format!("webhook {name}"), Kind::PathItem)
            }
            (Kind::Operation, "callbacks") => Kind::Callbacks,
            (Kind::Callbacks, name) => {
                self.called_back = true;
                self.word(&format!(" callback {name}"), Kind::Callback)
            }
            (Kind::Callback, address) if !address.starts_with("x-") => {
                self.word(&format!(" {address}"), Kind::PathItem)
            }
            (Kind::PathItem | Kind::Operation, "parameters") => Kind::Parameters,
            (Kind::Operation, "requestBody") => self.word(" body", Kind::Body),
            (Kind::Operation, "responses") => Kind::Responses,
            (Kind::Parameters, _) => self.parameter(token, value),
            (Kind::Responses, status) if !status.starts_with("x-") => {
                self.word(" ", Kind::Response);
                self.word(status, Kind::Response)
            }
            (Kind::Body | Kind::Response | Kind::Parameter | Kind::Header, "content") => Kind::Content,
            (Kind::Response, "headers") => Kind::Headers,
            (Kind::Headers, name) => self.word(&format!(" header {name}"), Kind::Header),
            (Kind::Content, "application/json") => Kind::Media,
            (Kind::Content, name) => self.word(&format!(" {name}"), Kind::Media),
            (Kind::Parameter | Kind::Header | Kind::Media, "schema") | (Kind::Branches, _) => Kind::Schema,
            (Kind::Components, section) => {
                let (section, _) = SECTIONS.iter().find(|(name, _)| *name == section)?;
                Kind::Section(section)
            }
            (Kind::Section(section), name) => {
                self.component = Some((section.to_owned(), name.to_owned()));
                self.name = match section {
                    "schemas" => name.to_owned(),
                    _ => format!("{} {name}", section.strip_suffix('s').unwrap_or(section)),
                };
                SECTIONS.iter().find(|(name, _)| *name == section).and_then(|(_, kind)| *kind)?
            }
            (Kind::Schema, _) => return self.schema(token),
            (Kind::Properties, name) => {
                self.property.get_or_insert_with(|| name.to_owned());
                self.word(&format!(".{name}"), Kind::Schema)
            }
            _ => return None,
        })
    }

    fn schema(&mut self, keyword: &str) -> Option<Kind> {
        Some(match keyword {
            "properties" => Kind::Properties,
            "items" => self.word("[]", Kind::Schema),
            "additionalProperties" => self.word("{}", Kind::Schema),
            "allOf" => Kind::Branches,
            "oneOf" | "anyOf" => self.word("|", Kind::Branches),
            "not" => self.word("!", Kind::Schema),
            _ => return None,
        })
    }

    fn word(&mut self, word: &str, kind: Kind) -> Kind {
        self.name.push_str(word);
        kind
    }

    fn parameter(&mut self, token: &str, value: Option<&Value>) -> Kind {
        let text = |key: &str| value.and_then(|value| value.get(key)).and_then(Value::as_str);
        let label = match (text("in"), text("name"), text("$ref")) {
            (Some(place), Some(name), _) => format!(" {place} parameter {name}"),
            (_, _, Some(target)) => format!(" parameter {}", target.rsplit('/').next().unwrap_or(target)),
            _ => format!(" parameter {token}"),
        };
        self.word(&label, Kind::Parameter)
    }
}
