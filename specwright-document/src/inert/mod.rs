//! The text of a spec is data, wherever it is printed: no documentation test, no link, no markup, no terminal sequence, no
//! command of a workflow, no line of its own.

mod line;
mod markdown;

pub use line::{no_command, one_line, unseen};
pub use markdown::{code, prose};
