use std::collections::BTreeMap;

use serde_json::Value;

use super::{Walk, flag};
use crate::{
    ledger::{Entry, Sense},
    side::{Located, Side, members},
};
use specwright_document::{METHODS, Pointer};

/// A path with its methods, known by its form: names of parameters are not on the wire.
struct PathItem<'a> {
    path: &'a str,
    node: Located<'a>,
    methods: Vec<(&'a str, Located<'a>)>,
}

impl<'a> Walk<'a> {
    pub(super) fn operations(&mut self) {
        let (old, new) = (paths(self.old), paths(self.new));
        for (form, before) in &old {
            if let Some(after) = new.get(form) {
                self.path(before, after);
                continue;
            }
            self.ledger.claim_old(before.node.0.child("parameters"));
            before.methods.iter().for_each(|(_, operation)| self.removed(operation));
        }
        for (_, after) in new.iter().filter(|(form, _)| !old.contains_key(*form)) {
            self.ledger.claim_new(after.node.0.child("parameters"));
            after.methods.iter().for_each(|(_, operation)| self.added(operation));
        }
        let roots = [(Pointer::root(), self.old.root), (Pointer::root(), self.new.root)];
        self.callbacks(&roots[0], &roots[1], "webhooks");
    }

    /// Calls that the server makes.
    fn callbacks(&mut self, old: &Located<'a>, new: &Located<'a>, key: &str) {
        let [before, after] = [old, new].map(|node| node.1.get(key).map(essence));
        if before != after {
            self.keyword("callback-changed", Sense::Whole, old, new, key);
        }
    }

    fn path(&mut self, old: &PathItem<'a>, new: &PathItem<'a>) {
        if old.path != new.path {
            let [before, after] = [old, new].map(|item| item.path);
            let mut entry = Entry::new("path-parameter-renamed", Sense::Whole)
                .nodes(Some(&old.node), Some(&new.node))
                .about(format!("{before} → {after}"));
            (entry.old_value, entry.new_value) = (Some(before.into()), Some(after.into()));
            self.ledger.record(entry);
            self.ledger.pair(&old.node.0, &new.node.0);
        }
        for (method, before) in &old.methods {
            match new.methods.iter().find(|(other, _)| other == method) {
                Some((_, after)) => self.operation((&old.node, before), (&new.node, after)),
                None => self.removed(before),
            }
        }
        for (method, after) in &new.methods {
            if !old.methods.iter().any(|(other, _)| other == method) {
                self.added(after);
            }
        }
    }

    fn removed(&mut self, operation: &Located<'a>) {
        let rule = if flag(operation.1, "deprecated") {
            "deprecated-operation-removed"
        } else {
            "operation-removed"
        };
        self.ledger.record(Entry::new(rule, Sense::Whole).nodes(Some(operation), None));
    }

    fn added(&mut self, operation: &Located<'a>) {
        let rule =
            if flag(operation.1, "deprecated") { "deprecated-operation-added" } else { "operation-added" };
        self.ledger.record(Entry::new(rule, Sense::Whole).nodes(None, Some(operation)));
    }

    fn operation(&mut self, old: (&Located<'a>, &Located<'a>), new: (&Located<'a>, &Located<'a>)) {
        let (before, after) = (old.1, new.1);
        self.keyword("operation-id-changed", Sense::Whole, before, after, "operationId");
        self.callbacks(before, after, "callbacks");
        self.security(before, after);
        self.parameters(old, new);
        self.request_body(before, after);
        self.responses(before, after);
    }
}

/// A value without what is not sent.
fn essence(value: &Value) -> Value {
    const TEXTS: [&str; 9] = [
        "description",
        "summary",
        "title",
        "example",
        "examples",
        "externalDocs",
        "tags",
        "operationId",
        "links",
    ];
    match value {
        Value::Object(node) => {
            let kept =
                node.iter().filter(|(key, _)| !TEXTS.contains(&key.as_str()) && !key.starts_with("x-"));
            Value::Object(kept.map(|(key, value)| (key.clone(), essence(value))).collect())
        }
        Value::Array(items) => items.iter().map(essence).collect(),
        scalar => scalar.clone(),
    }
}

/// The paths of a document by their form, in which each parameter is `{}`. Of two of one form, the first counts.
fn paths(side: Side<'_>) -> BTreeMap<String, PathItem<'_>> {
    let mut found = BTreeMap::new();
    let at = Pointer::root().child("paths");
    for (path, node) in members(&at, side.root.get("paths")) {
        let item = side.resolve(node.0.clone(), node.1);
        let methods = members(&item.0, Some(item.1));
        let methods = methods.into_iter().filter(|(key, value)| METHODS.contains(key) && value.1.is_object());
        let item = PathItem { path, methods: methods.collect(), node: item };
        found.entry(form(path)).or_insert(item);
    }
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
