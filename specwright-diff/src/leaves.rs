//! Where two documents differ, leaf by leaf, without knowing what anything means.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{align::align, ledger::Ledger, side::Side};
use specwright_document::Pointer;

/// A node that is not what it was. One that stands in one document only has no other end.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Leaf {
    pub(super) old: Option<Pointer>,
    pub(super) new: Option<Pointer>,
    /// The items of a list are the same, their order is not.
    pub(super) order: bool,
}

/// Every difference that no recorded change accounts for.
pub(super) fn unclaimed(old: Side<'_>, new: Side<'_>, ledger: &Ledger) -> BTreeSet<Leaf> {
    let mut found = BTreeSet::new();
    let root = (Pointer::root(), Pointer::root());
    for (old_root, new_root) in std::iter::once(&root).chain(&ledger.pairs) {
        let mut search = Search { ledger, roots: (old_root, new_root), found: &mut found };
        if let (Some(old), Some(new)) = (old.get(old_root), new.get(new_root)) {
            search.both(old_root, old, new_root, new);
        }
    }
    found
}

struct Search<'a> {
    ledger: &'a Ledger,
    roots: (&'a Pointer, &'a Pointer),
    found: &'a mut BTreeSet<Leaf>,
}

impl Search<'_> {
    /// Whether a change accounts for the node: at both ends, where it has two. That a component was replaced at one place
    /// says nothing about what became of it elsewhere.
    fn claimed(&self, old: Option<&Pointer>, new: Option<&Pointer>) -> bool {
        old.is_none_or(|at| self.ledger.old.cover(at, self.roots.0))
            && new.is_none_or(|at| self.ledger.new.cover(at, self.roots.1))
    }

    fn both(&mut self, old_at: &Pointer, old: &Value, new_at: &Pointer, new: &Value) {
        if same(old, new) || self.claimed(Some(old_at), Some(new_at)) {
            return;
        }
        match (old, new) {
            (Value::Object(before), Value::Object(after)) => {
                for (key, value) in before {
                    match after.get(key) {
                        Some(other) => self.both(&old_at.child(key), value, &new_at.child(key), other),
                        None => self.one(&old_at.child(key), value, true),
                    }
                }
                for (key, value) in after.iter().filter(|(key, _)| !before.contains_key(*key)) {
                    self.one(&new_at.child(key), value, false);
                }
            }
            (Value::Array(before), Value::Array(after)) => {
                let pairs = align(&before.iter().collect::<Vec<_>>(), &after.iter().collect::<Vec<_>>());
                let mut last = None;
                let mut order = false;
                for (old_index, new_index) in pairs {
                    match (old_index, new_index) {
                        (Some(i), Some(j)) => {
                            order |= last.is_some_and(|last| j < last);
                            last = Some(j);
                            self.both(&old_at.child(i), &before[i], &new_at.child(j), &after[j]);
                        }
                        (Some(i), None) => self.one(&old_at.child(i), &before[i], true),
                        (None, Some(j)) => self.one(&new_at.child(j), &after[j], false),
                        (None, None) => {}
                    }
                }
                if order {
                    self.leaf(Some(old_at), Some(new_at), true);
                }
            }
            _ => self.leaf(Some(old_at), Some(new_at), false),
        }
    }

    /// A node that stands in one document only: as a whole, or, where a change accounts for a part of it, the rest.
    fn one(&mut self, at: &Pointer, value: &Value, is_old: bool) {
        let (old, new) = if is_old { (Some(at), None) } else { (None, Some(at)) };
        if self.claimed(old, new) {
            return;
        }
        let claims = if is_old { &self.ledger.old } else { &self.ledger.new };
        let children: Vec<(Pointer, &Value)> = match value {
            Value::Object(object) => object.iter().map(|(key, value)| (at.child(key), value)).collect(),
            Value::Array(items) => items.iter().enumerate().map(|(i, value)| (at.child(i), value)).collect(),
            _ => Vec::new(),
        };
        if claims.inside(at) {
            for (at, child) in children {
                self.one(&at, child, is_old);
            }
        } else {
            self.leaf(old, new, false);
        }
    }

    fn leaf(&mut self, old: Option<&Pointer>, new: Option<&Pointer>, order: bool) {
        self.found.insert(Leaf { old: old.cloned(), new: new.cloned(), order });
    }
}

/// Equality for JSON: 1 and 1.0 are one number, and the order of members does not count. The order of items does.
fn same(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            old.len() == new.len()
                && old.iter().all(|(key, value)| new.get(key).is_some_and(|other| same(value, other)))
        }
        (Value::Array(old), Value::Array(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new))
        }
        (Value::Number(a), Value::Number(b)) => {
            a == b || (a.is_f64() != b.is_f64() && a.as_f64() == b.as_f64())
        }
        _ => old == new,
    }
}
