use std::collections::BTreeSet;

use serde_json::Value;

use crate::{
    align::align,
    ledger::{Entry, Sense},
    side::{Located, View, items},
    walk::Walk,
};

impl<'a> Walk<'a> {
    /// Notes that a schema is put together from other parts than before, where that is not merely a reference to
    /// something else. What differs in the whole is compared on its own.
    pub(super) fn composition(&mut self, old: &Located<'a>, new: &Located<'a>, sense: Sense) {
        let [before, after] = [old, new].map(|node| made_of(node.1));
        let nodes = [wrapper(old), wrapper(new)];
        let same = before == after && nodes[0].is_some() == nodes[1].is_some();
        if same || nodes.iter().all(Option::is_none) {
            return;
        }
        if self.parts(old, new, sense) {
            return;
        }
        self.shifted(old, new);
        let mut entry = Entry::new("composition-changed", sense).nodes(nodes[0].as_ref(), nodes[1].as_ref());
        (entry.old_value, entry.new_value) = (Some(old.1.clone()), Some(new.1.clone()));
        self.ledger.record(entry.home(new.0.clone()));
    }

    /// Two `allOf` of which one has all that the other has, and more.
    fn parts(&mut self, old: &Located<'a>, new: &Located<'a>, sense: Sense) -> bool {
        let branches = |node: &Located<'a>| items(&node.0.child("allOf"), node.1.get("allOf"));
        let [before, after] = [branches(old), branches(new)];
        let values = |list: &[Located<'a>]| list.iter().map(|(_, value)| *value).collect::<Vec<_>>();
        let pairs = align(&values(&before), &values(&after));
        let gone = pairs.iter().filter_map(|(i, j)| before.get((*i)?).filter(|_| j.is_none()));
        let come = pairs.iter().filter_map(|(i, j)| after.get((*j)?).filter(|_| i.is_none()));
        let (gone, come): (Vec<_>, Vec<_>) = (gone.collect(), come.collect());
        if before.is_empty() || after.is_empty() || gone.is_empty() == come.is_empty() {
            return false;
        }
        let binds = |side, (at, value): &Located<'a>| !super::is_anything(&View::of(side, at, value));
        for part in gone {
            let rule = if binds(self.old, part) { "part-removed" } else { "composition-changed" };
            self.ledger.record(Entry::new(rule, sense).nodes(Some(part), None).home(new.0.clone()));
        }
        for part in come {
            let rule = if binds(self.new, part) { "part-added" } else { "composition-changed" };
            self.ledger.record(Entry::new(rule, sense).nodes(None, Some(part)).home(new.0.clone()));
        }
        true
    }

    /// Keywords that stand in one of the two nodes only moved into a part, or out of it.
    fn shifted(&mut self, old: &Located<'a>, new: &Located<'a>) {
        let alone = |one: &Located<'a>, other: &Located<'a>| {
            let keys = one.1.as_object().into_iter().flatten().map(|(key, _)| key.clone());
            let gone = keys.filter(|key| super::is_judged(key) && other.1.get(key).is_none());
            let mut found: Vec<_> = gone.map(|key| one.0.child(key)).collect();
            let at = one.0.child("properties");
            let names = one.1["properties"].as_object().into_iter().flatten().map(|(name, _)| name);
            found.extend(
                names.filter(|name| other.1["properties"].get(*name).is_none()).map(|name| at.child(name)),
            );
            let listed = items(&one.0.child("required"), one.1.get("required"));
            let kept = |name: &Value| other.1["required"].as_array().is_some_and(|list| list.contains(name));
            found.extend(listed.into_iter().filter(|(_, name)| !kept(name)).map(|(at, _)| at));
            found
        };
        for at in alone(old, new) {
            self.ledger.claim_old(at);
        }
        for at in alone(new, old) {
            self.ledger.claim_new(at);
        }
    }
}

/// The list of the parts that a schema is put together from; a choice of one is such a list too.
fn wrapper<'a>(node: &Located<'a>) -> Option<Located<'a>> {
    let list = |key: &str| Some((node.0.child(key), node.1.get(key)?));
    let single = |found: &Located<'a>| found.1.as_array().is_some_and(|list| list.len() == 1);
    list("allOf").or_else(|| list("oneOf").filter(single)).or_else(|| list("anyOf").filter(single))
}

/// The components that a schema is put together from, and how many parts of its own it has besides.
fn made_of(value: &Value) -> (BTreeSet<&str>, usize) {
    let mut names: BTreeSet<&str> = value.get("$ref").and_then(Value::as_str).into_iter().collect();
    let mut own = 0;
    let only = |key: &str| value.get(key).and_then(Value::as_array).filter(|list| list.len() == 1);
    let lists = [value.get("allOf").and_then(Value::as_array), only("oneOf"), only("anyOf")];
    for branch in lists.into_iter().flatten().flatten() {
        match branch.get("$ref").and_then(Value::as_str) {
            Some(name) => drop(names.insert(name)),
            None => own += 1,
        }
    }
    (names, own)
}
