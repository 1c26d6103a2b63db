use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Walk, operations::member};
use crate::{
    ledger::{Entry, Sense},
    side::Located,
};
use specwright_document::Pointer;

/// Schemes that are asked for together, each with its scopes.
type Needs<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

impl<'a> Walk<'a> {
    /// What an operation asks for, itself or by what the document says for all.
    pub(super) fn security(&mut self, old: &Located<'a>, new: &Located<'a>) {
        let own = [member(old, "security"), member(new, "security")];
        if own.iter().any(Option::is_some) {
            let before = own[0].as_ref().map(|node| node.1).or_else(|| self.old.root.get("security"));
            let after = own[1].as_ref().map(|node| node.1).or_else(|| self.new.root.get("security"));
            self.compare_security([before, after], [own[0].as_ref(), own[1].as_ref()], &new.0);
        }
    }

    /// What the document says for all operations.
    pub(super) fn security_for_all(&mut self) {
        let root = Pointer::root();
        let nodes = [self.old, self.new].map(|side| member(&(root.clone(), side.root), "security"));
        let values = [nodes[0].as_ref().map(|node| node.1), nodes[1].as_ref().map(|node| node.1)];
        self.compare_security(values, [nodes[0].as_ref(), nodes[1].as_ref()], &root);
    }

    fn compare_security(
        &mut self,
        values: [Option<&Value>; 2],
        nodes: [Option<&Located<'a>>; 2],
        home: &Pointer,
    ) {
        let [before, after] = values.map(alternatives);
        let unmet = |these: &[Needs<'_>], those: &[Needs<'_>]| {
            these.iter().any(|one| !those.iter().any(|other| satisfies(one, other)))
        };
        let mut rules = Vec::new();
        if unmet(&before, &after) {
            rules.push("security-tightened");
        }
        if unmet(&after, &before) {
            rules.push("security-loosened");
        }
        if rules.is_empty() && nodes[0].map(|node| node.1) != nodes[1].map(|node| node.1) {
            rules.push("security-restated");
        }
        for rule in rules {
            self.ledger.record(Entry::new(rule, Sense::Whole).nodes(nodes[0], nodes[1]).home(home.clone()));
        }
    }

    pub(super) fn compare_schemes(&mut self, old: &Located<'a>, new: &Located<'a>) {
        for key in ["type", "in", "name", "scheme"] {
            self.keyword("security-scheme-changed", Sense::Whole, old, new, key);
        }
        for key in ["flows", "openIdConnectUrl", "bearerFormat"] {
            self.keyword("security-scheme-details-changed", Sense::Whole, old, new, key);
        }
    }
}

/// The alternatives, of which one is enough. None at all is one that asks for nothing.
fn alternatives(security: Option<&Value>) -> Vec<Needs<'_>> {
    let list = security.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object);
    let mut found: Vec<Needs<'_>> = list
        .map(|needs| {
            needs
                .iter()
                .map(|(scheme, value)| {
                    let scopes = value.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                    (scheme.as_str(), scopes)
                })
                .collect()
        })
        .collect();
    if found.is_empty() {
        found.push(Needs::new());
    }
    found
}

/// Whether who has what the one asks for has what the other asks for.
fn satisfies(one: &Needs<'_>, other: &Needs<'_>) -> bool {
    other.iter().all(|(scheme, scopes)| one.get(scheme).is_some_and(|had| scopes.is_subset(had)))
}
