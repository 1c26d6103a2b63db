//! The tasks of this repository: its document, its two generated clients, and what a change of the document means.

pub mod blocking;
mod codegen;
mod command;
mod vendor;

pub use codegen::support;
pub use command::{Cli, project, run};
