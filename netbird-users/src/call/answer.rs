//! What an answer that is no success says about the attempt.

use std::time::Duration;

use netbird_users_gen::{
    Error as Generated, ResponseValue,
    support::{Defect, ErrorBody, Secret},
};
use reqwest::{
    StatusCode,
    header::{CONTENT_TYPE, LOCATION},
};
use serde::{Deserialize, de::IgnoredAny};

use super::{
    Engine,
    attempt::{Attempt, Sent},
    retry_after::retry_after,
    scrub::scrub,
};
use crate::{
    error::{Cause, ErrorKind},
    retry::FIRST_PROBE,
};

/// A plain text longer than this is a page and not a message.
const SHORT: usize = 200;

impl Engine {
    pub(super) fn read(&self, error: Generated<ErrorBody>, secrets: &[Secret]) -> Attempt {
        match error {
            Generated::InvalidRequest(reason) | Generated::Custom(reason) => {
                Attempt { detail: Some(reason), ..Attempt::new(ErrorKind::Refused, Sent::Nothing) }
            }
            Generated::CommunicationError(error)
            | Generated::InvalidUpgrade(error)
            | Generated::ResponseBodyError(error) => self.transport(error.without_url()),
            Generated::ErrorResponse(answer) => {
                let attempt = read(&answer, |text| self.clean(text, secrets));
                let jwt_refused = attempt.kind == ErrorKind::Unauthorized && self.bearer;
                let cause = attempt.cause.or(jwt_refused.then_some(Cause::Bearer));
                Attempt { cause, ..attempt }
            }
            // The generated client has neither: an answer of any kind is an `ErrorResponse`.
            Generated::InvalidResponsePayload(..) | Generated::UnexpectedResponse(_) => {
                Attempt::new(ErrorKind::Undecodable, Sent::Unknown)
            }
        }
    }

    /// A text of the server without what the request held as a secret.
    pub(super) fn clean(&self, text: &str, secrets: &[Secret]) -> String {
        scrub(text, &self.credential, secrets)
    }
}

fn read(answer: &ResponseValue<ErrorBody>, clean: impl Fn(&str) -> String) -> Attempt {
    let status = answer.status();
    let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok());
    let retry_after = retry_after(answer.headers());
    let attempt = if status.is_success() {
        success(answer, &clean)
    } else if status.is_redirection() {
        let target = header(LOCATION.as_str()).map_or_else(|| "nowhere".to_owned(), |to| clean(plain(to)));
        let detail = format!("the server answered {status}: a redirect to {target}, which is not followed");
        Attempt { detail: Some(detail), ..Attempt::new(ErrorKind::Redirected, Sent::Answered) }
    } else {
        let content_type = header(CONTENT_TYPE.as_str()).unwrap_or_default();
        let words = Words::of(answer, content_type);
        let attempt = failure(status, &words, retry_after);
        let message = words.text().map(&clean).filter(|text| !text.is_empty());
        Attempt { message, cause: cause(answer, &words), ..attempt }
    };
    Attempt { status: Some(status), request_id: header("x-request-id").map(&clean), retry_after, ..attempt }
}

/// Who speaks in an answer that is no success.
enum Words {
    /// NetBird: it says the status once more.
    NetBird(String),
    /// Somebody who speaks JSON as well: NetBird of another release, or a gateway.
    Json(Option<String>),
    /// Something before the server: a proxy, a dashboard.
    Other(Option<String>),
}

#[derive(Deserialize)]
struct Said {
    message: Option<String>,
    code: Option<serde_json::Number>,
}

impl Words {
    fn of(answer: &ResponseValue<ErrorBody>, content_type: &str) -> Self {
        let said = answer.json::<Said>().ok();
        let repeated = said.as_ref().and_then(|said| said.code.as_ref()?.as_u64());
        let is_netbird = repeated == Some(u64::from(answer.status().as_u16()));
        match said.and_then(|said| said.message) {
            Some(message) if is_netbird => Self::NetBird(message),
            Some(message) => Self::Json(Some(message)),
            None if content_type.starts_with("application/json") => Self::Json(None),
            None => Self::Other(short_text(answer, content_type)),
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::NetBird(text) => Some(text),
            Self::Json(text) | Self::Other(text) => text.as_deref(),
        }
    }
}

