//! What a change of the spec does to Rust code: both specs go through the generator, and what the two outputs offer to
//! their users is compared.

mod attribute;
mod compare;
mod rename;

use super::{Change, RustChange};
use crate::{
    document::Document,
    lint::ALLOWABLE,
    outline::entries,
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

/// Compares the generated code of both documents, and adds to each change what it does there.
pub fn judge(old: &Document, new: &Document, changes: &mut Vec<Change>) -> RustApi {
    if old.value == new.value {
        return RustApi::Compared { code_changed: false };
    }
    let code = [old, new].map(generated);
    let [before, after] = match code {
        [Ok(before), Ok(after)] => [before, after],
        [Err(reason), _] | [_, Err(reason)] => return RustApi::Unknown { reason },
    };
    match (entries(&before), entries(&after)) {
        (Ok(one), Ok(other)) => {
            let renames = rename::renames(changes, &one, &other);
            let found: Vec<RustChange> = compare::compare(&one, &other, &renames);
            attribute::attribute(found, changes, [old, new]);
            RustApi::Compared { code_changed: before != after }
        }
        (Err(error), _) | (_, Err(error)) => {
            RustApi::Unknown { reason: format!("the generated code is not Rust: {error}") }
        }
    }
}

/// The code without its header, which names the spec's hash.
fn generated(document: &Document) -> Result<String, String> {
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
