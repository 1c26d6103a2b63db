//! Two schemas side by side.

mod choices;
mod constraints;
mod enums;
mod kinds;
mod limits;
mod objects;
mod satisfiable;
mod structure;

use serde_json::Value;

use super::{
    Wire,
    context::{Context, Text},
    ledger::{Entry, Foreign},
    rules::rule,
    side::{Located, View, target},
    walk::Walk,
};
use constraints::CONSTRAINTS;
use specwright_document::Pointer;

/// Keywords that say nothing about the values.
const TEXTS: [&str; 7] =
    ["title", "description", "example", "examples", "externalDocs", "deprecated", "$comment"];

/// Keywords that have rules, besides those that put schemas together.
const JUDGED: [&str; 26] = [
    "type",
    "format",
    "nullable",
    "default",
    "enum",
    "const",
    "x-extensible-enum",
    "readOnly",
    "writeOnly",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "oneOf",
    "anyOf",
    "allOf",
    "discriminator",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "$ref",
    "uniqueItems",
];

/// Keywords whose rules are those of limits.
const COUNTS: [&str; 5] = ["maxItems", "minItems", "maxProperties", "minProperties", "multipleOf"];

impl<'a> Walk<'a> {
    /// Compares the schemas that stand, or are referred to, at two nodes.
    pub(super) fn schema_at(&mut self, old: &Located<'a>, new: &Located<'a>, context: Context) {
        self.references(old, new, context.sense);
        self.ledger.pair(&old.0, &new.0);
        match [target(old.1), target(new.1)] {
            [Some(before), Some(after)] if self.is_one(&before, &after) => {
                self.open.push((old.clone(), new.clone(), context));
            }
            _ => self.schemas(old, new, context),
        }
    }

    pub(super) fn schemas(&mut self, old: &Located<'a>, new: &Located<'a>, context: Context) {
        let views = [View::of(self.old, &old.0, old.1), View::of(self.new, &new.0, new.1)];
        let known = [self.ledger.foreign[0].len(), self.ledger.foreign[1].len()];
        self.foreign(&views[0], &views[1]);
        let before = self.ledger.entries.len();
        self.schema(&views[0], &views[1], context);
        let found = self.ledger.entries.get(before..).unwrap_or_default();
        let same = found.iter().all(|entry| {
            rule(entry.rule).is_some_and(|rule| rule.request.max(rule.response) == Wire::Documentation)
        });
        let behind = [self.old.resolve(old.0.clone(), old.1), self.new.resolve(new.0.clone(), new.1)];
        let [old, new] =
            if self.is_one(&behind[0].0, &behind[1].0) { [&behind[0], &behind[1]] } else { [old, new] };
        self.spelling((old, &views[0]), (new, &views[1]), context.sense, same);
        self.ledger.foreign[0].truncate(known[0]);
        self.ledger.foreign[1].truncate(known[1]);
    }

    /// Compares two schemas as they hold.
    pub(super) fn schema(&mut self, old: &View<'a>, new: &View<'a>, context: Context) {
        let name =
            |view: &View<'_>| view.parts.iter().fold(String::new(), |all, part| all + " " + part.at.as_str());
        let key = format!("{context:?}{}{} |{}", old.null, name(old), name(new));
        if !self.seen.insert(key) {
            return;
        }
        for part in &old.parts {
            if let Some(other) = new.parts.iter().find(|other| self.is_one(&part.at, &other.at)) {
                self.met.extend([part.at.clone(), other.at.clone()]);
            }
        }
        let known = [self.ledger.foreign[0].len(), self.ledger.foreign[1].len()];
        self.foreign(old, new);
        self.keywords(old, new, context);
        self.ledger.foreign[0].truncate(known[0]);
        self.ledger.foreign[1].truncate(known[1]);
    }

