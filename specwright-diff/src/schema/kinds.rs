use std::collections::BTreeSet;

use serde_json::Value;

use super::{Context, Text, enums::closed, home, is_anything};
use crate::{
    ledger::Entry,
    side::{Located, Part, View, items},
    walk::Walk,
};
use specwright_document::Pointer;

/// The JSON types of a schema; empty when it does not restrict them.
type Types<'a> = BTreeSet<&'a str>;

impl<'a> Walk<'a> {
    /// Compares type, format and null. Says whether it makes sense to look further.
    pub(super) fn kinds(&mut self, old: &View<'a>, new: &View<'a>, context: Context) -> bool {
        let anything = (is_anything(old), is_anything(new));
        if anything == (true, true) {
            return true;
        }
        if anything.0 || anything.1 {
            self.replaced(if anything.0 { "type-narrowed" } else { "type-widened" }, old, new, context);
            return false;
        }
        self.null(old, new, context);
        let (before, after) = (types(old), types(new));
        if let Some(rule) = self.exploded(old, new, context) {
            self.replaced(rule, old, new, context);
            return false;
        }
        if before != after {
            let text = if is_restricted(old) || is_restricted(new) { Text::Nothing } else { context.text };
            let rule = relation(&before, &after, text);
            let text_only = text != Text::Nothing && scalar(&before) && scalar(&after);
            if rule == "type-changed" || !(text_only || overlap(&before, &after)) {
                self.replaced(rule, old, new, context);
                return false;
            }
            self.note_types(rule, old, new, context);
        }
        if before == after && old.nullable() == new.nullable() {
            self.restated(old, new, context);
        }
        self.format(old, new, context, before != after);
        true
    }

