//! What others write, in the terms that the rules and progenitor have: a document of OpenAPI 3.1 as one of 3.0, and a name
//! for each operation. Lines and places stay those of the file.

mod left_out;
mod modern;
mod names;

use std::borrow::Cow;

use specwright_document::Document;

pub use left_out::{LeftOut, keep_going};

/// The document in the terms that the rules have; itself where it is already.
#[must_use]
pub fn adapt(document: &Document) -> Cow<'_, Document> {
    let is_modern = modern::is_modern(&document.value);
    if !is_modern && !names::are_missing(&document.value) {
        return Cow::Borrowed(document);
    }
    let mut value = document.value.clone();
    if is_modern {
        modern::pass(&mut value);
    }
    names::pass(&mut value);
    Cow::Owned(document.rewritten(value))
}
