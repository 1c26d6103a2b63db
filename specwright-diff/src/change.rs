use std::fmt::Write;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{
    rules::Rule,
    verdict::{Rust, Wire},
};
use specwright_document::Pointer;

/// Which way the changed thing goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Direction {
    /// Callers send it.
    Request,
    /// Callers receive it.
    Response,
    /// Both.
    Both,
    /// It belongs to an operation as a whole, or nothing uses it.
    Neither,
}

impl Direction {
    /// The word for it in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Both => "both",
            Self::Neither => "neither",
        }
    }
}

/// Where a change is in one of the two documents.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Spot {
    /// The node.
    pub pointer: Pointer,
    /// Its line, counted from 1, where the parser knows it.
    pub line: Option<usize>,
}

/// A public item of the generated crate that is not what it was.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RustChange {
    /// The item: `types::User::issued`.
    pub item: String,
    /// How it reads in the old crate.
    pub before: Option<String>,
    /// How it reads in the new one.
    pub after: Option<String>,
    /// What that means.
    pub verdict: Rust,
}

/// One change between two documents, recorded where it happened.
#[derive(Clone, Debug)]
pub struct Change {
    /// The row of the table that judges it.
    pub rule: &'static Rule,
    /// Where it happened, in words: `User.issued`, `GET /api/users 200`.
    pub place: String,
    /// What it is about within the place: a value, a keyword, a name.
    pub subject: Option<String>,
    /// Where it is in the old document.
    pub old: Option<Spot>,
    /// Where it is in the new document.
    pub new: Option<Spot>,
    /// What stood there.
    pub old_value: Option<Value>,
    /// What stands there now.
    pub new_value: Option<Value>,
    /// Which way the thing goes.
    pub direction: Direction,
    /// The verdict for the wire.
    pub wire: Wire,
    /// The operations that use the place, as `METHOD /path`.
    pub operations: Vec<String>,
    /// The items of the generated crate that change with it.
    pub rust: Vec<RustChange>,
    /// The line of the new document that is nearest to it.
    pub annotation: Option<usize>,
    /// Names this change through edits elsewhere in the file: twelve hexadecimal digits.
    pub fingerprint: String,
    /// Why it was accepted, when it was.
    pub accepted: Option<String>,
}

impl Change {
    /// The verdict for Rust code, as far as this change is the cause.
    #[must_use]
    pub fn rust_verdict(&self) -> Rust {
        self.rust.iter().map(|item| item.verdict).max().unwrap_or(Rust::None)
    }

    /// The worse of the two verdicts, unless a person has accepted the change.
    #[must_use]
    pub fn severity(&self) -> Wire {
        match (self.accepted.is_some(), self.rust_verdict()) {
            (true, _) => Wire::Ok,
            (false, Rust::Breaking) => Wire::Breaking,
            (false, _) => self.wire,
        }
    }
}

/// Names a change by what it is, not by the lines on which it stands.
pub(super) fn fingerprint(
    rule: &str,
    place: &str,
    subject: Option<&str>,
    values: [Option<&Value>; 2],
) -> String {
    let mut hash = Sha256::new();
    for part in [rule, place, subject.unwrap_or_default()] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    for value in values {
        hash.update(value.map(canonical).unwrap_or_default().as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(6).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// JSON with the members of each object in order, so that the order in the file does not count.
fn canonical(value: &Value) -> String {
    match value {
        Value::Object(object) => {
            let mut members: Vec<_> = object.iter().collect();
            members.sort_by_key(|(key, _)| *key);
            let members: Vec<String> = members
                .into_iter()
                .map(|(key, value)| format!("{}:{}", Value::from(key.as_str()), canonical(value)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(",")),
        scalar => scalar.to_string(),
    }
}
