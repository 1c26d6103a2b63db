//! The generator behind `cargo xtask`: from a spec to a client crate, and the checks around it.
//!
//! Everything but [`plan`], [`command`] and [`blocking::sources`] is a function from a value to a value.

pub mod blocking;
pub mod command;
pub mod diff;
pub mod document;
mod format;
mod generate;
pub mod git;
mod header;
mod inert;
pub mod lint;
pub mod lower;
pub mod outline;
pub mod pipeline;
pub mod plan;
mod pointer;
pub mod problem;
pub mod refine;
pub mod rust_name;
mod support;
