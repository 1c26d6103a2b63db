use serde_json::Value;

use super::Context;
use crate::{
    ledger::Entry,
    side::{Located, View, items, members},
    walk::Walk,
};

/// Keywords that hold one schema, which values must satisfy besides all else. (`not` turns its own round, and `if` picks
/// one of two.)
const ONE: [&str; 5] =
    ["contains", "propertyNames", "unevaluatedItems", "unevaluatedProperties", "contentSchema"];

/// Keywords that hold a schema for each name.
const NAMED: [&str; 2] = ["patternProperties", "dependentSchemas"];

/// Keywords that only ever restrict, and that are compared here.
pub(super) const CONSTRAINTS: [&str; 13] = [
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
    "patternProperties",
    "dependentSchemas",
    "dependentRequired",
    "prefixItems",
];

impl<'a> Walk<'a> {
    pub(super) fn constraints(&mut self, old: &View<'a>, new: &View<'a>, context: Context) {
        for key in ONE {
            match (old.find(key), new.find(key)) {
                (Some(one), Some(other)) if one.1.is_object() && other.1.is_object() => {
                    self.schema_at(&one, &other, context.inside());
                }
                (one, other) => self.constraint(key, [one, other], (old, new), context),
            }
        }
        for key in NAMED {
            let [before, after] = [old, new].map(|view| entries(view, key));
            for (name, one) in &before {
                match after.iter().find(|(other, _)| other == name) {
                    Some((_, other)) => self.schema_at(one, other, context.property()),
                    None => self.constraint(name, [Some(one.clone()), None], (old, new), context),
                }
            }
            for (name, other) in
                after.iter().filter(|(name, _)| !before.iter().any(|(known, _)| known == name))
            {
                self.constraint(name, [None, Some(other.clone())], (old, new), context);
            }
        }
        self.dependent(old, new, context);
        self.tuple(old, new, context);
        self.constraint("not", [old.find("not"), new.find("not")], (old, new), context);
        self.condition(old, new, context);
    }

    /// A schema that comes, goes, or became another one as a whole.
    #[allow(clippy::needless_pass_by_value, reason = "callers make them for this call")]
    fn constraint(
        &mut self,
        about: &str,
        nodes: [Option<Located<'a>>; 2],
        (old, new): (&View<'a>, &View<'a>),
        context: Context,
    ) {
        let binds = |node: &Option<Located<'a>>| {
            node.as_ref().is_some_and(|(_, value)| {
                *value != &Value::Bool(true) && value.as_object().is_none_or(|node| !node.is_empty())
            })
        };
        let refuses = |node: &Option<Located<'a>>| {
            node.as_ref().is_some_and(|(_, value)| *value == &Value::Bool(false))
        };
        let rule = match (binds(&nodes[0]), binds(&nodes[1])) {
            (false, true) => "constraint-added",
            (true, false) => "constraint-dropped",
            (true, true) if refuses(&nodes[1]) && !refuses(&nodes[0]) => "constraint-added",
            (true, true) if refuses(&nodes[0]) && !refuses(&nodes[1]) => "constraint-dropped",
            (true, true) if nodes[0].as_ref().map(|node| node.1) != nodes[1].as_ref().map(|node| node.1) => {
                "keyword-changed"
            }
            _ => return,
        };
        let home = super::home(old, new, nodes[1].as_ref().or(nodes[0].as_ref()), nodes[1].is_some());
        let entry = Entry::new(rule, context.sense).nodes(nodes[0].as_ref(), nodes[1].as_ref());
        self.ledger.record(entry.about(about).home(home));
    }

    /// Names that are required once another one is there.
    fn dependent(&mut self, old: &View<'a>, new: &View<'a>, context: Context) {
        let [before, after] = [old, new].map(|view| {
            let all = entries(view, "dependentRequired");
            let pair = |(name, (at, list)): (&'a str, Located<'a>)| {
                items(&at, Some(list)).into_iter().map(move |item| (name, item)).collect::<Vec<_>>()
            };
            all.into_iter().flat_map(pair).collect::<Vec<_>>()
        });
        let told = |(name, (_, needs)): &(&str, Located<'a>)| {
            format!("{name} → {}", needs.as_str().unwrap_or_default())
        };
        for one in before.iter().filter(|one| !after.iter().any(|other| told(one) == told(other))) {
            self.constraint(&told(one), [Some(one.1.clone()), None], (old, new), context);
        }
        for other in after.iter().filter(|other| !before.iter().any(|one| told(one) == told(other))) {
            self.constraint(&told(other), [None, Some(other.1.clone())], (old, new), context);
        }
    }

    /// The first items of a list, each with a schema of its own.
    fn tuple(&mut self, old: &View<'a>, new: &View<'a>, context: Context) {
        let [before, after] = [old, new].map(|view| {
            view.find("prefixItems").map(|(at, list)| items(&at, Some(list))).unwrap_or_default()
        });
        for index in 0..before.len().max(after.len()) {
            match (before.get(index), after.get(index)) {
                (Some(one), Some(other)) => self.schema_at(one, other, context.inside()),
                (one, other) => {
                    let about = format!("item {}", index + 1);
                    self.constraint(&about, [one.cloned(), other.cloned()], (old, new), context);
                }
            }
        }
    }

    /// `if`, and what then must hold, or else: one constraint.
    fn condition(&mut self, old: &View<'a>, new: &View<'a>, context: Context) {
        const KEYS: [&str; 3] = ["if", "then", "else"];
        let [before, after] = [old.find("if"), new.find("if")];
        match (&before, &after) {
            (Some(one), Some(other)) if one.1 == other.1 => {
                for key in ["then", "else"] {
                    match (old.find(key), new.find(key)) {
                        (Some(one), Some(other)) => self.schema_at(&one, &other, context.inside()),
                        ends => self.constraint(key, ends.into(), (old, new), context),
                    }
                }
            }
            (Some(_), Some(_)) => {
                for key in KEYS {
                    self.whole_keyword("keyword-changed", old, new, key, context);
                }
            }
            (None, None) => {}
            _ => {
                let all = |view: &View<'a>| {
                    KEYS.into_iter().filter_map(|key| Some(view.find(key)?.0)).collect::<Vec<_>>()
                };
                self.ledger.claim_all(all(old), all(new));
                self.constraint("if", [before, after], (old, new), context);
            }
        }
    }
}

fn entries<'a>(view: &View<'a>, key: &str) -> Vec<(&'a str, Located<'a>)> {
    view.find(key).map(|(at, value)| members(&at, Some(value))).unwrap_or_default()
}
