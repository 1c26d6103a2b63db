//! What goes wrong on demand.

use std::time::Duration;

use axum::{
    body::Body,
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, StatusCode,
        header::{CONTENT_TYPE, LOCATION, RETRY_AFTER},
    },
    response::Response,
};
use bytes::Bytes;

use crate::http::{Answer, Content, Piece, Pieces, cut, send, with_body};

/// Something that goes wrong with the next request, or with each that matches.
///
/// A fault is used up by one request unless [`every_time`](Self::every_time) is called. Where several match, the one
/// injected first is taken. A mock that is dropped with a fault that was never used fails the test.
#[derive(Clone, Debug)]
#[must_use = "a fault does nothing until it is injected"]
pub struct Fault {
    kind: Kind,
    method: Option<String>,
    path: Option<String>,
    every_time: bool,
    used: bool,
}

#[derive(Clone, Debug)]
enum Kind {
    Delay(Duration),
    Race,
    Answer { status: u16, headers: Vec<(String, String)>, body: Vec<u8> },
    EmptyBody,
    TruncatedBody,
    InvalidUtf8,
    SlowBody { piece: usize, pause: Duration },
    CloseBefore,
    CloseAfter,
    CloseInTheMiddle,
    Stall,
    StallInTheMiddle,
}

/// When a fault strikes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stage {
    /// The request is handled as ever, so much later.
    Before(Duration),
    /// The request is handled beside another of its kind.
    Beside,
    /// The request is not handled.
    Instead,
    /// The request is handled, and its answer suffers.
    After,
}

impl Fault {
    fn new(kind: Kind) -> Self {
        Self { kind, method: None, path: None, every_time: false, used: false }
    }

    /// The request is handled after this time, by tokio's clock.
    pub fn delay(delay: Duration) -> Self {
        Self::new(Kind::Delay(delay))
    }

    /// The request is handled at the same moment as another of its kind: a person's creation finds that the other has made
    /// the person, and answers 500; an approval is answered with 200 although the user is approved already.
    pub fn race() -> Self {
        Self::new(Kind::Race)
    }

    /// The request is not handled; the answer has this status and an empty body. [`header`](Self::header) and
    /// [`body`](Self::body) add to it. A number that is no status is sent as 500.
    pub fn status(status: u16) -> Self {
        Self::new(Kind::Answer { status, headers: Vec::new(), body: Vec::new() })
    }

    /// The request is not handled; the answer is the 502 page of a proxy, as HTML.
    pub fn html_502() -> Self {
        Self::status(502).header("content-type", "text/html").body(
            "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad \
             Gateway</h1></center>\r\n</body>\r\n</html>\r\n",
        )
    }

    /// The request is not handled; the answer is 302 to this place.
    pub fn redirect(location: impl Into<String>) -> Self {
        Self::status(302).header(LOCATION.as_str(), location)
    }

    /// The request is not handled; the answer is the server's 429, with `Retry-After` in seconds when given. The
    /// server itself never sends that header; a proxy may.
    pub fn too_many_requests(retry_after: Option<u64>) -> Self {
        let fault = Self::status(429)
            .header(CONTENT_TYPE.as_str(), "application/json; charset=UTF-8")
            .body("{\"message\":\"too many requests\",\"code\":429}\n");
        match retry_after {
            Some(seconds) => fault.header(RETRY_AFTER.as_str(), seconds.to_string()),
            None => fault,
        }
    }

    /// The request is handled; the answer keeps its status and headers and loses its body.
    pub fn empty_body() -> Self {
        Self::new(Kind::EmptyBody)
    }

    /// The request is handled; half of the answer's body is sent, and the answer ends in good order.
    pub fn truncated_body() -> Self {
        Self::new(Kind::TruncatedBody)
    }

    /// The request is handled; a byte in the middle of the answer's body is no UTF-8.
    pub fn invalid_utf8() -> Self {
        Self::new(Kind::InvalidUtf8)
    }

    /// The request is handled; the answer's body comes in pieces of so many bytes (1 at least), with this pause before
    /// each, by tokio's clock.
    pub fn slow_body(piece: usize, pause: Duration) -> Self {
        Self::new(Kind::SlowBody { piece: piece.max(1), pause })
    }

    /// The request is not handled; the connection closes without a byte.
    pub fn close_before_answer() -> Self {
        Self::new(Kind::CloseBefore)
    }

    /// The request is handled, so that a write is done; the connection closes without a byte.
    pub fn close_after_write() -> Self {
        Self::new(Kind::CloseAfter)
    }

    /// The request is handled; the connection closes after half of the answer's body, whose end is missing.
    pub fn close_in_the_middle() -> Self {
        Self::new(Kind::CloseInTheMiddle)
    }

