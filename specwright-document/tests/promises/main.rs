//! What reading a document promises.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod agreement;
mod places;
mod refusals;

use specwright_document::{Document, Problem};

fn parsed(name: &str, text: &str) -> Document {
    Document::parse(name, text.as_bytes()).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The one problem with a text that cannot be read.
fn problem(name: &str, text: &str) -> Problem {
    let problems = Document::parse(name, text.as_bytes()).expect_err("cannot be read");
    assert_eq!(problems.list.len(), 1);
    problems.list.into_iter().next().expect("one")
}
