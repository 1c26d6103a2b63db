//! For a terminal.

use std::fmt::Write;

use super::{
    Report, SECTIONS, Section,
    words::{count, direction, happened, item, lines},
};
use crate::{Change, Rust, RustApi, Wire};
use specwright_document::inert::{no_command, one_line};

/// Whether the page has colours.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Colour {
    /// It has.
    Always,
    /// It has none.
    Never,
}

/// Users of a component that are named; of more, only their number is told.
const NAMED: usize = 3;

/// The report as a page for a terminal.
#[must_use]
pub fn page(report: &Report, colour: Colour) -> String {
    let paint = Paint(colour);
    let mut page = String::new();
    let _ = writeln!(
        page,
        "{} → {}: {}",
        one_line(&report.base),
        one_line(&report.head),
        paint.bold(&report.counts())
    );
    for (section, title) in SECTIONS {
        let mut changes = report.section(section).peekable();
        if changes.peek().is_some() {
            let _ = writeln!(page, "\n{}", paint.bold(title));
        }
        for change in changes {
            line(&mut page, change, section, paint);
        }
    }
    tail(&mut page, report, paint);
    no_command(&page)
}

fn line(page: &mut String, change: &Change, section: Section, paint: Paint) {
    let text = format!("{}: {}", change.place, happened(change));
    let _ = writeln!(page, "  {}", paint.verdict(&one_line(&text), change));
    let mut facts: Vec<String> = direction(change).map(str::to_owned).into_iter().collect();
    facts.extend(lines(change));
    let users: Vec<&str> = change.operations.iter().map(String::as_str).collect();
    facts.extend(match &users[..] {
        [] => None,
        [only] if change.place.starts_with(only) => None,
        few if few.len() <= NAMED => Some(few.join(", ")),
        many => Some(count(many.len(), "operation")),
    });
    facts.push(format!("{} {}", change.rule.id, change.fingerprint));
    let _ = writeln!(page, "    {}", paint.dim(&one_line(&facts.join(" · "))));
    if section < Section::RustApi {
        let _ = writeln!(page, "    {}", paint.dim(change.rule.why));
    }
    for item_change in &change.rust {
        let verdict = item_change.verdict.word();
        let _ =
            writeln!(page, "    Rust, {verdict}: {}", item(item_change, |text| one_line(text).into_owned()));
    }
    if let Some(reason) = &change.accepted {
        let _ = writeln!(page, "    accepted: {}", one_line(reason));
    }
}

fn tail(page: &mut String, report: &Report, paint: Paint) {
    let (wire, rust) = report.verdicts();
    let _ = writeln!(page, "\nWire: {}. Rust: {}.", paint.bold(wire), paint.bold(rust));
    if let RustApi::Unknown { reason } = &report.api {
        let _ = writeln!(
            page,
            "The Rust verdict is unknown, since no code comes of one side: {}",
            one_line(reason)
        );
    }
    for release in &report.releases {
        let _ = writeln!(
            page,
            "{}: {} ({} → {})",
            release.name,
            paint.bold(release.bump.word()),
            release.now,
            release.next
        );
    }
}

#[derive(Clone, Copy)]
struct Paint(Colour);

impl Paint {
    fn with(self, code: &str, text: &str) -> String {
        match self.0 {
            Colour::Always => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            Colour::Never => text.to_owned(),
        }
    }

    fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    fn dim(self, text: &str) -> String {
        self.with("2", text)
    }

    fn verdict(self, text: &str, change: &Change) -> String {
        match (change.wire, change.rust_verdict()) {
            _ if change.accepted.is_some() => text.to_owned(),
            (Wire::Breaking, _) | (_, Rust::Breaking) => self.with("31", text),
            (Wire::Warning, _) => self.with("33", text),
            (Wire::Ok, _) | (_, Rust::Additive) => self.with("32", text),
            _ => text.to_owned(),
        }
    }
}
