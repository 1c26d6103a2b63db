//! What was found, for people and for programs.

pub mod github;
pub mod json;
pub mod markdown;
pub mod text;
mod words;

use super::{Change, Rust, RustApi, Wire, bump::Release};
pub(super) use words::happened;

/// Everything there is to say about two documents.
#[derive(Clone, Debug)]
pub struct Report {
    /// What the old document is called.
    pub base: String,
    /// What the new document is called.
    pub head: String,
    /// The changes, the worst first.
    pub changes: Vec<Change>,
    /// What is known about the generated crate.
    pub api: RustApi,
    /// The versions that the changes ask for.
    pub releases: Vec<Release>,
}

/// Where a change stands in a report.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Section {
    Breaking,
    Warnings,
    RustApi,
    Additions,
    Documentation,
}

const SECTIONS: [(Section, &str); 5] = [
    (Section::Breaking, "Breaking"),
    (Section::Warnings, "Warnings"),
    (Section::RustApi, "Rust API"),
    (Section::Additions, "Additions"),
    (Section::Documentation, "Documentation"),
];

impl Report {
    fn section(&self, section: Section) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| section_of(change) == section)
    }

    /// How many changes there are of each kind, for the headline.
    fn counts(&self) -> String {
        let count = |one: &str, many: &str, section| match self.section(section).count() {
            0 => None,
            1 => Some(format!("1 {one}")),
            number => Some(format!("{number} {many}")),
        };
        let parts = [
            count("breaking", "breaking", Section::Breaking),
            count("warning", "warnings", Section::Warnings),
            count("breaks Rust code only", "break Rust code only", Section::RustApi),
            count("addition", "additions", Section::Additions),
            count("of documentation", "of documentation", Section::Documentation),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { "no change".to_owned() } else { parts.join(", ") }
    }

    /// The verdicts as a whole.
    fn verdicts(&self) -> (&'static str, &'static str) {
        let wire = self.changes.iter().map(|change| change.wire).max();
        let rust = self.changes.iter().map(Change::rust_verdict).max().unwrap_or(Rust::None);
        let rust = match self.api {
            RustApi::Compared { .. } => rust.word(),
            RustApi::Unknown { .. } => "unknown",
        };
        (wire.map_or("no change", Wire::word), rust)
    }
}

fn section_of(change: &Change) -> Section {
    match (change.wire, change.rust_verdict()) {
        (Wire::Breaking, _) => Section::Breaking,
        (Wire::Warning, _) => Section::Warnings,
        (_, Rust::Breaking) => Section::RustApi,
        (Wire::Ok, _) | (Wire::Documentation, Rust::Additive) => Section::Additions,
        (Wire::Documentation, Rust::None) => Section::Documentation,
    }
}
