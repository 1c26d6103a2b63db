//! Annotations at file and line, as a GitHub workflow prints them.

use std::fmt::Write;

use super::{Report, words::happened};
use crate::{Rust, Wire};
use specwright_document::inert::one_line;

/// One line for each change, in the order of the report.
#[must_use]
pub fn page(report: &Report, file: &str) -> String {
    let mut page = String::new();
    for change in &report.changes {
        let level = match (change.wire, change.rust_verdict()) {
            _ if change.accepted.is_some() => "notice",
            (Wire::Breaking, _) | (_, Rust::Breaking) => "error",
            (Wire::Warning, _) => "warning",
            _ => "notice",
        };
        let line = change.annotation.map(|line| format!(",line={line}")).unwrap_or_default();
        let verdict = format!("wire {}, Rust {}", change.wire.word(), change.rust_verdict().word());
        let message = format!("{}: {} ({verdict})", change.place, happened(change));
        let _ = writeln!(
            page,
            "::{level} file={}{line},title={}::{}",
            property(file),
            property(change.rule.id),
            message_text(&message)
        );
    }
    page
}

fn message_text(text: &str) -> String {
    one_line(text).replace('%', "%25")
}

fn property(text: &str) -> String {
    message_text(text).replace(':', "%3A").replace(',', "%2C")
}
