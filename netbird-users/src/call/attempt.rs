use std::time::Duration;

use reqwest::StatusCode;

use crate::error::{Cause, ErrorKind};

/// Why one attempt failed, before anybody decides what that means for the call.
#[derive(Debug)]
pub(crate) struct Attempt {
    pub(crate) kind: ErrorKind,
    pub(crate) sent: Sent,
    /// Whether another attempt may go better.
    pub(crate) transient: bool,
    pub(crate) cause: Option<Cause>,
    pub(crate) status: Option<StatusCode>,
    /// The server's own words.
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    /// What came back, where there are no words of the server.
    pub(crate) detail: Option<String>,
    pub(crate) source: Option<reqwest::Error>,
}

/// What an attempt has done on the server.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Sent {
    /// Nothing: it did not get there, or was turned away before any work.
    Nothing,
    /// What the server's answer says.
    Answered,
    /// Nobody knows.
    Unknown,
}

impl Attempt {
    pub(crate) fn new(kind: ErrorKind, sent: Sent) -> Self {
        Self {
            kind,
            sent,
            transient: false,
            cause: None,
            status: None,
            message: None,
            request_id: None,
            retry_after: None,
            detail: None,
            source: None,
        }
    }

    /// Other calls of this client wait for the server's limit already, longer than this call has time.
    pub(crate) fn not_begun(wait: Duration) -> Self {
        let detail = format!("the server's limit leaves no place for it in time; the next is in {wait:.0?}");
        Self { detail: Some(detail), ..Self::new(ErrorKind::RateLimited { wait }, Sent::Nothing) }
    }

    /// One of this client's own limits ended it.
    pub(crate) fn timed_out(after: Duration, limit: Cause) -> Self {
        let detail = format!("no whole answer came within {after:.0?}");
        let cause = Some(limit);
        Self { transient: true, cause, detail: Some(detail), ..Self::new(ErrorKind::Timeout, Sent::Unknown) }
    }

    /// Whether the API says that there is no such user. That the caller's own token is unknown is a 404 as well. The
    /// server writes its messages in lower case, ids included.
    pub(crate) fn says_gone(&self, user_id: &str) -> bool {
        self.says(&format!("user: {user_id} not found"))
    }

    /// Whether the API says that something is not there, in these words.
    pub(crate) fn says(&self, words: &str) -> bool {
        let says = |message: &String| message.to_lowercase().contains(&words.to_lowercase());
        self.kind == ErrorKind::NotFound && self.message.as_ref().is_some_and(says)
    }
}
