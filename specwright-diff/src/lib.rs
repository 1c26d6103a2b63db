//! What it means that one spec became another.
//!
//! Everything here is a function from values to values. [`compare`] walks both documents from the operations down and
//! writes every difference that is sent or received into a ledger, once, where it happened. Then both documents are
//! held against each other leaf by leaf, and whatever the ledger does not account for is a text for people, or is
//! reported as unclassified: nothing is silent.

pub mod accepted;
mod align;
pub mod bump;
mod change;
mod context;
mod documentation;
mod leaves;
mod ledger;
mod place;
pub mod report;
pub mod rules;
mod rust;
mod schema;
pub mod score;
mod side;
mod users;
pub mod vendor;
mod verdict;
mod walk;

pub use change::{Change, Direction, RustChange, Spot};
pub use rust::{Generated, RustApi, judge};
pub use verdict::{Rust, Wire};

use ledger::{Entry, Sense};
use place::Place;
use rules::Rule;
use side::Side;
use specwright_document::{Document, Pointer};
use users::Users;
use walk::Walk;

/// Every change from the old document to the new one: the worst for the wire first, then by place.
#[must_use]
pub fn compare(old: &Document, new: &Document) -> Vec<Change> {
    let sides = [Side { root: &old.value }, Side { root: &new.value }];
    let mut ledger = Walk::new(sides[0], sides[1]).run();
    for leaf in leaves::unclaimed(sides[0], sides[1], &ledger) {
        ledger.record(documentation::classify(&leaf, sides[0], sides[1]));
    }
    let readers = [Reader::new(old), Reader::new(new)];
    let mut changes: Vec<Change> =
        ledger.entries.into_iter().filter_map(|entry| readable(entry, &readers)).collect();
    changes.sort_by(|a, b| {
        let key = |change: &Change| (std::cmp::Reverse(change.wire), natural(change));
        key(a).cmp(&key(b))
    });
    changes.dedup_by(|a, b| a.fingerprint == b.fingerprint && a.old == b.old && a.new == b.new);
    number(&mut changes);
    changes
}

fn natural(change: &Change) -> (String, &'static str, Option<String>, Option<Pointer>, Option<Pointer>) {
    let at = |spot: &Option<Spot>| spot.as_ref().map(|spot| spot.pointer.clone());
    (change.place.clone(), change.rule.id, change.subject.clone(), at(&change.new), at(&change.old))
}

/// Changes that read the same are told apart by their order.
fn number(changes: &mut [Change]) {
    let mut seen = std::collections::HashMap::new();
    for change in changes {
        let count: &mut usize = seen.entry(change.fingerprint.clone()).or_default();
        *count += 1;
        if *count > 1 {
            let again = count.to_string();
            change.fingerprint = change::fingerprint(
                change.rule.id,
                &change.place,
                Some(&format!("{} {again}", change.fingerprint)),
                [None, None],
            );
        }
    }
}

/// A document with its lines and its operations.
struct Reader<'a> {
    document: &'a Document,
    side: Side<'a>,
    users: Users,
}

impl<'a> Reader<'a> {
    fn new(document: &'a Document) -> Self {
        let side = Side { root: &document.value };
        Self { document, side, users: Users::of(side) }
    }

    fn spot(&self, at: Pointer) -> Spot {
        let line = self.document.line(&at);
        Spot { pointer: at, line }
    }

    /// The line of the node, or of the nearest one around it that this document has.
    fn nearest(&self, at: &Pointer) -> Option<usize> {
        let around = std::iter::successors(Some(at.clone()), Pointer::parent);
        around.into_iter().find_map(|at| self.document.line(&at))
    }
}

fn readable(entry: Entry, readers: &[Reader<'_>; 2]) -> Option<Change> {
    // A finding without its row is still a finding.
    let rule: &'static Rule = rules::rule(entry.rule).or_else(|| rules::rule(rules::UNCLASSIFIED))?;
    let home = entry.home.clone().or_else(|| entry.new.clone()).or_else(|| entry.old.clone())?;
    let here =
        if entry.new.is_some() && readers[1].side.get(&home).is_some() { &readers[1] } else { &readers[0] };
    let here = if here.side.get(&home).is_some() { here } else { &readers[1] };
    let mut place = Place::of(here.side, &home);
    if let Some((component, node)) = &entry.within {
        let side = readers.iter().map(|reader| reader.side).find(|side| side.get(node).is_some());
        let name = |at| Place::of(side.unwrap_or(here.side), at).name;
        place.name += name(node).strip_prefix(&name(component)).unwrap_or_default();
    }
    let is = |sense| entry.senses.contains(&sense);
    let direction = match (is(Sense::Request) || is(Sense::SentBack), is(Sense::Response)) {
        (true, true) => Direction::Both,
        (true, false) => Direction::Request,
        (false, true) => Direction::Response,
        (false, false) => Direction::Neither,
    };
    let verdicts = [
        (is(Sense::Request) || is(Sense::Whole)).then_some(rule.request),
        is(Sense::SentBack).then(|| rule.request.min(Wire::Warning)),
        (is(Sense::Response) || is(Sense::Whole)).then_some(rule.response),
    ];
    let unused = rule.request.min(rule.response).min(Wire::Ok);
    let wire = verdicts.into_iter().flatten().max().unwrap_or(unused);
    let annotation = entry.new.as_ref().or(entry.old.as_ref()).and_then(|at| readers[1].nearest(at));
    let values = [entry.old_value.as_ref(), entry.new_value.as_ref()];
    Some(Change {
        rule,
        fingerprint: change::fingerprint(rule.id, &place.name, entry.subject.as_deref(), values),
        operations: here.users.using(&place),
        place: place.name,
        subject: entry.subject,
        old: entry.old.map(|at| readers[0].spot(at)),
        new: entry.new.map(|at| readers[1].spot(at)),
        old_value: entry.old_value,
        new_value: entry.new_value,
        direction,
        wire,
        annotation,
        rust: Vec::new(),
        accepted: None,
    })
}
