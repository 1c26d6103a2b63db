use super::{
    Context, Text,
    enums::constants,
    kinds::{own, plain_choice, value},
};
use crate::{
    Wire,
    align::align,
    ledger::{Entry, Sense},
    rules::rule,
    side::{Located, Part, View, items},
    walk::Walk,
};

impl<'a> Walk<'a> {
    /// Compares the alternatives of `oneOf` and `anyOf`, and how one of them is picked.
    pub(super) fn choices(&mut self, old: &View<'a>, new: &View<'a>, context: Context) {
        self.whole_keyword("discriminator-changed", old, new, "discriminator", context);
        let plain = [plain_choice(old), plain_choice(new)];
        let [before, after] = [choice(old), choice(new)];
        match (&before, &after) {
            (Some(one), Some(other)) if plain.iter().any(Option::is_none) => {
                self.alternatives(one, other, (old, new), context);
            }
            (None, Some(other)) if plain[1].is_none() => self.introduced(old, new, other, context, true),
            (Some(one), None) if plain[0].is_none() => self.introduced(new, old, one, context, false),
            _ => {}
        }
    }

    /// Whether one of the two is nothing but a choice, and the other is none: there is no more to compare.
    pub(super) fn wrapped(&mut self, old: &View<'a>, new: &View<'a>, context: Context) -> bool {
        let only = |view: &View<'a>| {
            let told = |part: &Part<'a>| {
                part.node.iter().all(|(key, value)| {
                    matches!(key.as_str(), "oneOf" | "anyOf" | "discriminator")
                        || super::is_silent(key, value)
                })
            };
            choice(view).filter(|_| plain_choice(view).is_none() && view.parts.iter().all(told))
        };
        match (choice(old), choice(new), only(old), only(new)) {
            (None, _, _, Some(other)) if !super::is_anything(old) => {
                self.introduced(old, new, &other, context, true);
            }
            (_, None, Some(one), _) if !super::is_anything(new) => {
                self.introduced(new, old, &one, context, false);
            }
            _ => return false,
        }
        self.ledger.claim_all(own(old), own(new));
        true
    }

    fn alternatives(
        &mut self,
        one: &Located<'a>,
        other: &Located<'a>,
        (old, new): (&View<'a>, &View<'a>),
        context: Context,
    ) {
        let [before, after] = [one, other].map(|node| items(&node.0, Some(node.1)));
        let values = |list: &[Located<'a>]| list.iter().map(|(_, value)| *value).collect::<Vec<_>>();
        let home = super::home(old, new, Some(other), true);
        // Of `oneOf`, a value that two alternatives allow is none.
        let any = [one, other].iter().all(|node| node.0.last().as_deref() == Some("anyOf"));
        for pair in align(&values(&before), &values(&after)) {
            let ends =
                (pair.0.and_then(|index| before.get(index)), pair.1.and_then(|index| after.get(index)));
            match ends {
                (Some(one), Some(other)) => self.schema_at(one, other, context.inside()),
                (Some(gone), None) => {
                    let known = after.iter().any(|kept| any && self.alike(gone, kept));
                    let rule = if known { "same-alternative-removed" } else { "alternative-removed" };
                    let entry = Entry::new(rule, context.sense).nodes(Some(gone), None);
                    self.ledger.record(entry.about(label(gone)).home(home.clone()));
                }
                (None, Some(added)) => {
                    let known = before.iter().any(|one| any && self.alike(one, added));
                    let rule = if known { "same-alternative-added" } else { "alternative-added" };
                    let entry = Entry::new(rule, context.sense).nodes(None, Some(added));
                    self.ledger.record(entry.about(label(added)).home(home.clone()));
                }
                (None, None) => {}
            }
        }
        if one.0.last() != other.0.last() {
            self.ledger.pair(&one.0, &other.0);
            self.whole_keyword("keyword-changed", old, new, &one.0.last().unwrap_or_default(), context);
        }
    }

    /// A schema became a choice (or, with the two exchanged, ceased to be one): a wider one when it is one of the
    /// alternatives itself.
    fn introduced(
        &mut self,
        plain: &View<'a>,
        chosen: &View<'a>,
        choice: &Located<'a>,
        context: Context,
        forward: bool,
    ) {
        let branches = items(&choice.0, Some(choice.1));
        let side = if forward { self.new } else { self.old };
        let one_of_them = branches.iter().any(|(at, value)| {
            let branch = View::of(side, at, value);
            if forward { self.equal(plain, &branch) } else { self.equal(&branch, plain) }
        });
        let rule = match (one_of_them, forward) {
            (true, true) => "alternative-added",
            (true, false) => "alternative-removed",
            (false, true) => "choice-introduced",
            (false, false) => "choice-dissolved",
        };
        let home = if forward { chosen.at.clone() } else { plain.at.clone() };
        let mut entry = Entry::new(rule, context.sense).home(home);
        entry = if forward { entry.nodes(None, Some(choice)) } else { entry.nodes(Some(choice), None) };
        *(if forward { &mut entry.old_value } else { &mut entry.new_value }) = value(plain);
        self.ledger.record(entry);
    }

    fn alike(&mut self, old: &Located<'a>, new: &Located<'a>) -> bool {
        let views = [View::of(self.old, &old.0, old.1), View::of(self.new, &new.0, new.1)];
        self.equal(&views[0], &views[1])
    }

    /// Whether two schemas allow the same values.
    fn equal(&mut self, old: &View<'a>, new: &View<'a>) -> bool {
        let mut trial = Walk { renamed: self.renamed.clone(), ..Walk::new(self.old, self.new) };
        trial.schema(
            old,
            new,
            Context {
                sense: Sense::Request,
                text: Text::Nothing,
                exploded: false,
                optional_parameter: false,
                always: false,
            },
        );
        trial.drain();
        trial.ledger.entries.iter().all(|entry| {
            rule(entry.rule).is_some_and(|rule| rule.request <= Wire::Ok && rule.response <= Wire::Ok)
        })
    }
}

/// A `oneOf` or `anyOf` of more than one.
fn choice<'a>(view: &View<'a>) -> Option<Located<'a>> {
    let found = view.find("oneOf").or_else(|| view.find("anyOf"))?;
    if constants(view).is_some() {
        return None;
    }
    (items(&found.0, Some(found.1)).iter().filter(|(_, branch)| branch["type"] != "null").count() > 1)
        .then_some(found)
}

/// What people call an alternative.
fn label(branch: &Located<'_>) -> String {
    let text = |key: &str| branch.1.get(key).and_then(serde_json::Value::as_str);
    let name = text("$ref").map(|target| target.rsplit('/').next().unwrap_or(target));
    name.or_else(|| text("title")).or_else(|| text("type")).unwrap_or("unnamed").to_owned()
}