    /// The request is not handled, and nothing is answered as long as the mock lives.
    pub fn stall() -> Self {
        Self::new(Kind::Stall)
    }

    /// The request is handled; after half of the answer's body nothing more comes as long as the mock lives.
    pub fn stall_in_the_middle() -> Self {
        Self::new(Kind::StallInTheMiddle)
    }

    /// Adds a header to an answer made by [`status`](Self::status) and its kin. A header that is not one, or a fault
    /// without an answer of its own, is left as it is.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        if let Kind::Answer { headers, .. } = &mut self.kind {
            headers.push((name.into(), value.into()));
        }
        self
    }

    /// Sets the body of an answer made by [`status`](Self::status) and its kin.
    pub fn body(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        if let Kind::Answer { body, .. } = &mut self.kind {
            *body = bytes.into();
        }
        self
    }

    /// Only requests with this method.
    pub fn method(mut self, method: impl Into<String>) -> Self {
        self.method = Some(method.into());
        self
    }

    /// Only requests whose raw path, without the query, is this one.
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Strikes each request that matches, and not only the next.
    pub fn every_time(mut self) -> Self {
        self.every_time = true;
        self
    }

    pub(crate) fn stage(&self) -> Stage {
        match self.kind {
            Kind::Delay(delay) => Stage::Before(delay),
            Kind::Race => Stage::Beside,
            Kind::Answer { .. } | Kind::CloseBefore | Kind::Stall => Stage::Instead,
            Kind::EmptyBody
            | Kind::TruncatedBody
            | Kind::InvalidUtf8
            | Kind::SlowBody { .. }
            | Kind::CloseAfter
            | Kind::CloseInTheMiddle
            | Kind::StallInTheMiddle => Stage::After,
        }
    }

    /// What is sent, given what the server would have answered.
    pub(crate) async fn apply(self, answer: Option<Answer>) -> Response {
        let Answer { status, headers, content } = answer.unwrap_or_else(|| Answer::empty(StatusCode::OK));
        let body = content.whole();
        let half = body.len() / 2;
        let whole = |body| send(Answer { status, headers: headers.clone(), content: Content::Whole(body) });
        let in_pieces = |pieces| with_body(status, headers.clone(), Body::new(pieces));
        match self.kind {
            Kind::Answer { status, headers, body } => send(Answer {
                status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
                headers: parse(headers),
                content: Content::Whole(body.into()),
            }),
            Kind::Stall => std::future::pending().await,
            Kind::CloseBefore | Kind::CloseAfter => cut(),
            Kind::Delay(_) | Kind::Race => whole(body),
            Kind::EmptyBody => whole(Bytes::new()),
            Kind::TruncatedBody => whole(body.slice(..half)),
            Kind::InvalidUtf8 => whole([&body[..half], b"\xFF", &body[half..]].concat().into()),
            Kind::SlowBody { piece, pause } => {
                let chunks = body.chunks(piece).map(Bytes::copy_from_slice);
                let pieces: Vec<Piece> =
                    chunks.flat_map(|bytes| [Piece::Pause(pause), Piece::Bytes(bytes)]).collect();
                in_pieces(Pieces::new(pieces))
            }
            Kind::CloseInTheMiddle => in_pieces(half_and_then(&body, Piece::Break)),
            Kind::StallInTheMiddle => in_pieces(half_and_then(&body, Piece::Stall)),
        }
    }
}

/// The pause lets hyper send what it has before the end comes.
fn half_and_then(body: &Bytes, then: Piece) -> Pieces {
    Pieces::new([Piece::Bytes(body.slice(..body.len() / 2)), Piece::Pause(Duration::from_millis(1)), then])
}

fn parse(headers: Vec<(String, String)>) -> HeaderMap {
    let parse = |(name, value): (String, String)| {
        Some((HeaderName::try_from(name).ok()?, HeaderValue::try_from(value).ok()?))
    };
    let mut map = HeaderMap::new();
    for (name, value) in headers.into_iter().filter_map(parse) {
        map.append(name, value);
    }
    map
}

/// The faults of a server, in the order of their injection.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// The fault that this request meets.
    pub(crate) fn take(&mut self, method: &Method, path: &str) -> Option<Fault> {
        let meets = |fault: &Fault| {
            fault.method.as_deref().is_none_or(|wanted| wanted == method.as_str())
                && fault.path.as_deref().is_none_or(|wanted| wanted == path)
        };
        let at = self.0.iter().position(meets)?;
        if self.0[at].every_time {
            self.0[at].used = true;
            Some(self.0[at].clone())
        } else {
            Some(self.0.remove(at))
        }
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// Those that no request has met.
    pub(crate) fn unused(&self) -> Vec<Fault> {
        self.0.iter().filter(|fault| !fault.used).cloned().collect()
    }
}
