use std::collections::VecDeque;

use axum::http::request::Parts;
use bytes::Bytes;

/// How many requests are kept: enough for a test, and bounded for a server that runs by hand.
const KEPT: usize = 10_000;

/// A request as it came over the wire, before the server decoded anything.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Request {
    /// As sent: methods are case-sensitive.
    pub method: String,
    /// The path with its escapes, without the query.
    pub path: String,
    /// What followed the `?`; none when there was no `?`.
    pub query: Option<String>,
    /// Names in lower case, values as sent. The token is among them.
    pub headers: Vec<(String, Vec<u8>)>,
    /// All of it, without the framing of chunks.
    pub body: Vec<u8>,
}

impl Request {
    pub(crate) fn new(head: &Parts, body: &Bytes) -> Self {
        let header = |(name, value): (&axum::http::HeaderName, &axum::http::HeaderValue)| {
            (name.as_str().to_owned(), value.as_bytes().to_vec())
        };
        Self {
            method: head.method.to_string(),
            path: head.uri.path().to_owned(),
            query: head.uri.query().map(str::to_owned),
            headers: head.headers.iter().map(header).collect(),
            body: body.to_vec(),
        }
    }

    /// The first value of a header, its name in any case, as text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let (_, value) = self.headers.iter().find(|(sent, _)| sent.eq_ignore_ascii_case(name))?;
        std::str::from_utf8(value).ok()
    }

    /// The body as text; what is no UTF-8 is replaced.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// The newest requests, in the order of their arrival.
#[derive(Debug, Default)]
pub(crate) struct Log(VecDeque<Request>);

impl Log {
    pub(crate) fn push(&mut self, request: Request) {
        if self.0.len() == KEPT {
            self.0.pop_front();
        }
        self.0.push_back(request);
    }

    pub(crate) fn all(&self) -> Vec<Request> {
        self.0.iter().cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}