fn cause(answer: &ResponseValue<ErrorBody>, words: &Words) -> Option<Cause> {
    match answer.status().as_u16() {
        // Of Go's server and of nginx.
        400 => {
            let text = answer.text().to_lowercase();
            let plain_to_tls = text.contains("to an https server") || text.contains("to https port");
            plain_to_tls.then_some(Cause::NotPlainHttp)
        }
        401 if !matches!(words, Words::NetBird(_)) => Some(Cause::OtherSignIn),
        407 => Some(Cause::ProxySignIn),
        413 => Some(Cause::BodyTooLong),
        431 => Some(Cause::HeadersTooLong),
        _ => None,
    }
}

/// What was said in plain text, where it is a message and not a page.
fn short_text(answer: &ResponseValue<ErrorBody>, content_type: &str) -> Option<String> {
    let text = answer.text();
    let text = text.trim();
    (content_type.starts_with("text/plain") && text.len() <= SHORT).then(|| text.to_owned())
}

/// A location without what may hold a secret.
fn plain(location: &str) -> &str {
    location.split(['?', '#']).next().unwrap_or_default()
}

/// A success that cannot be read. The change behind it was made, or was not: the words that would say so are lost.
fn success(answer: &ResponseValue<ErrorBody>, clean: impl Fn(&str) -> String) -> Attempt {
    let status = answer.status();
    let body = answer.bytes().trim_ascii();
    let is_page = body.first() == Some(&b'<');
    if is_page {
        let detail = format!("the answer {status} is a web page, not the API");
        return Attempt { detail: Some(detail), ..Attempt::new(ErrorKind::WrongEndpoint, Sent::Answered) };
    }
    let attempt = Attempt::new(ErrorKind::Undecodable, Sent::Unknown);
    match answer.defect() {
        Some(Defect::Interrupted(_)) => {
            let detail = "the connection broke before the answer was complete".to_owned();
            Attempt { kind: ErrorKind::Connection, transient: true, detail: Some(detail), ..attempt }
        }
        Some(Defect::Undecodable(_)) if body == b"null" => {
            let detail = format!("the answer {status} is `null`");
            Attempt { cause: Some(Cause::NoValue), detail: Some(detail), ..attempt }
        }
        // Every answer of the API begins so, also one that was damaged on its way.
        Some(Defect::Undecodable(_)) if !matches!(body.first(), None | Some(b'{' | b'[')) => {
            let detail = format!("the answer {status} is neither JSON nor a web page, so not the API's");
            Attempt { kind: ErrorKind::WrongEndpoint, detail: Some(detail), ..attempt }
        }
        Some(defect) => {
            let ends_early = !matches!(defect, Defect::TooLong(_))
                && serde_json::from_slice::<IgnoredAny>(body).is_err_and(|error| error.is_eof());
            let detail = format!("the answer {status} cannot be read: {}", clean(&defect.to_string()));
            Attempt { transient: ends_early, detail: Some(detail), ..attempt }
        }
        None => Attempt { detail: Some(format!("the answer {status} cannot be read")), ..attempt },
    }
}

/// What a status means, by who says so: a 500 is known to have ended the work only when it is NetBird's own.
fn failure(status: StatusCode, words: &Words, retry_after: Option<Duration>) -> Attempt {
    let answered = |kind| Attempt::new(kind, Sent::Answered);
    let again = |kind, sent| Attempt { transient: true, ..Attempt::new(kind, sent) };
    let unknown_token = |message: &str| message.starts_with("invalid token: ");
    match (status.as_u16(), words) {
        (401 | 407, _) => answered(ErrorKind::Unauthorized),
        (403, _) => answered(ErrorKind::Forbidden),
        (404, Words::NetBird(message)) if unknown_token(message) => answered(ErrorKind::Unauthorized),
        (404, Words::NetBird(_)) => answered(ErrorKind::NotFound),
        (408, _) => again(ErrorKind::Timeout, Sent::Unknown),
        (413 | 431, _) => answered(ErrorKind::InvalidRequest),
        (429, _) => again(ErrorKind::RateLimited { wait: retry_after.unwrap_or(FIRST_PROBE) }, Sent::Nothing),
        (404, _) | (400..500, Words::Other(_)) => answered(ErrorKind::WrongEndpoint),
        (409, _) => answered(ErrorKind::Conflict),
        (412, _) => answered(ErrorKind::NotAvailable),
        (400..500, _) => answered(ErrorKind::InvalidRequest),
        (500, Words::NetBird(_)) => again(ErrorKind::Server, Sent::Answered),
        (500 | 502..=504, _) => again(ErrorKind::Server, Sent::Unknown),
        (500..600, _) => Attempt::new(ErrorKind::Server, Sent::Unknown),
        _ => answered(ErrorKind::WrongEndpoint),
    }
}
