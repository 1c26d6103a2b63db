//! The commands of `specwright`, for programs that offer them under another name or with a document of their own.
//!
//! The libraries under them are functions from values to values; here files are read and written, and here a person reads
//! what came of it.

pub mod command;
pub mod git;
mod in_memory;
pub mod plan;
mod project;

pub use in_memory::generated;
pub use project::Project;
