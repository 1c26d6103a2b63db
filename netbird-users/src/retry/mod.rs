//! When an attempt is made again, and how long the client waits before it.

mod backoff;
mod budget;
mod pace;

use std::{fmt::Debug, time::Duration};

pub use backoff::Backoff;
pub(crate) use budget::Budget;
pub(crate) use pace::{FIRST_PROBE, Pace, Turn, UnderWay};

use crate::error::ErrorKind;

/// Decides whether an attempt that failed is made again, and when.
///
/// It is asked only where another attempt can do no harm: after a read, after a replacement or a deletion that can be
/// repeated, and after any call that surely did nothing. Whatever it says, a creation whose outcome is unknown is never
/// sent again.
pub trait RetryPolicy: Debug + Send + Sync {
    /// How long to wait before the next attempt; `None` to give up and return the error.
    ///
    /// A wait that would end after the call's deadline is not begun: the call then fails at once. After a 429 without
    /// `Retry-After` it is the wait until the limit is tried again at first; the client learns the server's rate from
    /// there, and its calls take turns.
    fn wait(&self, failed: &FailedAttempt<'_>) -> Option<Duration>;
}

/// What a [`RetryPolicy`] gets to know.
#[derive(Debug)]
#[non_exhaustive]
pub struct FailedAttempt<'a> {
    /// Which attempt of the call it was; the first is 1.
    pub attempt: u32,
    /// How many of these attempts the server's limit has turned away without saying when to come again (429 without
    /// `Retry-After`), this one included.
    pub refused: u32,
    /// Why it failed.
    pub kind: &'a ErrorKind,
    /// What the answer's `Retry-After` asked for, in seconds from now or as a date. NetBird itself sends none; a proxy
    /// in front of it may.
    pub retry_after: Option<Duration>,
}

/// Never tries again.
#[derive(Clone, Copy, Debug)]
pub struct NoRetry;

impl RetryPolicy for NoRetry {
    fn wait(&self, _: &FailedAttempt<'_>) -> Option<Duration> {
        None
    }
}
