use std::time::Duration;

use super::{Attempt, Sent};
use crate::{
    error::{Error, ErrorKind},
    operation::{Operation, Repeat},
};

/// What the attempts of one call have come to.
#[derive(Debug, Default)]
pub(super) struct SoFar {
    pub(super) attempts: u32,
    /// Those that the server's limit has turned away without a word about when to come again.
    pub(super) refused: u32,
    /// Whether one of them may have done what it should.
    pub(super) unknown: bool,
    /// What the last retry has cost.
    pub(super) paid: Option<u32>,
    /// Whether another was safe and wanted, and this client's calls have spent what they may.
    pub(super) unpaid: bool,
}

impl SoFar {
    pub(super) fn note(&mut self, attempt: &Attempt) {
        let limited = matches!(attempt.kind, ErrorKind::RateLimited { .. });
        self.refused += u32::from(limited && attempt.retry_after.is_none());
        self.unknown |= attempt.sent == Sent::Unknown;
    }

    /// The error of a call for which there is no place in the server's limit in time.
    pub(super) fn not_begun(&self, operation: &'static Operation, wait: Duration) -> Error {
        self.error(operation, Attempt::not_begun(wait))
    }

    /// The error of the call that this was the last attempt of.
    pub(super) fn error(&self, operation: &'static Operation, attempt: Attempt) -> Error {
        let unknown = operation.repeat != Repeat::Read && self.unknown;
        attempt.into_error(operation, self.attempts, unknown, self.unpaid)
    }
}
