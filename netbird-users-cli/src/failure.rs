//! Why a command did not do what it should.

use std::{fmt, io};

use netbird_users::{BuildError, Error};

use crate::{exit::Exit, words::in_words_of_the_program};

/// Why a command did not do what it should, in words for a person, and what the program ends with.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    text: String,
}

impl Failure {
    pub(crate) fn new(exit: Exit, text: impl Into<String>) -> Self {
        Self { exit, text: text.into() }
    }

    /// The command cannot be meant so. Nothing was sent.
    pub(crate) fn usage(text: impl Into<String>) -> Self {
        Self::new(Exit::Usage, text)
    }

    /// Something on this machine failed: `doing` comes after "cannot".
    pub(crate) fn local(doing: impl fmt::Display, error: &io::Error) -> Self {
        Self::new(Exit::Local, format!("cannot {doing}: {error}"))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::new(Exit::of(error.kind()), in_words_of_the_program(&error))
    }
}

impl From<BuildError> for Failure {
    fn from(error: BuildError) -> Self {
        let causes = std::iter::successors(std::error::Error::source(&error), |cause| cause.source());
        let text = causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"));
        Self::usage(text)
    }
}
