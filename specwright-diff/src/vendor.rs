//! Where our spec says something else than the vendor's own document, for the operations that ours has.

use std::{collections::BTreeSet, fmt::Write};

use serde_json::Value;

use super::{Change, Wire, compare, place::Place, side::Side};
use specwright_document::{Document, Pointer, inert::one_line};

/// The sentence beside an element that says why it is as it is.
const DECISION: &str = "x-docs-decision";

/// What a difference says about our spec.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Finding {
    /// It says something else, or more.
    Wrong,
    /// It lacks something.
    Incomplete,
    /// It is meant: a decision stands beside it.
    Known,
}

/// A difference, what it says about our spec, and the decision that explains it.
#[derive(Clone, Debug)]
pub struct Difference {
    /// What it says about our spec.
    pub finding: Finding,
    /// The difference: its old side is the vendor's document, its new side ours.
    pub change: Change,
    /// Why ours is as it is.
    pub decision: Option<String>,
}

/// Holds our document against the vendor's. Operations that ours does not have, names of operations and components, and
/// texts are left out.
#[must_use]
pub fn against(vendor: &Document, ours: &Document) -> Vec<Difference> {
    let side = Side { root: &ours.value };
    let own: BTreeSet<String> = super::users::Users::of(side).all().iter().map(|name| form(name)).collect();
    let mut found: Vec<Difference> = compare(vendor, ours)
        .into_iter()
        .filter(|change| change.wire > Wire::Documentation && !is_name(change.rule.id))
        .filter(|change| change.operations.iter().any(|name| own.contains(&form(name))))
        .map(|change| {
            let decision = decision(side, &change);
            let finding = match (&decision, &change.new) {
                (Some(_), _) => Finding::Known,
                (None, None) => Finding::Incomplete,
                (None, Some(_)) => Finding::Wrong,
            };
            Difference { finding, change, decision }
        })
        .collect();
    found.sort_by_key(|difference| difference.finding);
    found
}

/// A path without the names of its parameters.
fn form(operation: &str) -> String {
    let mut inside = false;
    operation
        .chars()
        .filter(|c| {
            let keep = !inside || *c == '}';
            inside = match c {
                '{' => true,
                '}' => false,
                _ => inside,
            };
            keep
        })
        .collect()
}

/// Rules for what things are called and how the document is laid out: the two documents need not agree there.
fn is_name(rule: &str) -> bool {
    [
        "component-",
        "operation-id-",
        "path-parameter-",
        "reference-",
        "inline-",
        "composition-",
        "part-",
        "security-",
    ]
    .iter()
    .any(|prefix| rule.starts_with(prefix))
}

/// The decision beside the element, or the nearest one around it within its operation or component. Where ours lacks
/// the element, the place where it would stand counts.
fn decision(side: Side<'_>, change: &Change) -> Option<String> {
    let mut at = match &change.new {
        Some(spot) => Some(spot.pointer.clone()),
        None => change.annotation_pointer(side),
    };
    while let Some(here) = at {
        let text = side.get(&here).and_then(|node| node.get(DECISION)).and_then(Value::as_str);
        if let Some(text) = text {
            return Some(text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        let place = Place::of(side, &here);
        if place.property.is_none() && place.component.is_some() && here.as_str().matches('/').count() <= 3 {
            return None;
        }
        at = here.parent();
    }
    None
}

impl Change {
    /// The node of the new document that is nearest to what it no longer has.
    fn annotation_pointer(&self, side: Side<'_>) -> Option<Pointer> {
        let mut at = self.old.as_ref().map(|spot| spot.pointer.clone());
        while let Some(here) = at {
            if side.get(&here).is_some() {
                return Some(here);
            }
            at = here.parent();
        }
        None
    }
}

/// The differences as a page for people.
#[must_use]
pub fn page(differences: &[Difference], vendor: &str) -> String {
    let mut page = String::new();
    for (finding, title) in [
        (Finding::Wrong, "Says something else than the vendor"),
        (Finding::Incomplete, "Lacks what the vendor has"),
        (Finding::Known, "Differs knowingly"),
    ] {
        let group: Vec<&Difference> = differences.iter().filter(|one| one.finding == finding).collect();
        let _ = writeln!(page, "{title}: {}", group.len());
        for Difference { change, decision, .. } in group {
            let line = change.annotation.map(|line| format!(" (line {line})")).unwrap_or_default();
            let text = format!("{}: {}{line}", change.place, super::report::happened(change));
            let _ = writeln!(page, "  {}", one_line(&text));
            if let Some(decision) = decision {
                let _ = writeln!(page, "    decided: {}", one_line(decision));
            }
        }
    }
    let vendor = one_line(vendor);
    let _ = writeln!(
        page,
        "The vendor's document is {vendor}; what is added or removed is so from its side to ours."
    );
    page
}
