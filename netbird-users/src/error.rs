use std::fmt;

use netbird_users_gen::{Error as Generated, support::ErrorBody, types::ErrorResponse};
use reqwest::{StatusCode, header::LOCATION};

/// Why a call did not give what it should: what was tried, what came back, in the server's own words.
///
/// `Display` says this error; its causes are at `source`. `Debug`, which a program prints when `main` returns the error,
/// says both on one line.
pub struct Error {
    doing: &'static str,
    kind: Kind,
}

/// What a call does on the server.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Effect {
    None,
    Write,
}

enum Kind {
    Refused(String),
    Transport { error: reqwest::Error, effect: Effect },
    Answer { status: StatusCode, text: String, request_id: Option<String>, unknown: bool },
}

impl Error {
    pub(crate) fn refused(doing: &'static str, reason: String) -> Self {
        Self { doing, kind: Kind::Refused(reason) }
    }

    pub(crate) fn new(doing: &'static str, effect: Effect, error: Generated<ErrorBody>) -> Self {
        let kind = match error {
            Generated::InvalidRequest(reason) | Generated::Custom(reason) => Kind::Refused(reason),
            Generated::CommunicationError(error)
            | Generated::InvalidUpgrade(error)
            | Generated::ResponseBodyError(error) => Kind::Transport { error: error.without_url(), effect },
            Generated::ErrorResponse(answer) => {
                let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok());
                let target = header(LOCATION.as_str()).filter(|_| answer.status().is_redirection());
                let text = target.map_or_else(
                    || words(&answer),
                    |target| format!("a redirect to {target}, which is not followed"),
                );
                Kind::Answer {
                    status: answer.status(),
                    text,
                    request_id: header("x-request-id").map(str::to_owned),
                    unknown: effect == Effect::Write
                        && (answer.status().is_success() || answer.status().is_server_error()),
                }
            }
            Generated::InvalidResponsePayload(bytes, _) => {
                Kind::Refused(format!("{} bytes that are not the documented JSON", bytes.len()))
            }
            Generated::UnexpectedResponse(answer) => Kind::Answer {
                status: answer.status(),
                text: "an answer that the API does not have".to_owned(),
                request_id: None,
                unknown: effect == Effect::Write,
            },
        };
        Self { doing, kind }
    }

    /// The status of the answer, when one came.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match &self.kind {
            Kind::Answer { status, .. } => Some(*status),
            Kind::Refused(_) | Kind::Transport { .. } => None,
        }
    }

    /// What the server said: the message of its error, or the text of the answer when it was no error of the API.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        match &self.kind {
            Kind::Answer { text, .. } => Some(text),
            Kind::Refused(_) | Kind::Transport { .. } => None,
        }
    }

    /// The id under which the server's log has the call.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match &self.kind {
            Kind::Answer { request_id, .. } => request_id.as_deref(),
            Kind::Refused(_) | Kind::Transport { .. } => None,
        }
    }

    /// Whether a change may have happened all the same: the connection broke after the request was sent, or the server
    /// failed while it worked. Read before trying again.
    #[must_use]
    pub fn outcome_is_unknown(&self) -> bool {
        match &self.kind {
            Kind::Refused(_) => false,
            Kind::Transport { error, effect } => {
                *effect == Effect::Write && !error.is_connect() && !error.is_builder()
            }
            Kind::Answer { unknown, .. } => *unknown,
        }
    }
}

/// The server's own words, wherever they stand.
fn words(body: &ErrorBody) -> String {
    if let Some(message) = body.json::<ErrorResponse>().ok().and_then(|error| error.message) {
        return message;
    }
    body.to_string()
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "could not {}: ", self.doing)?;
        match &self.kind {
            Kind::Refused(reason) => f.write_str(reason)?,
            Kind::Transport { .. } => f.write_str("no answer came")?,
            Kind::Answer { status, text, request_id, .. } => {
                write!(f, "the server answered {status}: {text}")?;
                if let Some(id) = request_id {
                    write!(f, " (request {id})")?;
                }
            }
        }
        if self.outcome_is_unknown() {
            f.write_str("; outcome unknown: it may have happened, so list the users before trying again")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        with_causes(self, f)
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
        match &self.kind {
            Kind::Transport { error, .. } => Some(error),
            Kind::Refused(_) | Kind::Answer { .. } => None,
        }
    }
}
