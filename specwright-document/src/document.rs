//! A spec as a value that knows where each of its nodes stands in the file.

use std::sync::Arc;

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
    spot: Arc<Spot>,
    /// What was read, where the content is another by now: lines are those of the file.
    read: Option<Arc<Value>>,
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
        Ok(Self { name: name.to_owned(), text, value, spot: Arc::new(spot), read: None })
    }

    /// The same document with another content, whose nodes have the lines of those that were read.
    #[must_use]
    pub fn rewritten(&self, value: Value) -> Self {
        let read = self.read.clone().unwrap_or_else(|| Arc::new(self.value.clone()));
        let (name, text, spot) = (self.name.clone(), self.text.clone(), Arc::clone(&self.spot));
        Self { name, text, value, spot, read: Some(read) }
    }

    /// The node at a pointer, when there is one.
    #[must_use]
    pub fn get(&self, pointer: &Pointer) -> Option<&Value> {
        self.value.pointer(pointer.as_str())
    }

    /// The line, counted from 1, on which a node's key (or a sequence's item) begins.
    #[must_use]
    pub fn line(&self, pointer: &Pointer) -> Option<usize> {
        self.spot.line_of(self.read.as_deref().unwrap_or(&self.value), pointer)
    }

    /// Problems of this document, with their lines, in the order of the file.
    #[must_use]
    pub fn problems(&self, mut list: Vec<Problem>) -> Problems {
        for problem in &mut list {
            if let (None, Some(pointer)) = (problem.line, &problem.pointer) {
                // What was put in has the line of what holds it.
                let holders = std::iter::successors(Some(pointer.clone()), Pointer::parent);
                problem.line = holders.into_iter().find_map(|at| self.line(&at));
            }
        }
        list.sort_by_key(|problem| problem.line);
        Problems { file: self.name.clone(), list }
    }
}
