use std::fmt;

use crate::{edit::Edited, error::Error};

/// One result of a [`Batch`](crate::Batch).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Item<T> {
    /// What the call was about: an address, a name, an id.
    pub key: String,
    /// How it ended.
    pub outcome: Outcome<T>,
}

/// How one call of a batch ended.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Outcome<T> {
    /// It did what it should.
    Done(T),
    /// There was nothing to do.
    Skipped(Skipped),
    /// It did nothing; the error says why.
    Failed(Error),
    /// It may have been done. Running the same batch again finds out.
    Unknown(Error),
}

/// Why there was nothing to do.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Skipped {
    /// The account had such a user before.
    AlreadyThere,
    /// The list names the same user twice; the first one counts.
    NamedTwice,
}

impl<T> Outcome<T> {
    pub(super) fn is_failure(&self) -> bool {
        match self {
            Self::Failed(_) | Self::Unknown(_) => true,
            Self::Done(_) | Self::Skipped(_) => false,
        }
    }
}

/// What a [`Batch`](crate::Batch) has done so far, in the order in which calls ended. `Display` counts.
#[derive(Clone, Debug)]
pub struct Report<T> {
    done: Vec<(String, T)>,
    skipped: Vec<(String, Skipped)>,
    failed: Vec<(String, Error)>,
    unknown: Vec<(String, Error)>,
}

impl<T> Default for Report<T> {
    fn default() -> Self {
        Self { done: Vec::new(), skipped: Vec::new(), failed: Vec::new(), unknown: Vec::new() }
    }
}

impl<T> Report<T> {
    pub(super) fn add(&mut self, item: Item<T>) {
        let Item { key, outcome } = item;
        match outcome {
            Outcome::Done(value) => self.done.push((key, value)),
            Outcome::Skipped(reason) => self.skipped.push((key, reason)),
            Outcome::Failed(error) => self.failed.push((key, error)),
            Outcome::Unknown(error) => self.unknown.push((key, error)),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.done.len() + self.skipped.len() + self.failed.len() + self.unknown.len()
    }

    /// What was done, by key.
    #[must_use]
    pub fn done(&self) -> &[(String, T)] {
        &self.done
    }

    /// Where there was nothing to do, and why.
    #[must_use]
    pub fn skipped(&self) -> &[(String, Skipped)] {
        &self.skipped
    }

    /// What failed, and why. Nothing was changed by these.
    #[must_use]
    pub fn failed(&self) -> &[(String, Error)] {
        &self.failed
    }

    /// What may have been done. Running the same batch again finds out.
    #[must_use]
    pub fn unknown(&self) -> &[(String, Error)] {
        &self.unknown
    }

    /// Whether nothing failed and nothing is unknown.
    #[must_use]
    pub fn is_success(&self) -> bool {
        self.failed.is_empty() && self.unknown.is_empty()
    }
}

impl Report<Edited> {
    /// The groups that edits have left out, since the server called them unknown, by the key of the user.
    pub fn left_out(&self) -> impl Iterator<Item = (&str, &[String])> {
        let groups = self.done.iter().map(|(key, edited)| (key.as_str(), edited.left_out()));
        groups.filter(|(_, groups)| !groups.is_empty())
    }
}

impl<T> fmt::Display for Report<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [done, skipped] = [self.done.len(), self.skipped.len()];
        let [failed, unknown] = [self.failed.len(), self.unknown.len()];
        write!(f, "{done} done, {skipped} skipped, {failed} failed, {unknown} of unknown outcome")
    }
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AlreadyThere => "is there already",
            Self::NamedTwice => "is named twice",
        })
    }
}
