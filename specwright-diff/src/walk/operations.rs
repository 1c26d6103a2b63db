use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::{Walk, flag};
use crate::{
    ledger::{Entry, Sense},
    side::{Located, Side, members},
};
use specwright_document::{METHODS, Pointer};

/// An operation, and the path item that it stands in.
#[derive(Clone)]
struct Operation<'a> {
    path: &'a str,
    item: Located<'a>,
    node: Located<'a>,
}

/// What an operation is on the wire: its path without the names of parameters, and its method.
type Call<'a> = (String, &'a str);

impl<'a> Walk<'a> {
    pub(super) fn operations(&mut self) {
        let sections = [self.old, self.new].map(|side| member(&(Pointer::root(), side.root), "paths"));
        self.path_items([sections[0].as_ref(), sections[1].as_ref()]);
        self.events(&(Pointer::root(), self.old.root), &(Pointer::root(), self.new.root), "webhooks");
    }

    /// Compares the operations under two mappings from paths to their operations.
    fn path_items(&mut self, sections: [Option<&Located<'a>>; 2]) {
        let [old, mut new] =
            [calls(self.old, sections[0], self.turned), calls(self.new, sections[1], self.turned)];
        let mut items = BTreeSet::new();
        let mut kept = [BTreeSet::new(), BTreeSet::new()];
        for (call, before) in old {
            let after = new.remove(&call).unwrap_or_default();
            for (one, other) in pairs(&before, &after) {
                match (one, other) {
                    (Some(one), Some(other)) => {
                        if items.insert((one.item.0.clone(), other.item.0.clone())) {
                            self.path_item(one, other);
                        }
                        kept[0].insert(one.item.0.clone());
                        kept[1].insert(other.item.0.clone());
                        self.operation((&one.item, &one.node), (&other.item, &other.node));
                    }
                    (Some(one), None) => self.removed(&one.node, whole(one)),
                    (None, Some(other)) => self.added(&other.node, whole(other)),
                    (None, None) => {}
                }
            }
        }
        for operation in new.values().flatten() {
            self.added(&operation.node, whole(operation));
        }
        for (index, section) in sections.into_iter().enumerate() {
            self.left_alone(index, section, &kept[index]);
        }
    }

    /// What a path without a counterpart says of all its operations came or went with them.
    fn left_alone(&mut self, index: usize, section: Option<&Located<'a>>, kept: &BTreeSet<Pointer>) {
        let side = if index == 0 { self.old } else { self.new };
        for (_, node) in section.map(|node| members(&node.0, Some(node.1))).unwrap_or_default() {
            let item = side.resolve(node.0, node.1);
            if kept.contains(&item.0) || !has_methods(item.1) {
                continue;
            }
            let shared = members(&item.0, Some(item.1)).into_iter().filter(|(key, _)| !METHODS.contains(key));
            for (_, (at, _)) in shared {
                if index == 0 { self.ledger.claim_old(at) } else { self.ledger.claim_new(at) }
            }
        }
    }

    /// Calls that the server makes: what callers receive there is the request.
    fn events(&mut self, old: &Located<'a>, new: &Located<'a>, key: &str) {
        let [before, after] = [old, new].map(|node| member(node, key));
        let [before, after] = [&before, &after]
            .map(|node| node.as_ref().map(|node| members(&node.0, Some(node.1))).unwrap_or_default());
        self.turned = !self.turned;
        for (name, one) in &before {
            match after.iter().find(|(other, _)| other == name) {
                Some((_, other)) if key == "webhooks" => self.event(one, other),
                Some((_, other)) => self.follow(one, other, Sense::Whole, |walk, one, other| {
                    walk.path_items([Some(one), Some(other)]);
                }),
                None => {
                    self.ledger.record(Entry::new("callback-removed", Sense::Whole).nodes(Some(one), None));
                }
            }
        }
        for (_, other) in after.iter().filter(|(name, _)| !before.iter().any(|(known, _)| known == name)) {
            self.ledger.record(Entry::new("callback-added", Sense::Whole).nodes(None, Some(other)));
        }
        self.turned = !self.turned;
    }

    /// A webhook: a path item without a path.
    fn event(&mut self, old: &Located<'a>, new: &Located<'a>) {
        self.follow(old, new, Sense::Whole, |walk, old, new| {
            let methods = |item: &Located<'a>| {
                let mut all = members(&item.0, Some(item.1));
                all.retain(|(key, _)| METHODS.contains(key));
                all
            };
            let (before, after) = (methods(old), methods(new));
            for (method, one) in &before {
                match after.iter().find(|(other, _)| other == method) {
                    Some((_, other)) => walk.operation((old, one), (new, other)),
                    None => walk.removed(one, None),
                }
            }
            for (_, one) in after.iter().filter(|(name, _)| !before.iter().any(|(known, _)| known == name)) {
                walk.added(one, None);
            }
        });
    }

    /// Names of parameters in a path are not on the wire.
    fn path_item(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        if old.path == new.path {
            return;
        }
        let mut entry = Entry::new("path-parameter-renamed", Sense::Whole)
            .nodes(Some(&old.item), Some(&new.item))
            .about(format!("{} → {}", old.path, new.path));
        (entry.old_value, entry.new_value) = (Some(old.path.into()), Some(new.path.into()));
        self.ledger.record(entry);
        self.ledger.pair(&old.item.0, &new.item.0);
    }

