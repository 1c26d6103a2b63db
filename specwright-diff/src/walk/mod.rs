//! The two documents side by side, from the operations down: what each difference means is for the rules to say.

mod bodies;
mod components;
mod operations;
mod parameters;
mod responses;
mod security;

use std::collections::{BTreeMap, HashSet};

pub(super) use parameters::effective;
use serde_json::Value;

use super::{
    context::Context,
    ledger::{Entry, Foreign, Ledger, Sense},
    side::{Located, Side, target},
};
use specwright_document::Pointer;

/// The walk through both documents.
pub(super) struct Walk<'a> {
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
    pub(super) ledger: Ledger,
    /// Pairs that have been compared: a shared component once for each way it goes, and a circle ends.
    pub(super) seen: HashSet<String>,
    /// Nodes that an operation has led to, and that were compared with themselves.
    pub(super) met: HashSet<Pointer>,
    /// Shared components that are still to be compared: each in its turn, however long the chain of references.
    pub(super) open: Vec<(Located<'a>, Located<'a>, Context)>,
    /// Components that the old document has under another name, from the references that changed.
    pub(super) renamed: BTreeMap<Pointer, Pointer>,
    /// The server is the caller here: what callers receive is the request.
    pub(super) turned: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(old: Side<'a>, new: Side<'a>) -> Self {
        Self {
            old,
            new,
            ledger: Ledger::default(),
            seen: HashSet::new(),
            met: HashSet::new(),
            open: Vec::new(),
            renamed: BTreeMap::new(),
            turned: false,
        }
    }

    /// Compares everything that has a meaning on the wire.
    pub(super) fn run(mut self) -> Ledger {
        self.operations();
        self.drain();
        self.components();
        self.drain();
        self.ledger
    }

    /// Compares the shared components that were met.
    pub(super) fn drain(&mut self) {
        while let Some((old, new, context)) = self.open.pop() {
            self.schemas(&old, &new, context);
        }
    }

    /// Which way a request or a response goes, as the callers of the API see it.
    pub(super) fn way(&self, sense: Sense) -> Sense {
        match (self.turned, sense) {
            (true, Sense::Request) => Sense::Response,
            (true, Sense::Response) => Sense::Request,
            _ => sense,
        }
    }

    /// Whether this pair is met for the first time in this sense.
    pub(super) fn first(&mut self, what: &str, old: &Pointer, new: &Pointer, sense: Sense) -> bool {
        if self.is_one(old, new) {
            self.met.extend([old.clone(), new.clone()]);
        }
        self.seen.insert(format!("{what} {sense:?} {} {}", old.as_str(), new.as_str()))
    }

    /// Whether a node of the old document and one of the new are the same thing, if under another name.
    pub(super) fn is_one(&self, old: &Pointer, new: &Pointer) -> bool {
        old == new || self.renamed.get(old) == Some(new)
    }

    /// Compares what stands behind the references of the two nodes; that they refer to something else is noted.
    pub(super) fn follow(
        &mut self,
        old: &Located<'a>,
        new: &Located<'a>,
        sense: Sense,
        compare: impl FnOnce(&mut Self, &Located<'a>, &Located<'a>),
    ) {
        self.references(old, new, sense);
        let before = self.old.resolve(old.0.clone(), old.1);
        let after = self.new.resolve(new.0.clone(), new.1);
        let same = self.is_one(&before.0, &after.0);
        if same {
            self.ledger.pair(&before.0, &after.0);
        }
        let known = self.ledger.foreign.clone();
        for (list, node, place) in [(0, &before, &old.0), (1, &after, &new.0)] {
            if !same && !node.0.is_within(place) {
                self.ledger.foreign[list].push(Foreign { component: node.0.clone(), place: place.clone() });
            }
        }
        compare(self, &before, &after);
        self.ledger.foreign = known;
    }

    /// Notes that a node refers to something else, or no longer refers.
    pub(super) fn references(&mut self, old: &Located<'a>, new: &Located<'a>, sense: Sense) {
        let to = [target(old.1), target(new.1)];
        let found = [
            to[0].as_ref().is_some_and(|at| self.old.get(at).is_some()),
            to[1].as_ref().is_some_and(|at| self.new.get(at).is_some()),
        ];
        let key = |node: &Located<'a>| Some((node.0.child("$ref"), node.1.get("$ref")?));
        let keys = [key(old), key(new)];
        let entry = |rule, home: &Pointer| {
            let mut entry =
                Entry::new(rule, sense).nodes(keys[0].as_ref(), keys[1].as_ref()).home(home.clone());
            entry.old_value.get_or_insert_with(|| old.1.clone());
            entry.new_value.get_or_insert_with(|| new.1.clone());
            entry
        };
        match (&to, found) {
            ([Some(before), Some(after)], [true, true]) if before != after => {
                if self.is_rename(before, after) {
                    self.renamed.insert(before.clone(), after.clone());
                    self.ledger.claim_old(old.0.child("$ref"));
                    self.ledger.claim_new(new.0.child("$ref"));
                } else {
                    self.ledger.record(entry("reference-changed", &new.0));
                }
            }
            // What it was wrapped into has a rule of its own.
            ([Some(_), None], _) if is_wrapper(new.1) => self.ledger.claim_old(old.0.child("$ref")),
            ([None, Some(_)], _) if is_wrapper(old.1) => self.ledger.claim_new(new.0.child("$ref")),
            ([Some(_), None], [true, _]) => {
                self.ledger.record(entry("reference-inlined", &new.0));
                self.ledger.claim_new(new.0.clone());
            }
            ([None, Some(_)], [_, true]) => {
                self.ledger.record(entry("inline-extracted", &new.0));
                self.ledger.claim_old(old.0.clone());
            }
            _ => {}
        }
    }

    /// Whether the one is gone, the other is new, and neither is already known to be something else.
    fn is_rename(&self, before: &Pointer, after: &Pointer) -> bool {
        let known = self.renamed.get(before);
        let free = known.is_none() && !self.renamed.values().any(|taken| taken == after);
        let moved = self.new.get(before).is_none() && self.old.get(after).is_none();
        before.parent() == after.parent() && moved && (free || known == Some(after))
    }

    /// Notes a keyword that both nodes may have and that has one rule for every way in which it can change.
    pub(super) fn keyword(
        &mut self,
        rule: &'static str,
        sense: Sense,
        old: &Located<'a>,
        new: &Located<'a>,
        key: &str,
    ) {
        let [before, after] = [old, new].map(|(at, value)| Some((at.child(key), value.get(key)?)));
        if before.as_ref().map(|(_, value)| value) != after.as_ref().map(|(_, value)| value) {
            self.ledger.record(
                Entry::new(rule, sense).nodes(before.as_ref(), after.as_ref()).about(key).home(new.0.clone()),
            );
        }
    }
}

/// Whether a schema is put together from others.
fn is_wrapper(value: &Value) -> bool {
    ["allOf", "oneOf", "anyOf"].into_iter().any(|key| value.get(key).is_some())
}

/// Whether a node says that something is so.
pub(super) fn flag(value: &Value, key: &str) -> bool {
    value.get(key) == Some(&Value::Bool(true))
}
