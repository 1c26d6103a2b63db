//! What is wrong with a spec, said for the person who has to mend it.

use std::fmt;

use crate::{Pointer, inert::one_line};

/// One thing that is wrong, where it is, and what to do about it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Problem {
    /// The rule that found it: a short name in kebab case, as `--allow` takes it.
    pub rule: &'static str,
    /// The line in the file, counted from 1, where the parser knows it.
    pub line: Option<usize>,
    /// The node of the document.
    pub pointer: Option<Pointer>,
    /// What is wrong.
    pub reason: String,
    /// What to do.
    pub remedy: String,
}

impl Problem {
    /// A problem at a node of the document. Its line is filled in when the problem is reported.
    pub fn at(
        rule: &'static str,
        pointer: &Pointer,
        reason: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            line: None,
            pointer: Some(pointer.clone()),
            reason: reason.into(),
            remedy: remedy.into(),
        }
    }

    /// A problem of the file as a whole.
    pub fn of_file(rule: &'static str, reason: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { rule, line: None, pointer: None, reason: reason.into(), remedy: remedy.into() }
    }
}

/// Everything that is wrong with one file, in the order of the file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Problems {
    /// The file, as the person named it.
    pub file: String,
    /// Never empty.
    pub list: Vec<Problem>,
}

impl Problems {
    /// A single problem with a file.
    pub fn one(file: impl Into<String>, problem: Problem) -> Self {
        Self { file: file.into(), list: vec![problem] }
    }
}

impl std::error::Error for Problems {}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.list.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "error[{}]: {}", problem.rule, one_line(&self.file))?;
            if let Some(line) = problem.line {
                write!(f, ":{line}")?;
            }
            write!(f, ": {}", one_line(&problem.reason))?;
            if let Some(pointer) = &problem.pointer {
                write!(f, "\n  at: {}", one_line(pointer.as_str()))?;
            }
            write!(f, "\n  help: {}", one_line(&problem.remedy))?;
        }
        Ok(())
    }
}
