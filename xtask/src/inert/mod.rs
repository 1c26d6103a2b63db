//! The text of a spec is data, wherever it is printed: no documentation test, no link, no markup, no terminal sequence, no
//! command of a workflow, no line of its own.

mod comment;
mod line;
mod markdown;

pub(crate) use comment::{code_is_text, inert, inert_line};
pub(crate) use line::{no_command, one_line, unseen};
pub(crate) use markdown::{code, prose};
