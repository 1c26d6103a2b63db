//! For programs. `diff-report.schema.json` describes it, and a test holds the two together.

use serde_json::{Value, json};

use super::Report;
use crate::{Change, RustApi, Spot};
use specwright_document::inert::unseen;

/// The version of the form. A new member keeps it; a member that goes, or means something else, raises it.
pub const VERSION: u32 = 1;

/// The report as JSON, with a line end behind it.
#[must_use]
pub fn page(report: &Report) -> String {
    let (wire, _) = report.verdicts();
    let rust = match &report.api {
        RustApi::Compared { code_changed } => json!({
            "verdict": report.verdicts().1, "code_changed": code_changed,
        }),
        RustApi::Unknown { reason } => json!({ "verdict": "unknown", "reason": reason }),
    };
    let releases: Vec<Value> = report
        .releases
        .iter()
        .map(|release| {
            json!({
                "crate": release.name, "bump": release.bump.word(), "now": release.now, "next": release.next,
            })
        })
        .collect();
    let page = json!({
        "version": VERSION,
        "base": report.base,
        "head": report.head,
        "wire": if report.changes.is_empty() { "none" } else { wire },
        "rust": rust,
        "changes": report.changes.iter().map(change).collect::<Vec<_>>(),
        "releases": releases,
    });
    escaped(&format!("{page:#}")) + "\n"
}

/// What is not seen stands inside of strings only, where JSON has another way to write it.
fn escaped(page: &str) -> String {
    let write = |c: char| {
        if c != '\n' && unseen(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() }
    };
    page.chars().map(write).collect()
}

fn change(change: &Change) -> Value {
    let items: Vec<Value> = change
        .rust
        .iter()
        .map(|item| {
            json!({
                "item": item.item, "before": item.before, "after": item.after, "verdict": item.verdict.word(),
            })
        })
        .collect();
    json!({
        "fingerprint": change.fingerprint,
        "rule": change.rule.id,
        "place": change.place,
        "subject": change.subject,
        "says": change.rule.says,
        "why": change.rule.why,
        "direction": change.direction.word(),
        "wire": change.wire.word(),
        "rust": change.rust_verdict().word(),
        "items": items,
        "old": end(change.old.as_ref(), change.old_value.as_ref()),
        "new": end(change.new.as_ref(), change.new_value.as_ref()),
        "operations": change.operations,
        "accepted": change.accepted,
    })
}

fn end(spot: Option<&Spot>, value: Option<&Value>) -> Value {
    spot.map_or(
        Value::Null,
        |spot| json!({ "pointer": spot.pointer.as_str(), "line": spot.line, "value": value }),
    )
}
