use std::time::Duration;

use super::{Attempt, Call, Sent};
use crate::{
    error::{Error, ErrorKind, Parts},
    operation::Repeat,
};

/// What the attempts of one call have come to.
#[derive(Debug, Default)]
pub(super) struct SoFar {
    pub(super) attempts: u32,
    /// Those that the server's limit has turned away without a word about when to come again.
    pub(super) refused: u32,
    /// Whether one of them may have done what it should, and nobody has said that it failed.
    pub(super) unknown: bool,
    /// Whether the server may have worked on one of them. It can fail after what it was to do is done.
    pub(super) begun: bool,
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
        self.begun |= attempt.sent != Sent::Nothing;
    }

    /// The error of a call for which there is no place in the server's limit in time.
    pub(super) fn not_begun(&self, call: &Call<'_>, wait: Duration) -> Error {
        self.error(call, Attempt::not_begun(wait))
    }

    /// The error of the call that this was the last attempt of.
    pub(super) fn error(&self, call: &Call<'_>, attempt: Attempt) -> Error {
        let operation = call.operation;
        let kind = match attempt.kind {
            _ if operation.repeat != Repeat::Read && self.unknown => ErrorKind::OutcomeUnknown,
            kind => kind,
        };
        Error::new(Parts {
            operation: Some(operation),
            doing: operation.doing,
            user_id: call.user_id.map(str::to_owned),
            kind,
            cause: attempt.cause,
            status: attempt.status,
            message: attempt.message,
            request_id: attempt.request_id,
            detail: attempt.detail,
            attempts: self.attempts,
            unpaid: self.unpaid,
            source: attempt.source,
        })
    }
}
