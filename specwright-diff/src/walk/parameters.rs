use serde_json::Value;

use super::{
    Walk, flag,
    operations::{member, names, path_of, text},
};
use crate::{
    context::{Context, Text},
    ledger::{Entry, Sense},
    side::{Located, Side, items, target},
};

/// A parameter of an operation: where it is used, and what stands there.
struct Parameter<'a> {
    used: Located<'a>,
    node: Located<'a>,
    /// It is the path's, and not the operation's own.
    shared: bool,
    /// What it is known by on the wire.
    key: (String, String),
}

impl<'a> Walk<'a> {
    pub(super) fn parameters(
        &mut self,
        old: (&Located<'a>, &Located<'a>),
        new: (&Located<'a>, &Located<'a>),
    ) {
        let sense = self.way(Sense::Request);
        let before = parameters(self.old, old.0, old.1);
        let after = parameters(self.new, new.0, new.1);
        for one in &before {
            if let Some(other) = after.iter().find(|other| other.key == one.key) {
                self.parameter(one, other);
                continue;
            }
            let rule = match (flag(one.node.1, "deprecated"), flag(one.node.1, "required")) {
                (true, _) => "deprecated-parameter-removed",
                (false, true) => "parameter-removed-required",
                (false, false) => "parameter-removed-optional",
            };
            self.ledger.record(Entry::new(rule, sense).nodes(Some(&one.used), None));
        }
        for one in after.iter().filter(|one| !before.iter().any(|other| other.key == one.key)) {
            let rule = match (flag(one.node.1, "required"), flag(one.node.1, "deprecated")) {
                (true, _) => "parameter-added-required",
                (false, true) => "deprecated-parameter-added",
                (false, false) => "parameter-added-optional",
            };
            self.ledger.record(Entry::new(rule, sense).nodes(None, Some(&one.used)));
        }
    }

    fn parameter(&mut self, old: &Parameter<'a>, new: &Parameter<'a>) {
        let sense = self.way(Sense::Request);
        if old.shared != new.shared {
            let entry = Entry::new("parameter-moved", sense);
            self.ledger.record(entry.nodes(Some(&old.used), Some(&new.used)));
        } else if old.used.0.parent() != new.used.0.parent() {
            // Under a path whose parameters have other names: the pair below says what else is different.
            self.ledger.claim_old(old.used.0.clone());
            self.ledger.claim_new(new.used.0.clone());
        }
        if target(old.used.1).is_some() == target(new.used.1).is_some() {
            self.ledger.pair(&old.used.0, &new.used.0);
        }
        self.follow(&old.used, &new.used, sense, |walk, old, new| {
            walk.named(old, new);
            if walk.first("parameter", &old.0, &new.0, sense) {
                walk.compare_parameters(old, new, sense);
            }
        });
    }

    /// Path parameters may be named anew, and headers in another case.
    fn named(&mut self, old: &Located<'a>, new: &Located<'a>) {
        let names = [member(old, "name"), member(new, "name")];
        if text(old.1, "in") == "path" && text(old.1, "name") != text(new.1, "name") {
            let entry = Entry::new("path-parameter-renamed", Sense::Whole)
                .nodes(names[0].as_ref(), names[1].as_ref())
                .home(new.0.clone());
            self.ledger.record(entry);
        }
        if text(old.1, "in") == "header" && text(old.1, "name") != text(new.1, "name") {
            let entry = Entry::new("header-case-changed", self.way(Sense::Request))
                .nodes(names[0].as_ref(), names[1].as_ref());
            self.ledger.record(entry.home(new.0.clone()));
        }
    }

    pub(super) fn compare_parameters(&mut self, old: &Located<'a>, new: &Located<'a>, sense: Sense) {
        self.required(old, new, sense, ["parameter-became-required", "parameter-became-optional"]);
        for key in ["style", "explode", "allowReserved"] {
            if effective(old.1, key) != effective(new.1, key) {
                self.keyword("parameter-encoding-changed", sense, old, new, key);
            }
        }
        match (flag(old.1, "allowEmptyValue"), flag(new.1, "allowEmptyValue")) {
            (false, true) => self.keyword("empty-value-allowed", sense, old, new, "allowEmptyValue"),
            (true, false) => self.keyword("empty-value-refused", sense, old, new, "allowEmptyValue"),
            _ => {}
        }
        let optional = !flag(new.1, "required");
        let exploded = [old, new].iter().all(|node| {
            effective(node.1, "style") == "form" && effective(node.1, "explode") == Value::Bool(true)
        });
        let context =
            Context { sense, text: Text::Scalars, exploded, optional_parameter: optional, always: false };
        self.typed(old, new, context);
        self.content(old, new, sense);
    }

    /// `required` of a parameter, a body or a header.
    pub(super) fn required(
        &mut self,
        old: &Located<'a>,
        new: &Located<'a>,
        sense: Sense,
        rules: [&'static str; 2],
    ) {
        let rule = match (flag(old.1, "required"), flag(new.1, "required")) {
            (false, true) => rules[0],
            (true, false) => rules[1],
            _ => return,
        };
        let nodes = [member(old, "required"), member(new, "required")];
        let entry = Entry::new(rule, sense).nodes(nodes[0].as_ref(), nodes[1].as_ref()).home(new.0.clone());
        self.ledger.record(entry);
    }
}

/// The parameters of an operation; its own replace those of its path.
fn parameters<'a>(side: Side<'a>, item: &Located<'a>, operation: &Located<'a>) -> Vec<Parameter<'a>> {
    let path = path_of(&item.0);
    let order = names(&path);
    let mut found: Vec<Parameter<'a>> = Vec::new();
    for (owner, shared) in [(operation, false), (item, true)] {
        for used in items(&owner.0.child("parameters"), owner.1.get("parameters")) {
            let node = side.resolve(used.0.clone(), used.1);
            let key = key(node.1, &order);
            if !found.iter().any(|other| other.key == key) {
                found.push(Parameter { used, node, shared, key });
            }
        }
    }
    found
}

/// Path parameters are known by their position, headers by their name in any case.
fn key(node: &Value, order: &[&str]) -> (String, String) {
    let (place, name) = (text(node, "in"), text(node, "name"));
    let position = || order.iter().position(|other| *other == name);
    let name = match place {
        "path" => position().map_or_else(|| name.to_owned(), |position| format!("{{{position}}}")),
        "header" => name.to_lowercase(),
        _ => name.to_owned(),
    };
    (place.to_owned(), name)
}

/// What holds where a parameter does not say how it is written.
pub(crate) fn effective(node: &Value, key: &str) -> Value {
    let plain = || match text(node, "in") {
        "query" | "cookie" => "form",
        _ => "simple",
    };
    match (node.get(key), key) {
        (Some(value), _) => value.clone(),
        (None, "style") => plain().into(),
        (None, "explode") => (effective(node, "style") == "form").into(),
        _ => false.into(),
    }
}
