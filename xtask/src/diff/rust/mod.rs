//! What a change of the spec does to Rust code: both specs go through the generator, and what the two outputs offer to
//! their users is compared.

mod attribute;
mod compare;
mod rename;

use super::{Change, RustChange};
use crate::{
    document::Document,
    lint::ALLOWABLE,
    outline::{Entry, entries},
    pipeline::{self, Request},
    refine::Support,
};

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
    /// Generates the client, in memory.
    #[must_use]
    pub fn of(document: &'a Document) -> Self {
        let made = generate(document).and_then(|code| match entries(&code) {
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

/// The code without its header, which names the spec's hash.
fn generate(document: &Document) -> Result<String, String> {
    let allow = ALLOWABLE.map(str::to_owned);
    let request = Request {
        document,
        allow: &allow,
        command: "cargo xtask diff",
        spec_name: &document.name,
        support: Support::Beside,
    };
    match pipeline::run(request) {
        Ok(output) => {
            let body: Vec<&str> = output.code.lines().skip_while(|line| line.starts_with("//")).collect();
            Ok(body.join("\n"))
        }
        Err(problems) => {
            let first = problems.list.first().map(|problem| {
                let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
                format!("{}{line}: {} ({})", problems.file, problem.reason, problem.rule)
            });
            let more = match problems.list.len() {
                0 | 1 => String::new(),
                count => format!(", and {} more", count - 1),
            };
            Err(format!("{}{more}", first.unwrap_or_default().replace('\n', " ")))
        }
    }
}
