use serde_json::Value;

use super::{Context, kinds::types};
use crate::{
    ledger::Entry,
    side::{Part, View},
    walk::Walk,
};

/// Which way a limit restricts.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Bound {
    Upper,
    Lower,
}

const LIMITS: [(&str, Bound); 8] = [
    ("maximum", Bound::Upper),
    ("minimum", Bound::Lower),
    ("maxLength", Bound::Upper),
    ("minLength", Bound::Lower),
    ("maxItems", Bound::Upper),
    ("minItems", Bound::Lower),
    ("maxProperties", Bound::Upper),
    ("minProperties", Bound::Lower),
];

impl<'a> Walk<'a> {
    pub(super) fn limits(&mut self, old: &View<'a>, new: &View<'a>, context: Context) {
        for (key, bound) in LIMITS {
            let [before, after] = [old, new].map(|view| limit(view, key));
            if before == after {
                self.note_limit("limit-restated", old, new, key, context);
                continue;
            }
            let rule = match (before, after, applies(key, old) || applies(key, new)) {
                (None, _, true) => "limit-added",
                (_, None, true) => "limit-dropped",
                (Some(before), Some(after), true) if is_tighter(before, after, bound) => "limit-tightened",
                (_, _, true) => "limit-loosened",
                (Some(_), None, false) => "idle-limit-loosened",
                (Some(before), Some(after), false) if !is_tighter(before, after, bound) => {
                    "idle-limit-loosened"
                }
                (_, _, false) => "idle-limit-tightened",
            };
            self.note_limit(rule, old, new, key, context);
        }
        self.multiple(old, new, context);
        self.unique(old, new, context);
        self.pattern(old, new, context);
    }

    /// A limit may stand in two keywords: the number, and whether it is itself allowed.
    fn note_limit(
        &mut self,
        rule: &'static str,
        old: &View<'a>,
        new: &View<'a>,
        key: &str,
        context: Context,
    ) {
        for key in [Some(key), exclusive(key)].into_iter().flatten() {
            let value = |view: &View<'a>| view.find(key).map(|(_, value)| value);
            let silent = |value: Option<&Value>| value.is_none_or(|value| *value == Value::Bool(false));
            if value(old) != value(new) && !(silent(value(old)) && silent(value(new))) {
                self.note(rule, old, new, key, context);
            }
        }
    }

    fn multiple(&mut self, old: &View<'a>, new: &View<'a>, context: Context) {
        let number = |view: &View<'a>| view.find("multipleOf").and_then(|(_, value)| value.as_f64());
        let divides = |part: f64, whole: f64| part != 0.0 && (whole / part).fract() == 0.0;
        let rule = match (number(old), number(new)) {
            (before, after) if before == after => return,
            (None, _) => "limit-added",
            (_, None) => "limit-dropped",
            (Some(before), Some(after)) if divides(after, before) => "limit-loosened",
            _ => "limit-tightened",
        };
        self.note(rule, old, new, "multipleOf", context);
    }

    fn unique(&mut self, old: &View<'a>, new: &View<'a>, context: Context) {
        match (old.flag("uniqueItems"), new.flag("uniqueItems")) {
            (false, true) => self.note("limit-tightened", old, new, "uniqueItems", context),
            (true, false) => self.note("limit-loosened", old, new, "uniqueItems", context),
            _ => {}
        }
    }

    fn pattern(&mut self, old: &View<'a>, new: &View<'a>, context: Context) {
        let pattern = |view: &View<'a>| view.find("pattern").and_then(|(_, value)| value.as_str());
        let rule = match (pattern(old), pattern(new)) {
            (before, after) if before == after => return,
            (None, _) => "pattern-added",
            (_, None) => "pattern-dropped",
            (Some(before), Some(after))
                if is_any(after) || (!is_any(before) && before == unanchored(after)) =>
            {
                "pattern-dropped"
            }
            (Some(before), Some(_)) if is_any(before) => "pattern-added",
            _ => "pattern-changed",
        };
        let nodes = [old.find("pattern"), new.find("pattern")];
        let home = super::home(old, new, nodes[1].as_ref().or(nodes[0].as_ref()), nodes[1].is_some());
        let entry = Entry::new(rule, context.sense).nodes(nodes[0].as_ref(), nodes[1].as_ref());
        self.ledger.record(entry.home(home));
    }
}

/// Whether a pattern matches every text.
fn is_any(pattern: &str) -> bool {
    matches!(pattern, "" | ".*" | "^.*$" | "^.*" | ".*$")
}

/// The pattern as it was before something was allowed behind it.
fn unanchored(pattern: &str) -> &str {
    pattern.strip_suffix(".*").unwrap_or("\0")
}

/// The number, and whether it is itself outside: of several, the one that restricts most. What is true of every value
/// anyway is no limit.
pub(super) fn limit(view: &View<'_>, key: &str) -> Option<(f64, bool)> {
    let bound = LIMITS.iter().find(|(known, _)| *known == key).map(|(_, bound)| *bound)?;
    let in_part = |part: &Part<'_>| {
        let own = part.node.get(key).and_then(Value::as_f64);
        match exclusive(key).and_then(|key| part.node.get(key)) {
            Some(Value::Bool(true)) => own.map(|own| (own, true)),
            Some(Value::Number(number)) => {
                let outside = number.as_f64().map(|number| (number, true));
                match (own.map(|own| (own, false)), outside) {
                    (Some(own), Some(outside)) if is_tighter(outside, own, bound) => Some(own),
                    (own, outside) => outside.or(own),
                }
            }
            _ => own.map(|own| (own, false)),
        }
    };
    let always = matches!(key, "minLength" | "minItems" | "minProperties");
    let limits = view.parts.iter().filter_map(in_part).filter(|(number, _)| !always || *number > 0.0);
    limits.reduce(|one, other| if is_tighter(one, other, bound) { other } else { one })
}

/// Whether values of these types can be within a limit at all: the length of a list is not limited by `maxLength`.
fn applies(key: &str, view: &View<'_>) -> bool {
    let kinds: &[&str] = match key {
        "maximum" | "minimum" => &["number", "integer"],
        "maxLength" | "minLength" => &["string"],
        "maxItems" | "minItems" => &["array"],
        _ => &["object"],
    };
    let types = types(view);
    types.is_empty() || types.iter().any(|kind| kinds.contains(kind))
}

fn exclusive(key: &str) -> Option<&'static str> {
    match key {
        "maximum" => Some("exclusiveMaximum"),
        "minimum" => Some("exclusiveMinimum"),
        _ => None,
    }
}

fn is_tighter((before, out_before): (f64, bool), (after, out_after): (f64, bool), bound: Bound) -> bool {
    let further = if bound == Bound::Upper { after < before } else { after > before };
    further || (after.total_cmp(&before).is_eq() && out_after && !out_before)
}
