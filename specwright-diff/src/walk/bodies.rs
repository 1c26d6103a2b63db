use super::{Walk, flag, operations::member};
use crate::{
    context::{Context, Text},
    ledger::{Entry, Sense},
    side::{Located, View, members},
};

impl<'a> Walk<'a> {
    pub(super) fn request_body(&mut self, old: &Located<'a>, new: &Located<'a>) {
        let [before, after] = [old, new].map(|operation| member(operation, "requestBody"));
        let sense = self.way(Sense::Request);
        match (before, after) {
            (Some(before), Some(after)) => {
                self.follow(&before, &after, sense, |walk, before, after| {
                    if walk.first("body", &before.0, &after.0, sense) {
                        walk.compare_bodies(before, after, sense);
                    }
                });
            }
            (Some(before), None) => {
                let node = self.old.resolve(before.0.clone(), before.1);
                let rule = if flag(node.1, "required") {
                    "request-body-removed-required"
                } else {
                    "request-body-removed-optional"
                };
                self.ledger.record(Entry::new(rule, sense).nodes(Some(&before), None));
            }
            (None, Some(after)) => {
                let node = self.new.resolve(after.0.clone(), after.1);
                let rule = if flag(node.1, "required") {
                    "request-body-added-required"
                } else {
                    "request-body-added-optional"
                };
                self.ledger.record(Entry::new(rule, sense).nodes(None, Some(&after)));
            }
            (None, None) => {}
        }
    }

    pub(super) fn compare_bodies(&mut self, old: &Located<'a>, new: &Located<'a>, sense: Sense) {
        self.required(old, new, sense, ["request-body-became-required", "request-body-became-optional"]);
        self.content(old, new, sense);
    }

    /// The media types of a body, a response, a parameter or a header.
    pub(super) fn content(&mut self, old: &Located<'a>, new: &Located<'a>, sense: Sense) {
        let [mut before, mut after] =
            [old, new].map(|(at, value)| members(&at.child("content"), value.get("content")));
        for same in [|a: &str, b: &str| a == b, |a: &str, b: &str| relation(a, b).is_some()] {
            before.retain(|(name, one)| {
                let Some(index) = after.iter().position(|(other, _)| same(name, other)) else { return true };
                let (other, two) = after.remove(index);
                self.media((*name, one), (other, &two), sense);
                false
            });
        }
        for (name, node) in before {
            self.ledger.record(
                Entry::new("media-type-removed", sense)
                    .nodes(Some(&node), None)
                    .about(name)
                    .home(old.0.clone()),
            );
        }
        for (name, node) in after {
            self.ledger.record(
                Entry::new("media-type-added", sense)
                    .nodes(None, Some(&node))
                    .about(name)
                    .home(new.0.clone()),
            );
        }
    }

    fn media(&mut self, old: (&str, &Located<'a>), new: (&str, &Located<'a>), sense: Sense) {
        let ((old_name, old), (new_name, new)) = (old, new);
        if let Some(rule) = relation(old_name, new_name).filter(|_| old_name != new_name) {
            let mut entry =
                Entry::new(rule, sense).nodes(Some(old), Some(new)).about(format!("{old_name} → {new_name}"));
            (entry.old_value, entry.new_value) = (Some(old_name.into()), Some(new_name.into()));
            self.ledger.record(entry);
            self.ledger.pair(&old.0, &new.0);
        }
        self.keyword("part-encoding-changed", sense, old, new, "encoding");
        let json = new_name.contains("json") && old_name.contains("json");
        let text = if json { Text::Nothing } else { Text::Everything };
        self.typed(
            old,
            new,
            Context { sense, text, exploded: false, optional_parameter: false, always: false },
        );
    }

    /// The schema of a media type, a parameter or a header.
    pub(super) fn typed(&mut self, old: &Located<'a>, new: &Located<'a>, context: Context) {
        let entry = |rule| Entry::new(rule, context.sense).home(new.0.clone());
        match (member(old, "schema"), member(new, "schema")) {
            (Some(before), Some(after)) => self.schema_at(&before, &after, context),
            (Some(before), None) if says_something(&View::of(self.old, &before.0, before.1)) => {
                self.ledger.record(entry("media-type-schema-removed").nodes(Some(&before), None));
            }
            (None, Some(after)) if says_something(&View::of(self.new, &after.0, after.1)) => {
                self.ledger.record(entry("media-type-schema-added").nodes(None, Some(&after)));
            }
            _ => {}
        }
    }
}

fn says_something(view: &View<'_>) -> bool {
    view.parts.iter().any(|part| !part.node.is_empty())
}

/// How the second media type compares with the first, when they are of one family.
fn relation(old: &str, new: &str) -> Option<&'static str> {
    let [(old_type, old_subtype), (new_type, new_subtype)] = [split(old)?, split(new)?];
    if (&old_type, &old_subtype) == (&new_type, &new_subtype) {
        return Some("media-type-parameters-changed");
    }
    let holds = |wide: (&str, &str), narrow: (&str, &str)| {
        let suffix = narrow.1.rsplit_once('+').map(|(_, suffix)| suffix);
        wide.0 == "*" || (wide.0 == narrow.0 && (wide.1 == "*" || suffix == Some(wide.1)))
    };
    if holds((&new_type, &new_subtype), (&old_type, &old_subtype)) {
        return Some("media-type-widened");
    }
    holds((&old_type, &old_subtype), (&new_type, &new_subtype)).then_some("media-type-narrowed")
}

fn split(name: &str) -> Option<(String, String)> {
    let essence = name.split(';').next().unwrap_or(name).trim().to_lowercase();
    essence.split_once('/').map(|(kind, subtype)| (kind.to_owned(), subtype.to_owned()))
}
