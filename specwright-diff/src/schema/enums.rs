use serde_json::Value;

use super::Context;
use crate::{
    ledger::Entry,
    side::{Located, View, items},
    walk::Walk,
};
use specwright_document::{OPEN_ENUM, Pointer};

impl<'a> Walk<'a> {
    /// Compares the lists of values, closed and open.
    pub(super) fn enums(&mut self, old: &View<'a>, new: &View<'a>, context: Context) {
        let [before, after] = [old, new].map(|view| (closed(view), view.find(OPEN_ENUM)));
        match (before, after) {
            ((Some(one), _), (Some(other), _)) => {
                let rules = ["enum-value-added", "enum-value-removed"];
                self.values([&one, &other], rules, old, new, context);
            }
            ((Some(_), _), (None, Some(other))) => {
                self.values_of_kinds("enum-opened", old.find(key(old)), Some(other), old, new, context);
            }
            ((None, Some(one)), (Some(_), _)) => {
                self.values_of_kinds("enum-closed", Some(one), new.find(key(new)), old, new, context);
            }
            ((Some(_), _), (None, None)) => self.note("enum-dropped", old, new, key(old), context),
            ((None, None), (Some(_), _)) => self.note("enum-added", old, new, key(new), context),
            ((None, Some(one)), (None, Some(other))) => {
                let rules = ["open-enum-value-added", "open-enum-value-removed"];
                self.values([&list(one), &list(other)], rules, old, new, context);
            }
            ((None, Some(_)), (None, None)) => self.note("open-enum-dropped", old, new, OPEN_ENUM, context),
            ((None, None), (None, Some(_))) => self.note("open-enum-added", old, new, OPEN_ENUM, context),
            ((None, None), (None, None)) => {}
        }
    }

    #[allow(clippy::needless_pass_by_value, reason = "callers make them for this call")]
    fn values_of_kinds(
        &mut self,
        rule: &'static str,
        one: Option<Located<'a>>,
        other: Option<Located<'a>>,
        old: &View<'a>,
        new: &View<'a>,
        context: Context,
    ) {
        let home = super::home(old, new, other.as_ref(), true);
        self.ledger.record(Entry::new(rule, context.sense).nodes(one.as_ref(), other.as_ref()).home(home));
    }

    fn values(
        &mut self,
        [before, after]: [&[Located<'a>]; 2],
        [added, removed]: [&'static str; 2],
        old: &View<'a>,
        new: &View<'a>,
        context: Context,
    ) {
        let key = |list: &[Located<'a>]| list.first().and_then(|(at, _)| at.parent());
        if key(before) != key(after) || before.len().min(after.len()) == 1 {
            self.claim_lists(old, new);
        }
        let home = super::home(old, new, after.first().and_then(holder).as_ref(), true);
        for value in before.iter().filter(|(_, value)| !after.iter().any(|(_, kept)| kept == value)) {
            let entry = Entry::new(removed, context.sense).nodes(Some(value), None);
            self.ledger.record(entry.about(word(value.1)).home(home.clone()));
        }
        for value in after.iter().filter(|(_, value)| !before.iter().any(|(_, known)| known == value)) {
            let entry = Entry::new(added, context.sense).nodes(None, Some(value));
            self.ledger.record(entry.about(word(value.1)).home(home.clone()));
        }
    }

    /// Lists that stand in other places, or in another form, than before.
    fn claim_lists(&mut self, old: &View<'a>, new: &View<'a>) {
        let lists = |view: &View<'a>| -> Vec<Pointer> {
            let choices = ["oneOf", "anyOf"].into_iter().filter(|_| constants(view).is_some());
            ["enum", "const", OPEN_ENUM]
                .into_iter()
                .chain(choices)
                .flat_map(|key| view.all(key).map(|(at, _)| at).collect::<Vec<_>>())
                .collect()
        };
        self.ledger.claim_all(lists(old), lists(new));
    }
}

/// The keyword of a value in a list; a constant is its own list.
fn holder<'a>(value: &Located<'a>) -> Option<Located<'a>> {
    let parent = value.0.parent()?;
    let at = if parent.last().as_deref() == Some("enum") { parent } else { value.0.clone() };
    Some((at, value.1))
}

fn key(view: &View<'_>) -> &'static str {
    ["enum", "const", "oneOf"].into_iter().find(|key| view.find(key).is_some()).unwrap_or("anyOf")
}

/// The allowed values: those that every list has. A constant is a list of one, and so is a choice among constants.
pub(super) fn closed<'a>(view: &View<'a>) -> Option<Vec<Located<'a>>> {
    let mut lists: Vec<Vec<Located<'a>>> = view.all("enum").chain(view.all("const")).map(list).collect();
    lists.extend(constants(view));
    let mut lists = lists.into_iter();
    let mut common = lists.next()?;
    for other in lists {
        common.retain(|(_, value)| other.iter().any(|(_, known)| known == value));
    }
    Some(common)
}

/// The values of a choice whose alternatives are constants.
pub(super) fn constants<'a>(view: &View<'a>) -> Option<Vec<Located<'a>>> {
    let (at, branches) = view.find("oneOf").or_else(|| view.find("anyOf"))?;
    let constant = |(at, branch): Located<'a>| {
        let node = branch.as_object()?;
        let told = |key: &String| key == "const" || key == "type" || super::TEXTS.contains(&key.as_str());
        let value = node.get("const").filter(|_| node.keys().all(told))?;
        Some((at.child("const"), value))
    };
    items(&at, Some(branches))
        .into_iter()
        .map(constant)
        .collect::<Option<Vec<_>>>()
        .filter(|list| list.len() > 1)
}

fn list((at, value): Located<'_>) -> Vec<Located<'_>> {
    match value {
        Value::Array(_) if at.last().as_deref() != Some("const") => items(&at, Some(value)),
        _ => vec![(at, value)],
    }
}

fn word(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
