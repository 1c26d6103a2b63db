//! Why a call did not give what it should.

mod cause;
mod hint;
mod kind;

use std::{fmt, sync::Arc};

pub(crate) use cause::Cause;
pub use kind::ErrorKind;
use reqwest::StatusCode;

use crate::operation::Operation;

/// Why a call did not give what it should.
///
/// `Display` is one line: what was tried, what came back, and what to do. `Debug`, which a program prints when `main`
/// returns the error, adds the request and the causes. Neither shows a token, a password, or the body of an answer.
///
/// ```
/// use netbird_users::{Client, Credential, ErrorKind};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let server = netbird_users_mock::MockNetBird::start().await?;
/// # let client = Client::builder(Credential::token(server.token())).base_url(server.url()).build()?;
/// let error = client.users().delete("nobody").await.unwrap_err();
/// assert_eq!(*error.kind(), ErrorKind::NotFound);
/// assert_eq!(error.server_message(), Some("user: nobody not found"));
/// println!("{error}");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Error(Arc<Parts>);

/// An error in its parts.
pub(crate) struct Parts {
    pub(crate) operation: Option<&'static Operation>,
    /// After "could not".
    pub(crate) doing: &'static str,
    pub(crate) user_id: Option<String>,
    pub(crate) kind: ErrorKind,
    pub(crate) cause: Option<Cause>,
    pub(crate) status: Option<StatusCode>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) detail: Option<String>,
    pub(crate) attempts: u32,
    /// Whether no further attempt was made since the client's calls have spent what they may on retries.
    pub(crate) unpaid: bool,
    pub(crate) source: Option<reqwest::Error>,
}

impl Parts {
    fn local(doing: &'static str, kind: ErrorKind, detail: String) -> Self {
        Self {
            operation: None,
            doing,
            user_id: None,
            kind,
            cause: None,
            status: None,
            message: None,
            request_id: None,
            detail: Some(detail),
            attempts: 0,
            unpaid: false,
            source: None,
        }
    }
}

impl Error {
    pub(crate) fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// An error that no answer brought about.
    pub(crate) fn local(doing: &'static str, kind: ErrorKind, detail: impl Into<String>) -> Self {
        Self::new(Parts::local(doing, kind, detail.into()))
    }

    /// A success of this operation that is none.
    pub(crate) fn after(operation: &'static Operation, doing: &'static str, detail: String) -> Self {
        let parts = Parts::local(doing, ErrorKind::OutcomeUnknown, detail);
        Self::new(Parts { operation: Some(operation), attempts: 1, ..parts })
    }

    /// The same about this user.
    #[must_use]
    pub(crate) fn about(mut self, user_id: &str) -> Self {
        if let Some(parts) = Arc::get_mut(&mut self.0) {
            parts.user_id = Some(user_id.to_owned());
        }
        self
    }

    /// What came back, where there are no words of the server.
    pub(crate) fn detail(&self) -> &str {
        self.0.detail.as_deref().unwrap_or_default()
    }

    /// What kind of failure it is.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// The status of the last answer, when one came.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The server's own words: the message of the API's error, or a line of plain text. The server writes most of it in
    /// lower case, ids included. What the request held as a secret is replaced by `[redacted]`.
    #[must_use]
    pub fn server_message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// The id under which the server's log has the last request. Releases before 0.72.3 send none.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// The operation of the API that failed, by its name in the API's document: `update_user`. `None` when the call
    /// failed between or before its requests.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation.map(|operation| operation.id)
    }

    /// The id of the user that the call was about, as it was given. `None` for a call that is about no single user.
    ///
    /// `Display` shows it, unless it holds an `@`: an e-mail address in its place is a person's, and errors end in logs.
    #[must_use]
    pub fn user_id(&self) -> Option<&str> {
        self.0.user_id.as_deref()
    }

    /// How many requests were sent for that operation.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Whether the same call may succeed later and does no harm until then:
    ///
    /// - the connection, the time, the server or its limit failed, and
    /// - nothing was changed, or the API itself said that it failed.
    ///
    /// The client has made its own attempts by then; see [`RetryPolicy`](crate::RetryPolicy). An unknown outcome is
    /// not retryable: look first.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self.0.kind {
            ErrorKind::RateLimited { .. }
            | ErrorKind::Server
            | ErrorKind::Timeout
            | ErrorKind::Connection => true,
            ErrorKind::NotFound
            | ErrorKind::Ambiguous
            | ErrorKind::IncompleteList
            | ErrorKind::Unauthorized
            | ErrorKind::Forbidden
            | ErrorKind::InvalidRequest
            | ErrorKind::Conflict
            | ErrorKind::NotAvailable
            | ErrorKind::WrongEndpoint
            | ErrorKind::Undecodable
            | ErrorKind::Redirected
            | ErrorKind::OutcomeUnknown
            | ErrorKind::Refused => false,
        }
    }

    /// What to do about it; the end of the line that `Display` writes.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        hint::hint(&self.0)
    }

    fn what_came_back(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Parts { status, message, detail, request_id, .. } = &*self.0;
        match (status, message, detail) {
            (_, None, Some(detail)) => f.write_str(detail)?,
            (Some(status), Some(message), _) => write!(f, "the server answered {status}: {message}")?,
            (Some(status), None, None) => write!(f, "the server answered {status}")?,
            (None, Some(text), _) => f.write_str(text)?,
            (None, None, None) => f.write_str("no answer came")?,
        }
        request_id.as_ref().map_or(Ok(()), |id| write!(f, " (request {id})"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "could not {}", self.0.doing)?;
        if let Some(id) = self.user_id().filter(|id| !id.contains('@')) {
            write!(f, " `{}`", id.escape_debug())?;
        }
        f.write_str(": ")?;
        self.what_came_back(f)?;
        if self.0.kind == ErrorKind::OutcomeUnknown {
            f.write_str("; outcome unknown")?;
        }
        if self.0.unpaid {
            f.write_str("; not tried again, since too many calls of this client fail")?;
        }
        self.hint().map_or(Ok(()), |hint| write!(f, "; {hint}"))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        with_causes(self, f)?;
        let Some(operation) = self.0.operation else { return Ok(()) };
        match self.0.attempts {
            0 | 1 => write!(f, " [{} {}]", operation.method, operation.path),
            attempts => write!(f, " [{} {}, {attempts} attempts]", operation.method, operation.path),
        }
    }
}

/// An error and all its causes, each behind a colon.
pub(crate) fn with_causes(error: &dyn std::error::Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{error}")?;
    let mut cause = error.source();
    while let Some(error) = cause {
        write!(f, ": {error}")?;
        cause = error.source();
    }
    Ok(())
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_ref().map(|source| source as _)
    }
}