    /// Components that only one of the two schemas is made of.
    fn foreign(&mut self, old: &View<'a>, new: &View<'a>) {
        let alone = |view: &View<'a>, known: &dyn Fn(&Pointer) -> bool| {
            let parts = view.parts.iter().map(|part| part.at.clone());
            let found = parts.filter(|at| !at.is_within(&view.at) && !known(at));
            found.map(|component| Foreign { component, place: view.at.clone() }).collect::<Vec<_>>()
        };
        let renamed = |from: &Pointer, to: &Pointer| self.renamed.get(from) == Some(to);
        let gone = alone(old, &|at| new.parts.iter().any(|part| part.at == *at || renamed(at, &part.at)));
        let come = alone(new, &|at| old.parts.iter().any(|part| part.at == *at || renamed(&part.at, at)));
        self.ledger.foreign[0].extend(gone);
        self.ledger.foreign[1].extend(come);
    }

    fn keywords(&mut self, old: &View<'a>, new: &View<'a>, context: Context) {
        if self.satisfiable(old, new, context)
            || self.wrapped(old, new, context)
            || !self.kinds(old, new, context)
        {
            return;
        }
        self.marks(old, new, context);
        self.enums(old, new, context);
        self.limits(old, new, context);
        self.objects(old, new, context);
        self.elements(old, new, context);
        self.choices(old, new, context);
        self.constraints(old, new, context);
        self.others(old, new, context);
    }

    /// The default, and who may write and read the value.
    fn marks(&mut self, old: &View<'a>, new: &View<'a>, context: Context) {
        let rule = if context.optional_parameter { "parameter-default-changed" } else { "default-changed" };
        self.whole_keyword(rule, old, new, "default", context);
        let write_only = if context.always {
            ("writeOnly", "required-became-write-only", "required-became-not-write-only")
        } else {
            ("writeOnly", "became-write-only", "became-not-write-only")
        };
        for (key, set, unset) in [("readOnly", "became-read-only", "became-not-read-only"), write_only] {
            match (old.flag(key), new.flag(key)) {
                (false, true) => self.note(set, old, new, key, context),
                (true, false) => self.note(unset, old, new, key, context),
                _ => {}
            }
        }
    }

    fn elements(&mut self, old: &View<'a>, new: &View<'a>, context: Context) {
        match (old.find("items"), new.find("items")) {
            (Some(before), Some(after)) => self.schema_at(&before, &after, context.inside()),
            (Some(before), None) => {
                let before = View::of(self.old, &before.0, before.1);
                self.schema(&before, &View::empty(&new.at.child("items")), context.inside());
            }
            (None, Some(after)) => {
                let after = View::of(self.new, &after.0, after.1);
                self.schema(&View::empty(&old.at.child("items")), &after, context.inside());
            }
            (None, None) => {}
        }
    }

    /// Keywords that no rule knows.
    fn others(&mut self, old: &View<'a>, new: &View<'a>, context: Context) {
        let mut keys: Vec<&str> = Vec::new();
        for part in old.parts.iter().chain(&new.parts) {
            let unknown = |key: &&str| !is_judged(key) && !TEXTS.contains(key) && !key.starts_with("x-");
            keys.extend(part.node.keys().map(String::as_str).filter(unknown));
        }
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            self.whole_keyword("keyword-changed", old, new, key, context);
        }
    }

    /// A keyword that has one rule for every way in which it can change.
    fn whole_keyword(
        &mut self,
        rule: &'static str,
        old: &View<'a>,
        new: &View<'a>,
        key: &str,
        context: Context,
    ) {
        let value = |view: &View<'a>| view.find(key).map(|(_, value)| value);
        if value(old) != value(new) {
            self.note(rule, old, new, key, context);
        }
    }

    /// Records a change of a keyword, at the place of the keyword.
    fn note(&mut self, rule: &'static str, old: &View<'a>, new: &View<'a>, key: &str, context: Context) {
        let nodes = [old.find(key), new.find(key)];
        let home = home(old, new, nodes[1].as_ref().or(nodes[0].as_ref()), nodes[1].is_some());
        let entry = Entry::new(rule, context.sense).nodes(nodes[0].as_ref(), nodes[1].as_ref());
        self.ledger.record(entry.about(key).home(home));
    }
}

/// The schema that a change belongs to: the part that holds the keyword, when both schemas are made of that part; else
/// the schema as a whole.
fn home(old: &View<'_>, new: &View<'_>, node: Option<&Located<'_>>, in_new: bool) -> Pointer {
    let whole = if new.parts.is_empty() { &old.at } else { &new.at };
    let other = if in_new { old } else { new };
    let part = node.and_then(|(at, _)| at.parent()).filter(|at| other.has_part(at));
    part.unwrap_or_else(|| whole.clone())
}

fn is_judged(key: &str) -> bool {
    JUDGED.contains(&key) || COUNTS.contains(&key) || CONSTRAINTS.contains(&key)
}

/// Whether a node says nothing about the values.
fn is_silent(key: &str, value: &Value) -> bool {
    TEXTS.contains(&key)
        || (key.starts_with("x-") && key != "x-extensible-enum")
        || (key == "default")
        || value == &Value::Bool(false)
}

/// Whether a schema allows any value.
fn is_anything(view: &View<'_>) -> bool {
    view.parts.iter().all(|part| {
        part.node.iter().all(|(key, value)| {
            is_silent(key, value)
                || matches!(key.as_str(), "allOf" | "nullable" | "readOnly" | "writeOnly")
                || (matches!(key.as_str(), "oneOf" | "anyOf")
                    && value.as_array().is_some_and(|list| list.len() < 2))
        })
    })
}
