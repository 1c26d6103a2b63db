//! What an answer that is no success says about the attempt.

use std::time::Duration;

use netbird_users_gen::{
    Error as Generated, ResponseValue,
    support::{Defect, ErrorBody, Secret},
    types::ErrorResponse,
};
use reqwest::{
    StatusCode,
    header::{CONTENT_TYPE, LOCATION},
};
use serde::de::IgnoredAny;

use super::{
    Engine,
    attempt::{Attempt, Sent},
    retry_after::retry_after,
    scrub::scrub,
};
use crate::{error::ErrorKind, retry::FIRST_PROBE};

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
                let clean = |text: &str| scrub(text, secrets.iter().chain([&self.credential]));
                read(&answer, clean)
            }
            // The generated client has neither: an answer of any kind is an `ErrorResponse`.
            Generated::InvalidResponsePayload(..) | Generated::UnexpectedResponse(_) => {
                Attempt::new(ErrorKind::Undecodable, Sent::Unknown)
            }
        }
    }

    fn transport(&self, error: reqwest::Error) -> Attempt {
        let attempt = if error.is_builder() {
            let detail = "the request could not be put together".to_owned();
            Attempt { detail: Some(detail), ..Attempt::new(ErrorKind::Refused, Sent::Nothing) }
        } else if error.is_redirect() {
            let detail = "the HTTP client followed redirects, which leads writes elsewhere".to_owned();
            Attempt { detail: Some(detail), ..Attempt::new(ErrorKind::Redirected, Sent::Unknown) }
        } else if error.is_connect() {
            let detail = format!("no connection to {} could be made", self.base_url);
            Attempt {
                transient: true,
                detail: Some(detail),
                ..Attempt::new(ErrorKind::Connection, Sent::Nothing)
            }
        } else {
            let (kind, detail) = if error.is_timeout() {
                (ErrorKind::Timeout, "no whole answer came in time")
            } else {
                (ErrorKind::Connection, "the connection broke before an answer came")
            };
            Attempt { transient: true, detail: Some(detail.to_owned()), ..Attempt::new(kind, Sent::Unknown) }
        };
        Attempt { source: Some(error), ..attempt }
    }
}

fn read(answer: &ResponseValue<ErrorBody>, clean: impl Fn(&str) -> String) -> Attempt {
    let status = answer.status();
    let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok());
    let retry_after = retry_after(answer.headers());
    let attempt = if status.is_success() {
        success(answer)
    } else if status.is_redirection() {
        let target = header(LOCATION.as_str()).map_or_else(|| "nowhere".to_owned(), |to| clean(plain(to)));
        let detail = format!("the server answered {status}: a redirect to {target}, which is not followed");
        Attempt { detail: Some(detail), ..Attempt::new(ErrorKind::Redirected, Sent::Answered) }
    } else {
        let content_type = header(CONTENT_TYPE.as_str()).unwrap_or_default();
        let of_api = answer.json::<ErrorResponse>().ok().and_then(|error| error.message);
        let json = content_type.starts_with("application/json");
        let attempt = failure(status, of_api.as_deref().or(json.then_some("")), retry_after);
        let message = of_api.or_else(|| short_text(answer, content_type)).filter(|text| !text.is_empty());
        Attempt { message: message.map(|text| clean(&text)), ..attempt }
    };
    Attempt { status: Some(status), request_id: header("x-request-id").map(&clean), retry_after, ..attempt }
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
fn success(answer: &ResponseValue<ErrorBody>) -> Attempt {
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
        // Every answer of the API begins so, also one that was damaged on its way.
        Some(Defect::Undecodable(_)) if !matches!(body.first(), None | Some(b'{' | b'[')) => {
            let detail = format!("the answer {status} is neither JSON nor a web page, so not the API's");
            Attempt { kind: ErrorKind::WrongEndpoint, detail: Some(detail), ..attempt }
        }
        Some(defect) => {
            let ends_early = !matches!(defect, Defect::TooLong(_))
                && serde_json::from_slice::<IgnoredAny>(body).is_err_and(|error| error.is_eof());
            let detail = format!("the answer {status} cannot be read: {defect}");
            Attempt { transient: ends_early, detail: Some(detail), ..attempt }
        }
        None => Attempt { detail: Some(format!("the answer {status} cannot be read")), ..attempt },
    }
}

/// What a status means, and whether the API sent it: what it said, or nothing that could be read.
fn failure(status: StatusCode, of_api: Option<&str>, retry_after: Option<Duration>) -> Attempt {
    let answered = |kind| Attempt::new(kind, Sent::Answered);
    let again = |kind, sent| Attempt { transient: true, ..Attempt::new(kind, sent) };
    match status.as_u16() {
        401 | 407 => answered(ErrorKind::Unauthorized),
        403 => answered(ErrorKind::Forbidden),
        404 if of_api.is_some_and(|message| message.starts_with("invalid token: ")) => {
            answered(ErrorKind::Unauthorized)
        }
        408 => again(ErrorKind::Timeout, Sent::Unknown),
        413 | 431 => answered(ErrorKind::InvalidRequest),
        429 => again(ErrorKind::RateLimited { wait: retry_after.unwrap_or(FIRST_PROBE) }, Sent::Nothing),
        400..500 if of_api.is_none() => answered(ErrorKind::WrongEndpoint),
        404 => answered(ErrorKind::NotFound),
        409 => answered(ErrorKind::Conflict),
        412 => answered(ErrorKind::NotAvailable),
        400..500 => answered(ErrorKind::InvalidRequest),
        500 if of_api.is_some() => again(ErrorKind::Server, Sent::Answered),
        500 | 502..=504 => again(ErrorKind::Server, Sent::Unknown),
        500..600 => Attempt::new(ErrorKind::Server, Sent::Unknown),
        _ => answered(ErrorKind::WrongEndpoint),
    }
}
