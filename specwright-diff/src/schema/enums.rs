use serde_json::Value;

use super::Context;
use crate::{
    ledger::Entry,
    side::{Located, View, items},
    walk::Walk,
};
use specwright_document::OPEN_ENUM;

impl<'a> Walk<'a> {
    /// Compares the lists of values, closed and open.
    pub(super) fn enums(&mut self, old: &View<'a>, new: &View<'a>, context: Context) {
        let [before, after] = [old, new].map(|view| (closed(view), view.find(OPEN_ENUM)));
        match (&before, &after) {
            ((Some(one), _), (Some(other), _)) => {
                self.values(one, other, ["enum-value-added", "enum-value-removed"], old, new, context);
            }
            ((Some(one), _), (None, Some(other))) => {
                self.values_of_kinds("enum-opened", one, other, old, new, context);
            }
            ((None, Some(one)), (Some(other), _)) => {
                self.values_of_kinds("enum-closed", one, other, old, new, context);
            }
            ((Some(_), _), (None, None)) => self.note("enum-dropped", old, new, key(old), context),
            ((None, None), (Some(_), _)) => self.note("enum-added", old, new, key(new), context),
            _ => {}
        }
        match (&before, &after) {
            ((None, Some(one)), (None, Some(other))) => {
                self.values(
                    one,
                    other,
                    ["open-enum-value-added", "open-enum-value-removed"],
                    old,
                    new,
                    context,
                );
            }
            ((None, Some(_)), (None, None)) => self.note("open-enum-dropped", old, new, OPEN_ENUM, context),
            ((None, None), (None, Some(_))) => self.note("open-enum-added", old, new, OPEN_ENUM, context),
            _ => {}
        }
    }

    fn values_of_kinds(
        &mut self,
        rule: &'static str,
        one: &Located<'a>,
        other: &Located<'a>,
        old: &View<'a>,
        new: &View<'a>,
        context: Context,
    ) {
        let home = super::home(old, new, Some(other), true);
        self.ledger.record(Entry::new(rule, context.sense).nodes(Some(one), Some(other)).home(home));
    }

    fn values(
        &mut self,
        one: &Located<'a>,
        other: &Located<'a>,
        [added, removed]: [&'static str; 2],
        old: &View<'a>,
        new: &View<'a>,
        context: Context,
    ) {
        let [before, after] = [one, other].map(list);
        if one.0.last() != other.0.last() {
            self.ledger.claim_old(one.0.clone());
            self.ledger.claim_new(other.0.clone());
        }
        let home = super::home(old, new, Some(other), true);
        for value in before.iter().filter(|(_, value)| !after.iter().any(|(_, kept)| kept == value)) {
            let entry = Entry::new(removed, context.sense).nodes(Some(value), None);
            self.ledger.record(entry.about(word(value.1)).home(home.clone()));
        }
        for value in after.iter().filter(|(_, value)| !before.iter().any(|(_, known)| known == value)) {
            let entry = Entry::new(added, context.sense).nodes(None, Some(value));
            self.ledger.record(entry.about(word(value.1)).home(home.clone()));
        }
    }
}

fn key(view: &View<'_>) -> &'static str {
    if view.find("enum").is_some() { "enum" } else { "const" }
}

/// The list of allowed values; a constant is a list of one.
fn closed<'a>(view: &View<'a>) -> Option<Located<'a>> {
    view.find("enum").or_else(|| view.find("const"))
}

fn list<'a>(node: &Located<'a>) -> Vec<Located<'a>> {
    match node.1 {
        Value::Array(_) => items(&node.0, Some(node.1)),
        _ => vec![node.clone()],
    }
}

fn word(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
