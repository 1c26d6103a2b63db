//! HTTP by hand: what is sent is what is written here, and what came is seen whole.

use netbird_users_mock::{Builder, Flavour, Idp, MockNetBird};
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// The body came to the end that its framing announced.
    pub(crate) complete: bool,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(sent, _)| sent == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(sent, _)| sent == name).map(|(_, value)| value.as_str()).collect()
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The JSON of a success.
    #[track_caller]
    pub(crate) fn ok(&self) -> Value {
        assert_eq!(self.status, 200, "{}", String::from_utf8_lossy(&self.body));
        self.json()
    }

    /// The success of an action.
    #[track_caller]
    pub(crate) fn done(&self) {
        assert_eq!((self.status, self.text()), (200, "{}\n"));
    }

    /// An error body, word for word.
    #[track_caller]
    pub(crate) fn refused(&self, status: u16, message: &str) {
        let expected = serde_json::json!({ "message": message, "code": status });
        assert_eq!((self.status, self.json()), (status, expected));
    }

    /// The router's own 404.
    #[track_caller]
    pub(crate) fn no_route(&self) {
        assert_eq!((self.status, self.text()), (404, "404 page not found\n"));
        assert_eq!(self.header("content-type"), Some("text/plain; charset=utf-8"));
    }
}

/// Sends these bytes and reads until the connection closes; none when no byte came.
pub(crate) async fn raw(server: &MockNetBird, request: &[u8]) -> Option<Answer> {
    let mut stream = TcpStream::connect(server.address()).await.expect("the mock listens");
    // The server may refuse before it has read everything.
    let _ = stream.write_all(request).await;
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    parse(&bytes)
}

fn parse(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).expect("a head is text");
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().expect("a status");
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let mut answer = Answer { status, headers, body: bytes[end + 4..].to_vec(), complete: true };
    if answer.header("transfer-encoding").is_some() {
        (answer.body, answer.complete) = unchunk(&answer.body);
    } else if let Some(length) = answer.header("content-length") {
        answer.complete = length.parse() == Ok(answer.body.len());
    }
    Some(answer)
}

fn unchunk(mut bytes: &[u8]) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    loop {
        let Some(at) = bytes.windows(2).position(|window| window == b"\r\n") else { return (body, false) };
        let size = std::str::from_utf8(&bytes[..at]).expect("a size");
        let size = usize::from_str_radix(size, 16).expect("a size");
        if size == 0 {
            return (body, true);
        }
        let Some(chunk) = bytes.get(at + 2..at + 2 + size) else { return (body, false) };
        body.extend_from_slice(chunk);
        bytes = bytes.get(at + 4 + size..).unwrap_or_default();
    }
}

/// A request with these headers; none when no byte came back.
pub(crate) async fn try_send(
    server: &MockNetBird,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Option<Answer> {
    let mut request = format!("{method} {target} HTTP/1.1\r\nhost: mock\r\nconnection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() {
        request.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    request.push_str("\r\n");
    raw(server, &[request.as_bytes(), body].concat()).await
}

/// A request with these headers.
pub(crate) async fn send(
    server: &MockNetBird,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
) -> Answer {
    try_send(server, method, target, headers, b"").await.expect("an answer")
}

/// A request with this token.
pub(crate) async fn call_as(
    server: &MockNetBird,
    token: &str,
    method: &str,
    target: &str,
    body: &str,
) -> Answer {
    let authorization = format!("Token {token}");
    let answer =
        try_send(server, method, target, &[("authorization", &authorization)], body.as_bytes()).await;
    answer.expect("an answer")
}

/// A request by the owner.
pub(crate) async fn call(server: &MockNetBird, method: &str, target: &str, body: &str) -> Answer {
    call_as(server, server.token(), method, target, body).await
}

pub(crate) async fn start() -> MockNetBird {
    started(MockNetBird::builder()).await
}

pub(crate) async fn started(builder: Builder) -> MockNetBird {
    builder.start().await.expect("a mock")
}

pub(crate) async fn embedded() -> MockNetBird {
    start().await
}

pub(crate) async fn external(idp: Idp) -> MockNetBird {
    started(MockNetBird::builder().flavour(Flavour::External(idp))).await
}

pub(crate) async fn without_idp() -> MockNetBird {
    started(MockNetBird::builder().flavour(Flavour::NoIdp)).await
}

/// One of each.
pub(crate) async fn flavours() -> [MockNetBird; 3] {
    [embedded().await, external(Idp::Auth0).await, without_idp().await]
}

/// The user with this id in an answer of the list.
#[track_caller]
pub(crate) fn find(list: &Value, id: &str) -> Value {
    let found = list.as_array().expect("a list").iter().find(|user| user["id"] == id);
    found.unwrap_or_else(|| panic!("{id} is not in {list}")).clone()
}