    /// A value that became a list of such values, or the other way round, where both are written alike.
    fn exploded(&self, old: &View<'a>, new: &View<'a>, context: Context) -> Option<&'static str> {
        let items =
            |view: &View<'a>, side| view.find("items").map(|(at, value)| types(&View::of(side, &at, value)));
        let (before, after) = (types(old), types(new));
        let list = |types: &Types<'_>| types.len() == 1 && types.contains("array");
        match (context.exploded, list(&before), list(&after)) {
            (true, false, true) => {
                covers(&items(new, self.new)?, &before, context.text).then_some("type-widened")
            }
            (true, true, false) => {
                covers(&items(old, self.old)?, &after, context.text).then_some("type-narrowed")
            }
            _ => None,
        }
    }

    /// Null may be allowed by a keyword of its own, or as one of several types.
    fn restated(&mut self, old: &View<'a>, new: &View<'a>, context: Context) {
        let nullable = |view: &View<'a>| view.flag("nullable");
        let kind = |view: &View<'a>| view.find("type").map(|(_, value)| value);
        if nullable(old) != nullable(new) {
            self.note("type-restated", old, new, "nullable", context);
        }
        if kind(old).is_some() && kind(new).is_some() && kind(old) != kind(new) {
            self.note("type-restated", old, new, "type", context);
        }
    }

    fn null(&mut self, old: &View<'a>, new: &View<'a>, context: Context) {
        let rule = match (old.nullable(), new.nullable()) {
            (false, true) => "became-nullable",
            (true, false) => "became-not-nullable",
            _ => return,
        };
        let key = if old.find("nullable").or(new.find("nullable")).is_some() { "nullable" } else { "type" };
        let nodes = [null_in_choice(old), null_in_choice(new)];
        if nodes.iter().all(Option::is_none) {
            return self.note(rule, old, new, key, context);
        }
        let home = if new.parts.is_empty() { old.at.clone() } else { new.at.clone() };
        let node = |index: usize, view: &View<'a>| nodes[index].clone().or_else(|| view.find(key));
        let nodes = [node(0, old), node(1, new)];
        let entry = Entry::new(rule, context.sense).nodes(nodes[0].as_ref(), nodes[1].as_ref());
        self.ledger.record(entry.about("null").home(home));
    }

    fn note_types(&mut self, rule: &'static str, old: &View<'a>, new: &View<'a>, context: Context) {
        let stands =
            |view: &View<'a>| ["type", "oneOf", "anyOf"].into_iter().find(|key| view.find(key).is_some());
        let nodes = [stands(old).and_then(|key| old.find(key)), stands(new).and_then(|key| new.find(key))];
        let home = home(old, new, nodes[1].as_ref().or(nodes[0].as_ref()), nodes[1].is_some());
        let entry = Entry::new(rule, context.sense).nodes(nodes[0].as_ref(), nodes[1].as_ref());
        self.ledger.record(entry.home(home));
    }

    fn format(&mut self, old: &View<'a>, new: &View<'a>, context: Context, type_changed: bool) {
        let format = |view: &View<'a>| view.find("format").and_then(|(_, value)| value.as_str());
        let (before, after) = (format(old), format(new));
        if before == after {
            return;
        }
        let wider =
            |narrow: &str, wide: &str| matches!((narrow, wide), ("int32", "int64") | ("float", "double"));
        let rule = match (before, after) {
            // Another type has formats of its own: that it changed says it all.
            _ if type_changed => return self.claim_keyword(old, new, "format"),
            (Some(before), Some(after)) if wider(before, after) => "format-widened",
            (Some(before), Some(after)) if wider(after, before) => "format-narrowed",
            (Some(_), Some(_)) => "format-changed",
            (None, _) => "format-narrowed",
            (_, None) => "format-widened",
        };
        self.note(rule, old, new, "format", context);
    }

    fn claim_keyword(&mut self, old: &View<'a>, new: &View<'a>, key: &str) {
        if let Some((at, _)) = old.find(key) {
            self.ledger.claim_old(at);
        }
        if let Some((at, _)) = new.find(key) {
            self.ledger.claim_new(at);
        }
    }

    /// Another kind of value altogether: everything that the two schemas say of it belongs to one change.
    pub(super) fn replaced(&mut self, rule: &'static str, old: &View<'a>, new: &View<'a>, context: Context) {
        let whole = |view: &View<'a>| {
            let stands = view.parts.first()?;
            let kind = ["type", "oneOf", "anyOf", "enum", "properties", "$ref"];
            kind.into_iter().find_map(|key| view.find(key)).or_else(|| {
                let (key, value) = stands.node.iter().next()?;
                Some((stands.at.child(key), value))
            })
        };
        let nodes = [whole(old), whole(new)];
        let home = if new.parts.is_empty() { old.at.clone() } else { new.at.clone() };
        self.ledger.claim_all(own(old), own(new));
        let mut entry =
            Entry::new(rule, context.sense).nodes(nodes[0].as_ref(), nodes[1].as_ref()).home(home);
        let names = [describe(old), describe(new)];
        if rule == "type-changed" || names[0] != names[1] {
            entry = entry.about(format!("{} → {}", names[0], names[1]));
        }
        (entry.old_value, entry.new_value) = (value(old), value(new));
        self.ledger.record(entry);
    }
}

/// The choice whose alternatives are null and one other.
fn null_in_choice<'a>(view: &View<'a>) -> Option<Located<'a>> {
    let nulls =
        |(at, list): &Located<'a>| items(at, Some(list)).iter().any(|(_, branch)| branch["type"] == "null");
    ["oneOf", "anyOf"].into_iter().flat_map(|key| view.all(key).collect::<Vec<_>>()).find(nulls)
}

/// Everything that a schema says of its values.
pub(super) fn own(view: &View<'_>) -> Vec<Pointer> {
    let keys = |part: &Part<'_>| -> Vec<Pointer> {
        part.node.keys().filter(|key| claimed(key)).map(|key| part.at.child(key)).collect()
    };
    view.parts.iter().flat_map(keys).chain([view.at.child("$ref")]).collect()
}

/// What stands for a schema as a whole.
pub(super) fn value(view: &View<'_>) -> Option<Value> {
    let parts: Vec<Value> = view.parts.iter().map(|part| Value::Object(part.node.clone())).collect();
    match parts.len() {
        0 | 1 => parts.into_iter().next(),
        _ => Some(Value::Array(parts)),
    }
}

/// Texts for people are compared on their own.
fn claimed(key: &str) -> bool {
    !super::TEXTS.contains(&key) && (!key.starts_with("x-") || key == "x-extensible-enum")
}

