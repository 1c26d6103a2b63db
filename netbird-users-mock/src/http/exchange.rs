//! One request, in the server's order: router, request id, CORS, authentication, endpoint.

use std::{
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    body::{Body, to_bytes},
    extract::{Extension, Request, State as Extract},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header::CONNECTION, request::Parts},
    response::Response,
};
use bytes::Bytes;

use super::{
    Answer, Content, Cut, Failure, Limiter, Outcome, Piece, Pieces, auth, bypass, connection::Peer, cors,
    path, routing,
};
use crate::{
    endpoints::{self, Call},
    fault::{Faults, Stage},
    flavour::Generation,
    http::{Verb, routing::Route},
    request_log::{Log, Request as Logged},
    state::{State, xid},
};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Go's limit for the head of a request: 1 MiB and a little.
const HEAD: usize = (1 << 20) + 4096;

/// What all connections and the handle of the tests share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) generation: Generation,
    pub(crate) inner: Mutex<Inner>,
}

/// Behind one lock, so that each request is taken, answered and logged in one order.
#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) state: State,
    pub(crate) log: Log,
    pub(crate) faults: Faults,
    pub(crate) limiter: Option<Limiter<String>>,
    pub(crate) public_limiter: Limiter<IpAddr>,
}

impl Shared {
    /// No code panics while it holds the lock; if one did, what it left is still of use.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Any request. Its answer may be marked as [`Cut`].
pub(crate) async fn exchange(
    Extract(shared): Extract<Arc<Shared>>,
    Extension(Peer(peer)): Extension<Peer>,
    request: Request,
) -> Response {
    let (head, body) = request.into_parts();
    // A body that ends early is a client that went away: nobody reads the answer.
    let Ok(body) = to_bytes(body, usize::MAX).await else { return cut() };
    let fault = {
        let mut inner = shared.lock();
        inner.log.push(Logged::new(&head, &body));
        inner.faults.take(&head.method, head.uri.path())
    };
    let Some(fault) = fault else {
        return answer(&shared, &head, &body, peer, false).map_or_else(cut, send);
    };
    let reached = match fault.stage() {
        Stage::Instead => None,
        Stage::Beside => return answer(&shared, &head, &body, peer, true).map_or_else(cut, send),
        Stage::After => match answer(&shared, &head, &body, peer, false) {
            Some(answer) => Some(answer),
            None => return cut(),
        },
        Stage::Before(delay) => {
            tokio::time::sleep(delay).await;
            return answer(&shared, &head, &body, peer, false).map_or_else(cut, send);
        }
    };
    fault.apply(reached).await
}

/// No answer at all.
pub(crate) fn cut() -> Response {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(Cut);
    response
}

/// Go sends a body of more than about 2 KB in chunks, without its length.
pub(crate) fn send(answer: Answer) -> Response {
    let body = match answer.content {
        Content::Whole(bytes) if bytes.len() > 2048 => Body::new(Pieces::new([Piece::Bytes(bytes)])),
        Content::Whole(bytes) => Body::from(bytes),
        Content::Pieces(pieces) => Body::new(Pieces::new(pieces.map(Piece::Bytes))),
    };
    with_body(answer.status, answer.headers, body)
}

pub(crate) fn with_body(status: StatusCode, headers: HeaderMap, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// What the server answers; none when its handler panics.
fn answer(shared: &Shared, head: &Parts, body: &Bytes, peer: SocketAddr, raced: bool) -> Option<Answer> {
    if size(head) > HEAD {
        let status = StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE;
        let refused = Answer::plain(status, "431 Request Header Fields Too Large");
        return Some(refused.header(CONNECTION, HeaderValue::from_static("close")));
    }
    let Some(path) = path::unescape(head.uri.path()) else {
        let refused = Answer::plain(StatusCode::BAD_REQUEST, "400 Bad Request");
        return Some(refused.header(CONNECTION, HeaderValue::from_static("close")));
    };
    let query = head.uri.query();
    let cleaned = path::clean(&path);
    if cleaned != path {
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        return Some(Answer::moved(&format!("{}{query}", path::escape(&cleaned))));
    }
    let (verb, ids) = match routing::route(&head.method, &path) {
        Route::To(verb, ids) => (verb, ids),
        Route::UnknownMethod if shared.generation == Generation::Before062 => {
            return Some(Answer::empty(StatusCode::METHOD_NOT_ALLOWED));
        }
        Route::UnknownMethod | Route::UnknownPath => {
            let sniff =
                (HeaderName::from_static("x-content-type-options"), HeaderValue::from_static("nosniff"));
            return Some(
                Answer::plain(StatusCode::NOT_FOUND, "404 page not found\n").header(sniff.0, sniff.1),
            );
        }
    };
    let answer = if let Some(answer) = cors::preflight(&head.method, &head.headers) {
        answer
    } else {
        let inner = &mut *shared.lock();
        let query = query.unwrap_or_default();
        let request = Matched { verb, ids: &ids, path: &path, query, body, peer, raced };
        match request.handle(&head.headers, inner) {
            Ok(answer) => answer,
            Err(failure) => failure.into_answer()?,
        }
    };
    let id = HeaderValue::from_str(&xid()).unwrap_or(HeaderValue::from_static(""));
    Some(cors::mark(&head.headers, answer).header(REQUEST_ID, id))
}

/// How many bytes the head had, about.
fn size(head: &Parts) -> usize {
    let headers = head.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4);
    headers.sum::<usize>() + head.uri.path().len() + head.uri.query().map_or(0, str::len)
}

/// A request that has a route.
struct Matched<'a> {
    verb: Verb,
    ids: &'a [String],
    path: &'a str,
    query: &'a str,
    body: &'a [u8],
    peer: SocketAddr,
    raced: bool,
}

impl Matched<'_> {
    fn handle(&self, headers: &HeaderMap, inner: &mut Inner) -> Outcome<Answer> {
        let caller = if bypass::is_open(self.path) {
            None
        } else {
            Some(auth::authenticate(&mut inner.state, inner.limiter.as_mut(), headers)?)
        };
        if matches!(self.verb, Verb::PublicInvite | Verb::AcceptInvite)
            && !inner.public_limiter.allows(self.peer.ip())
        {
            return Err(Failure::typed(429, "rate limit exceeded, please try again later"));
        }
        let mut call = Call {
            state: &mut inner.state,
            ids: self.ids,
            query: self.query,
            body: self.body,
            raced: self.raced,
        };
        match (self.verb, caller) {
            (Verb::PublicInvite, _) => endpoints::public_invite(&call),
            (Verb::AcceptInvite, _) => endpoints::accept_invite(&mut call),
            (_, None) => Err(Failure::internal()),
            (verb, Some(caller)) => endpoints::run(verb, &mut call, &caller),
        }
    }
}