    fn removed(&mut self, operation: &Located<'a>, whole: Option<Value>) {
        let rule = if flag(operation.1, "deprecated") {
            "deprecated-operation-removed"
        } else {
            "operation-removed"
        };
        let mut entry = Entry::new(rule, Sense::Whole).nodes(Some(operation), None);
        entry.old_value = whole.or(entry.old_value);
        self.ledger.record(entry);
    }

    fn added(&mut self, operation: &Located<'a>, whole: Option<Value>) {
        let rule =
            if flag(operation.1, "deprecated") { "deprecated-operation-added" } else { "operation-added" };
        let mut entry = Entry::new(rule, Sense::Whole).nodes(None, Some(operation));
        entry.new_value = whole.or(entry.new_value);
        self.ledger.record(entry);
    }

    fn operation(&mut self, old: (&Located<'a>, &Located<'a>), new: (&Located<'a>, &Located<'a>)) {
        let (before, after) = (old.1, new.1);
        self.keyword("operation-id-changed", Sense::Whole, before, after, "operationId");
        self.events(before, after, "callbacks");
        self.security(before, after);
        self.parameters(old, new);
        self.request_body(before, after);
        self.responses(before, after);
    }
}

/// The operations under a mapping from paths; several may be one on the wire, as far as the document tells. What stands
/// in the braces of a callback's address is taken from the request, and counts.
fn calls<'a>(
    side: Side<'a>,
    section: Option<&Located<'a>>,
    exact: bool,
) -> BTreeMap<Call<'a>, Vec<Operation<'a>>> {
    let mut found: BTreeMap<Call<'a>, Vec<Operation<'a>>> = BTreeMap::new();
    for (path, node) in section.map(|node| members(&node.0, Some(node.1))).unwrap_or_default() {
        let item = side.resolve(node.0, node.1);
        for (method, node) in members(&item.0, Some(item.1)) {
            if METHODS.contains(&method) && node.1.is_object() {
                let operation = Operation { path, item: item.clone(), node };
                let form = if exact { path.to_owned() } else { form(path) };
                found.entry((form, method)).or_default().push(operation);
            }
        }
    }
    found
}

/// An operation with what its path says of all its operations, where it says something.
fn whole(operation: &Operation<'_>) -> Option<Value> {
    let item = operation.item.1.as_object()?;
    let shared = item.iter().filter(|(key, _)| !METHODS.contains(&key.as_str()));
    let mut whole: Map<String, Value> = shared.map(|(key, value)| (key.clone(), value.clone())).collect();
    if whole.is_empty() {
        return None;
    }
    whole.insert(operation.node.0.last().unwrap_or_default(), operation.node.1.clone());
    Some(Value::Object(whole))
}

fn has_methods(item: &Value) -> bool {
    item.as_object().is_some_and(|item| item.keys().any(|key| METHODS.contains(&key.as_str())))
}

/// Whether two operations are one.
type Same<'o, 'a> = &'o dyn Fn(&Operation<'a>, &Operation<'a>) -> bool;

/// Operations of one call: those of one path first, then those of one name, then what is left, in order.
fn pairs<'o, 'a>(
    before: &'o [Operation<'a>],
    after: &'o [Operation<'a>],
) -> Vec<(Option<&'o Operation<'a>>, Option<&'o Operation<'a>>)> {
    let id = |one: &Operation<'a>| one.node.1.get("operationId").cloned();
    let same: [Same<'_, 'a>; 3] = [
        &|one, other| one.path == other.path,
        &|one, other| id(one).is_some() && id(one) == id(other),
        &|_, _| true,
    ];
    let (mut old, mut new): (Vec<_>, Vec<_>) = (before.iter().collect(), after.iter().collect());
    let mut found = Vec::new();
    for same in same {
        old.retain(|one| match new.iter().position(|other| same(one, other)) {
            Some(index) => {
                found.push((Some(*one), Some(new.remove(index))));
                false
            }
            None => true,
        });
    }
    found.extend(old.into_iter().map(|one| (Some(one), None)));
    found.extend(new.into_iter().map(|one| (None, Some(one))));
    found
}

fn form(path: &str) -> String {
    let mut form = String::new();
    let mut rest = path;
    while let Some((before, inside)) = rest.split_once('{') {
        form.push_str(before);
        form.push_str("{}");
        rest = inside.split_once('}').map_or("", |(_, after)| after);
    }
    form + rest
}

/// The names in the braces of a path, in order.
pub(super) fn names(path: &str) -> Vec<&str> {
    path.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
}

/// The path that an operation or a path item stands under.
pub(super) fn path_of(item: &Pointer) -> String {
    item.last().unwrap_or_default()
}

/// The value of a member, where there is one.
pub(super) fn member<'a>(node: &Located<'a>, key: &str) -> Option<Located<'a>> {
    Some((node.0.child(key), node.1.get(key)?))
}

/// What a node gives under a key, when it is a text.
pub(super) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}
