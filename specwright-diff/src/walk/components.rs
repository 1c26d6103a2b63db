use serde_json::Value;

use super::Walk;
use crate::{
    context::{Context, Text},
    ledger::{Entry, Sense},
    place::{Kind, SECTIONS},
    side::{Located, members},
};
use specwright_document::Pointer;

impl<'a> Walk<'a> {
    /// Names of components, and what no operation has led to.
    pub(super) fn components(&mut self) {
        self.security_for_all();
        for (section, kind) in SECTIONS {
            let at = Pointer::root().child("components").child(section);
            let [before, after] = [self.old, self.new].map(|side| members(&at, side.get(&at)));
            self.identical(&before, &after);
            for (name, one) in &before {
                match after.iter().find(|(other, _)| other == name) {
                    Some((_, other)) => self.component(kind, one, other),
                    None => self.gone(kind, one),
                }
            }
            for (name, one) in &after {
                let known = before.iter().any(|(other, _)| other == name);
                if !known && !self.renamed.values().any(|renamed| *renamed == one.0) {
                    self.ledger.record(Entry::new("component-added", Sense::Unused).nodes(None, Some(one)));
                }
            }
        }
    }

    fn gone(&mut self, kind: Option<Kind>, one: &Located<'a>) {
        let Some(after) = self.renamed.get(&one.0).cloned() else {
            self.ledger.record(Entry::new("component-removed", Sense::Unused).nodes(Some(one), None));
            return;
        };
        let Some(value) = self.new.get(&after) else { return };
        let names = [one.0.last(), after.last()].map(Option::unwrap_or_default);
        let mut entry = Entry::new("component-renamed", Sense::Unused)
            .nodes(Some(one), Some(&(after.clone(), value)))
            .about(format!("{} → {}", names[0], names[1]));
        [entry.old_value, entry.new_value] = names.map(|name| Some(Value::from(name)));
        self.ledger.record(entry);
        self.ledger.pair(&one.0, &after);
        self.component(kind, one, &(after, value));
    }

    /// A component that nothing refers to has another name when another one reads the same.
    fn identical(&mut self, before: &[(&str, Located<'a>)], after: &[(&str, Located<'a>)]) {
        for (name, one) in before {
            let free = |other: &&(&str, Located<'a>)| {
                !before.iter().any(|(known, _)| *known == other.0)
                    && !self.renamed.values().any(|taken| *taken == other.1.0)
            };
            let gone = !after.iter().any(|(other, _)| other == name) && !self.renamed.contains_key(&one.0);
            let same = |other: &&(&str, Located<'a>)| free(other) && one.1 == other.1.1;
            let twins: Vec<_> = after.iter().filter(same).collect();
            if let ([twin], true) = (&twins[..], gone) {
                self.renamed.insert(one.0.clone(), twin.1.0.clone());
            }
        }
    }

    /// Compares two components, unless operations that use them already led there.
    fn component(&mut self, kind: Option<Kind>, old: &Located<'a>, new: &Located<'a>) {
        if kind == Some(Kind::SecurityScheme) {
            self.compare_schemes(old, new);
        }
        if self.met.contains(&old.0) {
            return;
        }
        let sense = Sense::Unused;
        if kind == Some(Kind::Schema) {
            let context = Context {
                sense,
                text: Text::Nothing,
                exploded: false,
                optional_parameter: false,
                always: false,
            };
            self.schema_at(old, new, context);
            return self.drain();
        }
        self.follow(old, new, sense, |walk, old, new| match kind {
            Some(Kind::Response) => walk.compare_responses(old, new, sense),
            Some(Kind::Parameter) => walk.compare_parameters(old, new, sense),
            Some(Kind::Body) => walk.compare_bodies(old, new, sense),
            Some(Kind::Header) => walk.compare_headers(old, new, sense),
            _ => {}
        });
    }
}
