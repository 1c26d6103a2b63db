use serde_json::Value;

use super::Context;
use crate::{ledger::Entry, side::View, walk::Walk};

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
                continue;
            }
            let rule = match (before, after) {
                (None, _) => "limit-added",
                (_, None) => "limit-dropped",
                (Some(before), Some(after)) if is_tighter(before, after, bound) => "limit-tightened",
                _ => "limit-loosened",
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
            self.whole_keyword(rule, old, new, key, context);
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

/// The number, and whether it is itself outside. What is true of every value anyway is no limit.
fn limit(view: &View<'_>, key: &str) -> Option<(f64, bool)> {
    let own = view.find(key).and_then(|(_, value)| value.as_f64());
    let limit = match exclusive(key).and_then(|key| view.find(key)) {
        Some((_, Value::Bool(true))) => own.map(|own| (own, true)),
        Some((_, Value::Number(number))) => number.as_f64().map(|number| (number, true)),
        _ => own.map(|own| (own, false)),
    };
    let always = matches!(key, "minLength" | "minItems" | "minProperties");
    limit.filter(|(number, _)| !always || *number > 0.0)
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
