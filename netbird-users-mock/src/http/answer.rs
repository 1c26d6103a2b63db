use std::fmt;

use axum::http::{
    HeaderMap, HeaderName, HeaderValue, StatusCode,
    header::{CONTENT_TYPE, LOCATION},
};
use bytes::Bytes;
use serde::Serialize;

use crate::json;

/// What an endpoint comes to.
pub(crate) type Outcome<T> = Result<T, Failure>;

/// An answer, before faults.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) content: Content,
}

/// What an answer's body is to hold.
pub(crate) enum Content {
    Whole(Bytes),
    /// Made while they are sent.
    Pieces(Box<dyn Iterator<Item = Bytes> + Send>),
}

impl Content {
    /// All of it, made now.
    pub(crate) fn whole(self) -> Bytes {
        match self {
            Self::Whole(bytes) => bytes,
            Self::Pieces(pieces) => pieces.collect::<Vec<_>>().concat().into(),
        }
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(bytes) => bytes.fmt(formatter),
            Self::Pieces(_) => formatter.write_str("pieces"),
        }
    }
}

impl Answer {
    /// 200 with JSON, as every success.
    pub(crate) fn json(value: &impl Serialize) -> Self {
        Self::json_with(StatusCode::OK, json::line(value))
    }

    /// 200 with JSON in pieces, for what may be long.
    pub(crate) fn pieces(pieces: impl Iterator<Item = Bytes> + Send + 'static) -> Self {
        let mut pieces = pieces.peekable();
        let first = pieces.next().unwrap_or_default();
        let content = match pieces.peek() {
            None => Content::Whole(first),
            Some(_) => Content::Pieces(Box::new(std::iter::once(first).chain(pieces))),
        };
        Self { content, ..Self::json_with(StatusCode::OK, Vec::new()) }
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
        Self { status, headers: HeaderMap::new(), content: Content::Whole(Bytes::new()) }
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
        self.content = Content::Whole(body.into());
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
