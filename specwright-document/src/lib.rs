//! An OpenAPI document as a value that knows where each of its nodes stands in the file, and what is wrong with one, said
//! for the person who has to mend it.
//!
//! The content of a document is a [`serde_json::Value`]: what a program does not know of is still there. Its texts are
//! data; [`inert`] has what makes them so on a terminal, in a log and in markdown.

mod document;
pub mod inert;

mod load;
mod pointer;
mod problem;
mod references;
mod spot;
mod vocabulary;
mod walk;

pub use document::Document;
pub use pointer::Pointer;
pub use problem::{Problem, Problems};
pub use references::{reached, references};
pub use vocabulary::{OPEN_ENUM, is_success};
pub use walk::{Kind, METHODS, Node, walk};

/// Compiles the example of the package's page.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Page;
