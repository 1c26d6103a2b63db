//! What a change of the spec does to Rust code: what the two clients that are generated offer to their users is compared.

mod attribute;
mod compare;
mod rename;

use super::{Change, RustChange};
use specwright_document::Document;
use specwright_rust::outline::{Entry, entries};

/// What is known about the generated crate.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum RustApi {
    /// Both specs went through the generator.
    Compared {
        /// The generated code is another text, if only in its documentation.
        code_changed: bool,
    },
    /// One of them did not.
    Unknown {
        /// Why, on one line.
        reason: String,
    },
}

/// A document and the client that the generator makes of it.
#[derive(Clone, Debug)]
pub struct Generated<'a> {
    document: &'a Document,
    made: Result<Made, String>,
}

#[derive(Clone, Debug)]
struct Made {
    code: String,
    api: Vec<Entry>,
}

impl<'a> Generated<'a> {
    /// The code of the client, or why there is none, on one line.
    #[must_use]
    pub fn new(document: &'a Document, code: Result<String, String>) -> Self {
        let made = code.and_then(|code| match entries(&code) {
            Ok(api) => Ok(Made { code, api }),
            Err(error) => Err(format!("the generated code is not Rust: {error}")),
        });
        Self { document, made }
    }
}

/// Compares two clients, and adds to each change of the spec what it does to them.
pub fn judge(old: &Generated<'_>, new: &Generated<'_>, changes: &mut Vec<Change>) -> RustApi {
    match (&old.made, &new.made) {
        (Ok(before), Ok(after)) => {
            let renames = rename::renames(changes, &before.api, &after.api);
            let found: Vec<RustChange> = compare::compare(&before.api, &after.api, &renames);
            attribute::attribute(found, changes, [old.document, new.document], &renames);
            RustApi::Compared { code_changed: before.code != after.code }
        }
        (Err(reason), _) | (_, Err(reason)) => RustApi::Unknown { reason: reason.clone() },
    }
}
