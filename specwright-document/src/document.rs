//! A spec as a value that knows where each of its nodes stands in the file.

use serde_json::Value;

use crate::{
    Pointer, Problem, Problems,
    load::load,
    spot::{Placed, Spot},
};

/// A parsed spec together with its text.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file's name as the person gave it; errors print it.
    pub name: String,
    /// The text, with `\n` at the end of every line.
    pub text: String,
    /// The content.
    pub value: Value,
    spot: Spot,
}

impl Document {
    /// Parses a spec, YAML or JSON.
    ///
    /// # Errors
    ///
    /// The bytes are not UTF-8, not YAML or JSON, hold a key twice, or are not a mapping.
    pub fn parse(name: &str, bytes: &[u8]) -> Result<Self, Problems> {
        let (text, Placed { value, spot }) =
            load(name, bytes).map_err(|problem| Problems::one(name, problem))?;
        Ok(Self { name: name.to_owned(), text, value, spot })
    }

    /// The node at a pointer, when there is one.
    #[must_use]
    pub fn get(&self, pointer: &Pointer) -> Option<&Value> {
        self.value.pointer(pointer.as_str())
    }

    /// The line, counted from 1, on which a node's key (or a sequence's item) begins.
    #[must_use]
    pub fn line(&self, pointer: &Pointer) -> Option<usize> {
        self.spot.line_of(&self.value, pointer)
    }

    /// Problems of this document, with their lines, in the order of the file.
    #[must_use]
    pub fn problems(&self, mut list: Vec<Problem>) -> Problems {
        for problem in &mut list {
            if let (None, Some(pointer)) = (problem.line, &problem.pointer) {
                problem.line = self.line(pointer);
            }
        }
        list.sort_by_key(|problem| problem.line);
        Problems { file: self.name.clone(), list }
    }
}
