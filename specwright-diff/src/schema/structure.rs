use std::collections::BTreeSet;

use serde_json::Value;

use crate::{
    align::align,
    ledger::{Entry, Sense},
    side::{Located, View, items, target},
    walk::Walk,
};
use specwright_document::Pointer;

impl<'a> Walk<'a> {
    /// Tells once that a schema is written in another way, where that is not merely a reference to something else. What
    /// the two mean was compared before, and `same` says that they mean the same.
    pub(super) fn spelling(
        &mut self,
        (old, before): (&Located<'a>, &View<'a>),
        (new, after): (&Located<'a>, &View<'a>),
        sense: Sense,
        same: bool,
    ) {
        let moved = self.moved(before, after);
        let nodes = [wrapper(old), wrapper(new)];
        let [parts_before, parts_after] = [old, new].map(|node| made_of(node.1));
        let as_before = parts_before == parts_after && nodes[0].is_some() == nodes[1].is_some();
        let plain = nodes.iter().all(Option::is_none);
        if moved[0].is_empty() && moved[1].is_empty() && (as_before || plain) {
            return;
        }
        let listed = !(as_before || plain);
        if listed && !same && self.parts(old, new, sense) {
            return self.claim_moved(moved);
        }
        let first = |list: &[Located<'a>]| list.first().cloned();
        let nodes = if listed { nodes } else { [first(&moved[0]), first(&moved[1])] };
        self.claim_moved(moved);
        // A reference that leads elsewhere has been told.
        if plain && target(old.1) != target(new.1) {
            return;
        }
        let mut entry = Entry::new("composition-changed", sense).nodes(nodes[0].as_ref(), nodes[1].as_ref());
        (entry.old_value, entry.new_value) = (Some(old.1.clone()), Some(new.1.clone()));
        self.ledger.record(entry.home(new.0.clone()));
    }

    fn claim_moved(&mut self, [old, new]: [Vec<Located<'a>>; 2]) {
        let at = |list: Vec<Located<'a>>| list.into_iter().map(|(at, _)| at).collect::<Vec<_>>();
        self.ledger.claim_all(at(old), at(new));
    }

    /// What holds for both schemas and stands in other parts than before: properties, names that are required, and
    /// other keywords.
    fn moved(&mut self, old: &View<'a>, new: &View<'a>) -> [Vec<Located<'a>>; 2] {
        let mut moved = [Vec::new(), Vec::new()];
        let mut compare = |walk: &Self, before: Vec<Located<'a>>, after: Vec<Located<'a>>| {
            let one_inside = |one: &Located<'a>, other: &Located<'a>| {
                same_inside([&one.0, &other.0], [&old.at, &new.at]) || walk.is_one_inside(&one.0, &other.0)
            };
            let gone = |one: &Located<'a>| !after.iter().any(|other| one_inside(one, other));
            let come = |other: &Located<'a>| !before.iter().any(|one| one_inside(one, other));
            if before.is_empty() || after.is_empty() {
                return;
            }
            moved[0].extend(before.iter().filter(|one| gone(one)).cloned());
            moved[1].extend(after.iter().filter(|one| come(one)).cloned());
        };
        for name in old.property_names() {
            let holders = [old.holders(name), new.holders(name)];
            if let [[one], [other]] = [&holders[0][..], &holders[1][..]]
                && (one.0 != other.0 || old.parts.len() != new.parts.len())
            {
                self.ledger.pair_anyway(&one.0, &other.0);
            }
            let [before, after] = holders;
            compare(self, before, after);
        }
        let names = |view: &View<'a>| -> BTreeSet<&'a str> {
            let lists = view.all("required").flat_map(|(at, value)| items(&at, Some(value)));
            lists.filter_map(|(_, name)| name.as_str()).collect()
        };
        for name in names(old).union(&names(new)) {
            let lists = |view: &View<'a>| -> Vec<Located<'a>> {
                let lists = view.all("required").flat_map(|(at, value)| items(&at, Some(value)));
                lists.filter(|(_, value)| *value == name).collect()
            };
            let [before, after] = [lists(old), lists(new)];
            let part = |one: &Located<'a>| one.0.parent();
            let parts = [
                before.iter().filter_map(part).collect::<BTreeSet<_>>(),
                after.iter().filter_map(part).collect(),
            ];
            if parts[0] != parts[1] {
                compare(self, before, after);
            }
        }
        let keys = super::JUDGED.iter().chain(&super::COUNTS);
        for key in keys
            .filter(|key| !matches!(**key, "properties" | "required" | "allOf" | "oneOf" | "anyOf" | "$ref"))
        {
            compare(self, old.all(key).collect(), new.all(key).collect());
        }
        moved
    }

    /// Whether two nodes are at the same place of the same thing.
    fn is_one_inside(&self, old: &Pointer, new: &Pointer) -> bool {
        old == new || self.renamed.iter().any(|(before, after)| same_inside([old, new], [before, after]))
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
}

/// Whether two nodes stand at the same place within two others.
fn same_inside(nodes: [&Pointer; 2], roots: [&Pointer; 2]) -> bool {
    let rest = |index: usize| {
        let (node, root) = (nodes[index], roots[index]);
        node.is_within(root).then(|| &node.as_str()[root.as_str().len()..])
    };
    rest(0).is_some() && rest(0) == rest(1)
}

/// The list of the parts that a schema is put together from; a choice of one is such a list too.
fn wrapper<'a>(node: &Located<'a>) -> Option<Located<'a>> {
    let list = |key: &str| Some((node.0.child(key), node.1.get(key)?));
    let single = |found: &Located<'a>| {
        let list = found.1.as_array().into_iter().flatten();
        list.filter(|branch| branch["type"] != "null").count() == 1
    };
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
