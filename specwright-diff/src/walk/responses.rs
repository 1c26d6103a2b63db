use super::{Walk, flag};
use crate::{
    context::{Context, Text},
    ledger::{Entry, Sense},
    side::{Located, members},
};
use specwright_document::is_success;

impl<'a> Walk<'a> {
    pub(super) fn responses(&mut self, old: &Located<'a>, new: &Located<'a>) {
        let sense = self.way(Sense::Response);
        let [before, after] = [old, new].map(|(at, value)| {
            let mut all = members(&at.child("responses"), value.get("responses"));
            all.retain(|(status, _)| !status.starts_with("x-"));
            all
        });
        for (status, one) in &before {
            if let Some((_, other)) = after.iter().find(|(other, _)| other == status) {
                self.follow(one, other, sense, |walk, one, other| {
                    if walk.first("response", &one.0, &other.0, sense) {
                        walk.compare_responses(one, other, sense);
                    }
                });
                continue;
            }
            let rule = if is_success(status) { "response-success-removed" } else { "response-error-removed" };
            self.ledger.record(Entry::new(rule, sense).nodes(Some(one), None));
        }
        for (status, one) in
            after.iter().filter(|(status, _)| !before.iter().any(|(other, _)| other == status))
        {
            let rule = if is_success(status) { "response-success-added" } else { "response-error-added" };
            self.ledger.record(Entry::new(rule, sense).nodes(None, Some(one)));
        }
    }

    pub(super) fn compare_responses(&mut self, old: &Located<'a>, new: &Located<'a>, sense: Sense) {
        self.headers(old, new, sense);
        self.content(old, new, sense);
        self.keyword("links-changed", sense, old, new, "links");
    }

    fn headers(&mut self, old: &Located<'a>, new: &Located<'a>, sense: Sense) {
        let [before, after] =
            [old, new].map(|(at, value)| members(&at.child("headers"), value.get("headers")));
        for (name, one) in &before {
            if let Some((known, other)) = after.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)) {
                if name != known {
                    let entry = Entry::new("header-case-changed", sense).nodes(Some(one), Some(other));
                    self.ledger.record(entry.about(format!("{name} → {known}")));
                }
                self.ledger.pair(&one.0, &other.0);
                self.follow(one, other, sense, |walk, one, other| {
                    if walk.first("header", &one.0, &other.0, sense) {
                        walk.compare_headers(one, other, sense);
                    }
                });
                continue;
            }
            let node = self.old.resolve(one.0.clone(), one.1);
            let rule =
                if flag(node.1, "required") { "header-removed-required" } else { "header-removed-optional" };
            self.ledger.record(Entry::new(rule, sense).nodes(Some(one), None));
        }
        for (name, one) in &after {
            if !before.iter().any(|(other, _)| other.eq_ignore_ascii_case(name)) {
                let node = self.new.resolve(one.0.clone(), one.1);
                let rule =
                    if flag(node.1, "required") { "header-added-required" } else { "header-added-optional" };
                self.ledger.record(Entry::new(rule, sense).nodes(None, Some(one)));
            }
        }
    }

    pub(super) fn compare_headers(&mut self, old: &Located<'a>, new: &Located<'a>, sense: Sense) {
        self.required(old, new, sense, ["header-became-required", "header-became-optional"]);
        self.typed(
            old,
            new,
            Context { sense, text: Text::Scalars, exploded: false, optional_parameter: false, always: false },
        );
        self.content(old, new, sense);
    }
}