/// The types that a schema allows; a choice among plain types is a list of types.
pub(super) fn types<'a>(view: &View<'a>) -> Types<'a> {
    let mut types: Option<Types<'a>> = None;
    for (_, value) in view.all("type") {
        let here: Types<'a> = match value {
            Value::Array(list) => {
                list.iter().filter_map(Value::as_str).filter(|kind| *kind != "null").collect()
            }
            value => value.as_str().into_iter().collect(),
        };
        types = Some(match types {
            Some(known) => known.intersection(&here).copied().collect(),
            None => here,
        });
    }
    types.or_else(|| plain_choice(view)).or_else(|| of_values(view)).unwrap_or_else(|| {
        let implied = [("object", &["properties", "additionalProperties"][..]), ("array", &["items"])];
        let stands = |keys: &[&str]| keys.iter().any(|key| view.find(key).is_some());
        implied.into_iter().filter(|(_, keys)| stands(keys)).map(|(kind, _)| kind).collect()
    })
}

/// The types of the values that are listed.
fn of_values<'a>(view: &View<'a>) -> Option<Types<'a>> {
    let kind = |value: &Value| match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let values = closed(view)?;
    Some(values.iter().map(|(_, value)| kind(value)).filter(|kind| *kind != "null").collect())
}

/// The types of a `oneOf` or `anyOf` whose alternatives say nothing but a type.
pub(super) fn plain_choice<'a>(view: &View<'a>) -> Option<Types<'a>> {
    let (at, list) = view.find("oneOf").or_else(|| view.find("anyOf"))?;
    let branches = items(&at, Some(list));
    let plain = |branch: &'a Value| {
        let branch = branch.as_object()?;
        let kind = branch.get("type")?.as_str().filter(|kind| !matches!(*kind, "object" | "array"))?;
        branch.keys().all(|key| key == "type" || super::TEXTS.contains(&key.as_str())).then_some(kind)
    };
    let types: Option<Types<'a>> = branches.iter().map(|(_, branch)| plain(branch)).collect();
    types.filter(|types| types.len() > 1)
}

fn scalar(types: &Types<'_>) -> bool {
    types.iter().all(|kind| !matches!(*kind, "object" | "array"))
}

fn overlap(before: &Types<'_>, after: &Types<'_>) -> bool {
    before.is_empty()
        || after.is_empty()
        || covers(before, after, Text::Nothing)
        || covers(after, before, Text::Nothing)
}

/// Whether every value of the narrow types is one of the wide ones.
fn covers(wide: &Types<'_>, narrow: &Types<'_>, text: Text) -> bool {
    // Who tells strings from other values that travel as text must look at what they say.
    let string = wide.contains("string") && !narrow.contains("string");
    let is_text = |kind: &str| match text {
        Text::Nothing => false,
        Text::Scalars => !matches!(kind, "object" | "array"),
        Text::Everything => true,
    };
    let covered = |kind: &str| {
        wide.contains(kind) || (kind == "integer" && wide.contains("number")) || (string && is_text(kind))
    };
    wide.is_empty() || (!narrow.is_empty() && narrow.iter().all(|kind| covered(kind)))
}

/// Whether a schema for texts does not take every text.
fn is_restricted(view: &View<'_>) -> bool {
    let text = types(view).contains("string");
    text && ["format", "pattern", "enum"].into_iter().any(|key| view.find(key).is_some())
}

fn relation(before: &Types<'_>, after: &Types<'_>, text: Text) -> &'static str {
    if covers(after, before, text) {
        "type-widened"
    } else if covers(before, after, text) {
        "type-narrowed"
    } else {
        "type-changed"
    }
}

fn describe(view: &View<'_>) -> String {
    let types: Vec<&str> = types(view).into_iter().collect();
    match (types.is_empty(), is_anything(view)) {
        (false, _) => types.join(" or "),
        (true, true) => "anything".to_owned(),
        (true, false) if view.find("oneOf").or(view.find("anyOf")).is_some() => "a choice".to_owned(),
        (true, false) => "restricted".to_owned(),
    }
}
