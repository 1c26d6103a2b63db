use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::side::Located;
use specwright_document::Pointer;

/// Which way the thing goes that is being compared.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) enum Sense {
    Request,
    /// Callers need not send it, and do when they send back what they have read.
    SentBack,
    Response,
    /// An operation as a whole.
    Whole,
    /// No operation uses it.
    Unused,
}

/// A change, before it is made readable.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) rule: &'static str,
    pub(super) subject: Option<String>,
    /// The place that the change belongs to, where it is not the node itself, and in which document.
    pub(super) home: Option<Pointer>,
    /// A component that stands in for that place, and the node in it that is meant.
    pub(super) within: Option<(Pointer, Pointer)>,
    pub(super) old: Option<Pointer>,
    pub(super) new: Option<Pointer>,
    pub(super) old_value: Option<Value>,
    pub(super) new_value: Option<Value>,
    /// The ways in which it was met.
    pub(super) senses: BTreeSet<Sense>,
}

impl Entry {
    pub(super) fn new(rule: &'static str, sense: Sense) -> Self {
        Self {
            rule,
            subject: None,
            home: None,
            within: None,
            old: None,
            new: None,
            old_value: None,
            new_value: None,
            senses: BTreeSet::from([sense]),
        }
    }

    /// The nodes that differ: they are claimed by this change, with all that is inside them.
    pub(super) fn nodes(mut self, old: Option<&Located<'_>>, new: Option<&Located<'_>>) -> Self {
        (self.old, self.old_value) = parts(old);
        (self.new, self.new_value) = parts(new);
        self
    }

    pub(super) fn about(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    pub(super) fn home(mut self, home: Pointer) -> Self {
        self.home = Some(home);
        self
    }
}

fn parts(node: Option<&Located<'_>>) -> (Option<Pointer>, Option<Value>) {
    node.map(|(at, value)| (at.clone(), (*value).clone())).unzip()
}

/// What was found, each change once, and which nodes it accounts for.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    pub(super) entries: Vec<Entry>,
    known: HashMap<Key, usize>,
    pub(super) old: Claims,
    pub(super) new: Claims,
    /// Nodes that stand for each other although they stand at different places.
    pub(super) pairs: BTreeSet<(Pointer, Pointer)>,
    /// Components that are being compared with something else than themselves, in the old document and in the new.
    pub(super) foreign: [Vec<Foreign>; 2],
}

/// What makes two findings one: rule, nodes, subject and place.
type Key = (&'static str, Option<Pointer>, Option<Pointer>, Option<String>, Option<Pointer>);

/// A component that stands in for something else at one place. What that place gains or loses by it has not happened in
/// the component, which may have changed as well.
#[derive(Clone, Debug)]
pub(super) struct Foreign {
    pub(super) component: Pointer,
    pub(super) place: Pointer,
}

fn foreign<'a>(list: &'a [Foreign], at: Option<&Pointer>) -> Option<&'a Foreign> {
    list.iter().find(|one| at.is_some_and(|at| at.is_within(&one.component)))
}

impl Ledger {
    /// Writes a change down; one that is there already is only seen from another side.
    pub(super) fn record(&mut self, mut entry: Entry) {
        let ends = [entry.old.clone(), entry.new.clone()];
        for (list, end) in self.foreign.iter().zip(&ends) {
            let Some(known) = foreign(list, end.as_ref()) else { continue };
            let home = entry.home.as_ref().or(end.as_ref());
            if home.is_some_and(|home| home.is_within(&known.component)) {
                entry.within = home.cloned().map(|home| (known.component.clone(), home));
                entry.home = Some(known.place.clone());
            }
        }
        let [old, new] = ends;
        self.claim_all(old, new);
        let key =
            (entry.rule, entry.old.clone(), entry.new.clone(), entry.subject.clone(), entry.home.clone());
        if let Some(known) = self.known.get(&key).and_then(|&index| self.entries.get_mut(index)) {
            known.senses.extend(entry.senses);
        } else {
            self.known.insert(key, self.entries.len());
            self.entries.push(entry);
        }
    }

    pub(super) fn claim_old(&mut self, at: Pointer) {
        if foreign(&self.foreign[0], Some(&at)).is_none() {
            self.old.0.insert(at);
        }
    }

    pub(super) fn claim_new(&mut self, at: Pointer) {
        if foreign(&self.foreign[1], Some(&at)).is_none() {
            self.new.0.insert(at);
        }
    }

    pub(super) fn claim_all(
        &mut self,
        old: impl IntoIterator<Item = Pointer>,
        new: impl IntoIterator<Item = Pointer>,
    ) {
        for at in old {
            self.claim_old(at);
        }
        for at in new {
            self.claim_new(at);
        }
    }

    /// The same, where a change may account for what is around them.
    pub(super) fn pair_anyway(&mut self, old: &Pointer, new: &Pointer) {
        let strange = [(&self.foreign[0], old), (&self.foreign[1], new)];
        if strange.iter().all(|(list, at)| foreign(list, Some(at)).is_none()) {
            self.pairs.insert((old.clone(), new.clone()));
        }
    }

    /// These two are compared leaf by leaf as well. Texts of a component that stands in for another one are its own.
    pub(super) fn pair(&mut self, old: &Pointer, new: &Pointer) {
        if old != new {
            self.pair_anyway(old, new);
        }
    }
}

/// Nodes of one document that a change accounts for, each with all that is inside it.
#[derive(Debug, Default)]
pub(super) struct Claims(BTreeSet<Pointer>);

impl Claims {
    /// Whether the node, or one around it that is inside `root`, is claimed.
    pub(super) fn cover(&self, at: &Pointer, root: &Pointer) -> bool {
        let mut next = Some(at.clone());
        while let Some(at) = next.filter(|at| at.as_str().len() > root.as_str().len()) {
            if self.0.contains(&at) {
                return true;
            }
            next = at.parent();
        }
        false
    }

    /// Whether something inside the node is claimed.
    pub(super) fn inside(&self, at: &Pointer) -> bool {
        let first = at.child("");
        self.0.range(first.clone()..).next().is_some_and(|claim| claim.as_str().starts_with(first.as_str()))
    }
}
