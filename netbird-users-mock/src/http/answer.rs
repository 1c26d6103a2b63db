use axum::http::{
    HeaderMap, HeaderName, HeaderValue, StatusCode,
    header::{CONTENT_TYPE, LOCATION},
};
use bytes::Bytes;
use serde::Serialize;

use crate::json;

/// What an endpoint comes to.
pub(crate) type Outcome<T> = Result<T, Failure>;

/// An answer that is complete, before faults.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    /// 200 with JSON, as every success.
    pub(crate) fn json(value: &impl Serialize) -> Self {
        Self::json_with(StatusCode::OK, json::line(value))
    }

    /// 200 with a list, for long ones.
    pub(crate) fn list<I: ExactSizeIterator<Item: Serialize>>(items: I) -> Self {
        Self::json_with(StatusCode::OK, json::list(items))
    }

    /// `{}`: the answer of actions.
    pub(crate) fn done() -> Self {
        Self::json_with(StatusCode::OK, b"{}\n".to_vec())
    }

    fn json_with(status: StatusCode, body: Vec<u8>) -> Self {
        Self::empty(status)
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=UTF-8"))
            .body(body)
    }

    pub(crate) fn empty(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), body: Bytes::new() }
    }

    /// Go's plain texts.
    pub(crate) fn plain(status: StatusCode, text: &'static str) -> Self {
        Self::empty(status)
            .header(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"))
            .body(text.as_bytes().to_vec())
    }

    /// 301 without a body.
    pub(crate) fn moved(location: &str) -> Self {
        let location = HeaderValue::from_str(location).unwrap_or(HeaderValue::from_static("/"));
        Self::empty(StatusCode::MOVED_PERMANENTLY).header(LOCATION, location)
    }

    pub(crate) fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }

    fn body(mut self, body: Vec<u8>) -> Self {
        self.body = body.into();
        self
    }
}

/// What an endpoint answers when it does not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// An error body.
    Says { status: u16, message: String },
    /// The handler panics, and the server has nothing that catches it: the connection closes.
    Panics,
}

impl Failure {
    /// The text as it is: what handlers write themselves.
    pub(crate) fn verbatim(status: u16, message: impl Into<String>) -> Self {
        Self::Says { status, message: message.into() }
    }

    /// The text in lower case, ids and all: what comes from below the handlers.
    pub(crate) fn typed(status: u16, message: impl AsRef<str>) -> Self {
        Self::Says { status, message: message.as_ref().to_lowercase() }
    }

    /// A lack of rights.
    pub(crate) fn denied() -> Self {
        Self::typed(403, "permission denied")
    }

    /// What errors without a type come to.
    pub(crate) fn internal() -> Self {
        Self::typed(500, "internal server error")
    }

    pub(crate) fn no_user(id: &str) -> Self {
        Self::typed(404, format!("user: {id} not found"))
    }

    /// None for a panic.
    pub(crate) fn into_answer(self) -> Option<Answer> {
        #[derive(Serialize)]
        struct ErrorBody {
            message: String,
            code: u16,
        }

        let Self::Says { status, message } = self else { return None };
        let code = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Some(Answer::json_with(code, json::line(&ErrorBody { message, code: status })))
    }
}
