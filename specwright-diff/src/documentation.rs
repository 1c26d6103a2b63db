//! What the walk does not compare because nothing of it is sent: texts, examples, extensions, order. And the catch: a
//! difference that is none of these either is told as what it is, a difference that no rule describes.

use serde_json::Value;

use super::{
    leaves::Leaf,
    ledger::{Entry, Sense},
    place::{Kind, Place},
    rules::UNCLASSIFIED,
    side::{Located, Side},
    walk::effective,
};
use specwright_document::Pointer;

/// The change that a difference is, which nothing else accounts for.
pub(super) fn classify(leaf: &Leaf, old: Side<'_>, new: Side<'_>) -> Entry {
    let place = match (&leaf.new, &leaf.old) {
        (Some(at), _) => Place::of(new, at),
        (None, Some(at)) => Place::of(old, at),
        (None, None) => Place::of(new, &Pointer::root()),
    };
    let sense = if matches!(place.kind, Kind::Root | Kind::Info | Kind::Operation) {
        Sense::Whole
    } else {
        Sense::Unused
    };
    let node = |side: Side<'_>, at: &Option<Pointer>| -> Option<(Pointer, Value)> {
        let at = at.as_ref()?;
        Some((at.clone(), side.get(at)?.clone()))
    };
    let [before, after] = [node(old, &leaf.old), node(new, &leaf.new)];
    let rule = if leaf.order {
        "order-changed"
    } else {
        let owner = if leaf.new.is_some() { new.get(&place.node) } else { old.get(&place.node) };
        let value = |node: &Option<(Pointer, Value)>| node.as_ref().map(|(_, value)| value.clone());
        rule(&place, &[value(&before), value(&after)], owner)
    };
    let sense = if rule == UNCLASSIFIED { Sense::Whole } else { sense };
    let [old, new] =
        [&before, &after].map(|node| node.as_ref().map(|(at, value)| -> Located<'_> { (at.clone(), value) }));
    let mut entry = Entry::new(rule, sense).nodes(old.as_ref(), new.as_ref());
    let within = subject(&place, leaf);
    if !within.is_empty() {
        entry = entry.about(within);
    }
    entry.home(place.node.clone())
}

/// The keyword and what follows it.
fn subject(place: &Place, leaf: &Leaf) -> String {
    let at = leaf.new.as_ref().or(leaf.old.as_ref()).map(Pointer::as_str).unwrap_or_default();
    let rest = at.get(place.node.as_str().len()..).unwrap_or_default();
    rest.trim_start_matches('/').replace("~1", "/").replace("~0", "~")
}

fn rule(place: &Place, values: &[Option<Value>; 2], owner: Option<&Value>) -> &'static str {
    let Some(key) = place.keyword.as_deref() else {
        return match place.kind {
            Kind::Info => "info-changed",
            _ => UNCLASSIFIED,
        };
    };
    if key.starts_with("x-") {
        return "extension-changed";
    }
    match (place.kind, key) {
        (Kind::Info, key) if key != "description" => "info-changed",
        (Kind::Root, "openapi") => "openapi-version-changed",
        (Kind::Root | Kind::PathItem | Kind::Operation, "servers") => "servers-changed",
        (Kind::Root | Kind::Operation, "tags") => "tags-changed",
        (Kind::Section("links"), _) => "links-changed",
        (_, "deprecated") => match values {
            [_, Some(Value::Bool(true))] => "deprecated",
            [Some(Value::Bool(true)), _] => "reinstated",
            _ => by_default(place, key, values, owner),
        },
        (_, "description" | "$comment") => "description-changed",
        (Kind::Operation | Kind::PathItem, "summary") => "summary-changed",
        (Kind::Schema, "title") => "title-changed",
        (Kind::Section("examples"), _)
        | (Kind::Schema | Kind::Parameter | Kind::Header | Kind::Media, "example" | "examples") => {
            "example-changed"
        }
        (_, "externalDocs") => "external-docs-changed",
        _ => by_default(place, key, values, owner),
    }
}

/// A keyword that says in words what holds without it.
fn by_default(place: &Place, key: &str, values: &[Option<Value>; 2], owner: Option<&Value>) -> &'static str {
    let (value, rule) = match values {
        [None, Some(value)] => (value, "default-written-out"),
        [Some(value), None] => (value, "default-left-out"),
        _ => return UNCLASSIFIED,
    };
    let empty = value.as_array().is_some_and(Vec::is_empty)
        || value.as_object().is_some_and(serde_json::Map::is_empty);
    let holds = match (place.kind, key) {
        (
            _,
            "required" | "nullable" | "deprecated" | "readOnly" | "writeOnly" | "uniqueItems"
            | "exclusiveMaximum" | "exclusiveMinimum" | "allowEmptyValue",
        ) => *value == Value::Bool(false) || (key == "required" && place.kind == Kind::Schema && empty),
        (Kind::Schema, "minLength" | "minItems" | "minProperties") => {
            value.as_f64().is_some_and(|number| number <= 0.0)
        }
        (Kind::Schema, "additionalProperties") => *value == Value::Bool(true) || empty,
        (Kind::Schema, "type") => true,
        (Kind::Schema, "properties" | "items") | (_, "headers" | "links" | "content" | "parameters") => empty,
        (Kind::Parameter, "style" | "explode" | "allowReserved") => owner.is_some_and(|owner| {
            let mut silent = owner.clone();
            if let Some(node) = silent.as_object_mut() {
                node.remove(key);
            }
            effective(&silent, key) == *value
        }),
        _ => false,
    };
    if holds { rule } else { UNCLASSIFIED }
}
