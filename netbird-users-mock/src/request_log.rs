use std::collections::VecDeque;

use axum::http::request::Parts;
use bytes::Bytes;

/// How many requests are kept: enough for a test, and bounded for a server that runs by hand.
const KEPT: usize = 10_000;

/// How many bytes their bodies have together at most, unless the newest alone has more: nobody is asked for a token before
/// a body is read.
const BYTES: usize = 64 << 20;

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
pub(crate) struct Log {
    requests: VecDeque<Request>,
    bytes: usize,
}

impl Log {
    pub(crate) fn push(&mut self, request: Request) {
        self.bytes += request.body.len();
        self.requests.push_back(request);
        while self.requests.len() > KEPT || self.bytes > BYTES && self.requests.len() > 1 {
            self.bytes -= self.requests.pop_front().map_or(0, |oldest| oldest.body.len());
        }
    }

    pub(crate) fn all(&self) -> Vec<Request> {
        self.requests.iter().cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(length: usize) -> Request {
        let (method, path) = ("POST".to_owned(), "/".to_owned());
        Request { method, path, query: None, headers: Vec::new(), body: vec![0; length] }
    }

    #[test]
    fn the_newest_requests_are_kept_within_bounds_of_number_and_size() {
        let mut log = Log::default();
        for _ in 0..=KEPT {
            log.push(request(0));
        }
        assert_eq!(log.all().len(), KEPT);
        log.clear();
        for _ in 0..3 {
            log.push(request(BYTES / 2));
        }
        assert_eq!(log.all().len(), 2);
        log.push(request(BYTES + 1));
        assert_eq!(log.all().len(), 1, "the newest stays, however large");
        log.push(request(1));
        assert_eq!(log.all().iter().map(|request| request.body.len()).sum::<usize>(), 1);
    }
}
