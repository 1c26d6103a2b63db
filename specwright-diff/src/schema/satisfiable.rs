use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    Context,
    enums::closed,
    kinds::{own, value},
    limits::limit,
};
use crate::{ledger::Entry, side::View, walk::Walk};

impl<'a> Walk<'a> {
    /// Whether one of the two takes no value at all: then there is no more to compare.
    pub(super) fn satisfiable(&mut self, old: &View<'a>, new: &View<'a>, context: Context) -> bool {
        let rule = match (is_contradiction(old), is_contradiction(new)) {
            (false, true) => "became-unsatisfiable",
            (true, false) => "became-satisfiable",
            _ => return false,
        };
        let node = |view: &View<'a>| {
            ["enum", "const", "type", "allOf"].into_iter().find_map(|key| view.all(key).last())
        };
        let nodes = [node(old), node(new)];
        self.ledger.claim_all(own(old), own(new));
        let mut entry = Entry::new(rule, context.sense).nodes(nodes[0].as_ref(), nodes[1].as_ref());
        // Whatever else the two say belongs to this change.
        (entry.old_value, entry.new_value) = (value(old), value(new));
        self.ledger.record(entry.home(if new.parts.is_empty() { old.at.clone() } else { new.at.clone() }));
        true
    }
}

/// Whether what a schema asks for cannot all be had: several lists of values, or types, without a common one, or a lower
/// bound above the upper one.
fn is_contradiction(view: &View<'_>) -> bool {
    let crossed = [("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems")]
        .into_iter()
        .any(|(low, high)| match (limit(view, low), limit(view, high)) {
            (Some((low, low_out)), Some((high, high_out))) => {
                low > high || (low_out || high_out) && low >= high
            }
            _ => false,
        });
    let several = view.all("enum").chain(view.all("const")).count() > 1;
    crossed || no_type(view) || (several && closed(view).is_some_and(|values| values.is_empty()))
}

fn no_type(view: &View<'_>) -> bool {
    let mut common: Option<BTreeSet<&str>> = None;
    for (_, value) in view.all("type").filter(|(_, value)| value.is_string() || value.is_array()) {
        let here: BTreeSet<&str> = match value {
            Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
            value => value.as_str().into_iter().collect(),
        };
        common = Some(match common {
            None => here,
            Some(known) => known
                .into_iter()
                .filter(|kind| {
                    here.contains(kind)
                        || (*kind == "integer" && here.contains("number"))
                        || (*kind == "number" && here.contains("integer"))
                })
                .collect(),
        });
    }
    common.is_some_and(|common| common.is_empty())
}
