//! What goes wrong on the first day: a token or a URL that is not right. Each error is one line that says what to do.

use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
    thread,
};

use netbird_users::{Client, Credential, Error, ErrorKind, NewUser};
use netbird_users_mock::MockNetBird;

use crate::{
    SimulatedClock,
    program::{example, finish, run},
};

/// A token by its form, that no server knows.
const UNKNOWN: &str = "nbp_abcdefghijklmnopqrstuvwxyz01232LolCm";

const PAGE: &str = "<!doctype html><html><head><title>NetBird</title></head><body></body></html>";

/// A server that answers everything with these bytes, and its URL. It ends with the test.
fn serve(answer: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for connection in listener.incoming() {
            let mut connection = connection.expect("a connection");
            let _ = connection.read(&mut [0; 4096]);
            let _ = connection.write_all(answer.as_bytes());
        }
    });
    format!("http://{address}")
}

fn answer(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}")
}

fn client(url: &str) -> Client {
    let builder = Client::builder(Credential::token(UNKNOWN)).base_url(url).clock(SimulatedClock::default());
    builder.build().expect("a client")
}

/// The error of a list, which is one line and ends with what to do.
async fn error_at(url: &str) -> Error {
    let error = client(url).users().list().await.expect_err(url);
    let (line, hint) = (error.to_string(), error.hint().expect("a hint"));
    assert!(line.starts_with("could not list users: ") && line.ends_with(hint), "{line}");
    assert_eq!(line.lines().count(), 1, "{line}");
    error
}

#[tokio::test]
async fn variables_that_cannot_be_right_are_told_before_anything_is_sent() {
    let server = MockNetBird::start().await.expect("a mock");
    let (good, url) = (server.token(), server.url());
    let (bare, quoted, prefixed) =
        (url.trim_start_matches("http://"), format!("\"{good}\""), format!("Token {good}"));
    for (token, url, error) in [
        ("", url.as_str(), "no token: set NB_PAT (or NETBIRD_API_TOKEN) to a personal access token"),
        ("secret", &url, "NB_PAT cannot be used: it does not begin with `nbp_`: give the token alone"),
        (&quoted, &url, "NB_PAT cannot be used: it does not begin with `nbp_`: give the token alone"),
        (&prefixed, &url, "NB_PAT cannot be used: it does not begin with `nbp_`: give the token alone"),
        (&good[..20], &url, "NB_PAT cannot be used: it does not have 40 characters: copy the whole token"),
        (
            "nbp_abcdefghijklmnopqrstuvwxyz01232LolCn",
            &url,
            "NB_PAT cannot be used: its checksum is wrong, so a character was lost or changed: copy it again",
        ),
        (good, bare, "cannot be used: it has no scheme; write `https://` before it"),
        (
            good,
            "netbird.example.com",
            "NB_MANAGEMENT_URL `netbird.example.com` cannot be used: it has no scheme",
        ),
        (good, "localhost:8080", "cannot be used: it has no scheme"),
        (good, "http://netbird.example.com", "plain http would send the token in the clear; use https"),
        (good, "ftp://netbird.example.com", "its scheme is not one of the API; write it as `https://host`"),
    ] {
        let variables = [("NB_PAT", token.to_owned()), ("NB_MANAGEMENT_URL", url.to_owned())];
        let ran = run("list_users", &[], &variables).await;
        assert!(!ran.success, "{ran:?}");
        assert!(ran.stderr.starts_with("Error: ") && ran.stderr.contains(error), "{}", ran.stderr);
        assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
        assert!(token.is_empty() || !ran.stderr.contains(token), "{}", ran.stderr);
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn two_tokens_that_differ_are_not_chosen_from() {
    let server = MockNetBird::start().await.expect("a mock");
    let variables = [
        ("NB_PAT", server.token().to_owned()),
        ("NETBIRD_API_TOKEN", UNKNOWN.to_owned()),
        ("NB_MANAGEMENT_URL", server.url()),
    ];
    let ran = run("list_users", &[], &variables).await;
    assert!(ran.stderr.contains("hold different tokens: unset the one that is not meant"), "{ran:?}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_server_whose_name_cannot_be_read_is_not_taken_for_none() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};

    let mut program = example("list_users");
    program
        .env("NB_PAT", UNKNOWN)
        .env("NB_MANAGEMENT_URL", OsStr::from_bytes(b"https://netbird\xFF.example"));
    let ran = finish(program).await;
    assert!(ran.stderr.contains("NB_MANAGEMENT_URL cannot be used: invalid"), "{ran:?}");
}

#[tokio::test]
async fn a_token_that_the_server_does_not_know_is_to_be_made_anew() {
    let server = MockNetBird::start().await.expect("a mock");
    let error = error_at(&server.url()).await;
    assert_eq!(*error.kind(), ErrorKind::Unauthorized);
    assert!(error.to_string().contains("the server does not know this token: it was deleted, or is another"));
}

#[tokio::test]
async fn a_user_who_is_not_there_is_looked_for_in_the_list() {
    let server = MockNetBird::start().await.expect("a mock");
    let variables = [("NB_PAT", server.token().to_owned()), ("NB_MANAGEMENT_URL", server.url())];
    let ran = run("get_user", &["nobody"], &variables).await;
    let line = "could not get the user `nobody`: it is not among 1 user; list the users to find the id";
    assert!(!ran.success && ran.stderr.contains(line), "{ran:?}");
}

#[tokio::test]
async fn the_ways_to_write_a_servers_address_all_work() {
    let server = MockNetBird::start().await.expect("a mock");
    for end in ["", "/", "/api", "/api/"] {
        let url = format!("{}{end}", server.url());
        let variables = [("NB_PAT", server.token().to_owned()), ("NB_MANAGEMENT_URL", url)];
        let ran = run("list_users", &[], &variables).await;
        assert!(ran.success && ran.stdout.contains("Olivia Owner"), "{ran:?}");
    }
}

#[tokio::test]
async fn what_is_not_the_api_is_told_from_the_api() {
    let mock = MockNetBird::start().await.expect("a mock");
    let html = "content-type: text/html\r\n";
    for (url, came_back) in [
        (serve(answer("200 OK", html, PAGE)), "the answer 200 OK is a web page, not the API"),
        (serve(answer("404 Not Found", html, PAGE)), "the server answered 404 Not Found"),
        (
            serve(answer("200 OK", "content-type: text/plain\r\n", "hello")),
            "the answer 200 OK is neither JSON nor",
        ),
        (serve(answer("200 OK", "", "hello")), "the answer 200 OK is neither JSON nor a web page"),
        (format!("{}/users", mock.url()), "the server answered 404 Not Found: 404 page not found"),
    ] {
        let error = error_at(&url).await;
        assert_eq!(*error.kind(), ErrorKind::WrongEndpoint, "{error}");
        let line = error.to_string();
        assert!(line.contains(came_back), "{line}");
        assert!(
            line.contains("check the base URL (`NB_MANAGEMENT_URL`): it is the management server's"),
            "{line}"
        );
    }
}

#[tokio::test]
async fn a_creation_that_something_else_answers_may_have_been_made() {
    let url = serve(answer("200 OK", "content-type: text/plain\r\n", "hello"));
    let error = client(&url).users().create(NewUser::service("ci")).await.expect_err("no user");
    assert_eq!(*error.kind(), ErrorKind::OutcomeUnknown, "{error}");
}

#[tokio::test]
async fn json_of_another_service_may_be_that_of_a_wrong_address() {
    let url = serve(answer("200 OK", "content-type: application/json\r\n", "{\"status\":\"ok\"}"));
    let error = error_at(&url).await;
    assert_eq!(*error.kind(), ErrorKind::Undecodable);
    assert!(
        error.to_string().contains(
            "check the base URL (`NB_MANAGEMENT_URL`); if it is right, the server is of another release"
        ),
        "{error}"
    );
}

#[tokio::test]
async fn a_redirect_names_where_it_leads() {
    let moved = "location: https://netbird.example.com/api/users?token=x\r\n";
    let error = error_at(&serve(answer("301 Moved Permanently", moved, ""))).await;
    assert_eq!(*error.kind(), ErrorKind::Redirected);
    assert!(
        error.to_string().contains("a redirect to https://netbird.example.com/api/users, which"),
        "{error}"
    );
}

#[tokio::test]
async fn where_nothing_answers_in_http_the_address_is_to_be_checked() {
    let closed = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    let mock = MockNetBird::start().await.expect("a mock");
    let tls_to_plain = mock.url().replace("http://", "https://");
    for (url, came_back, hint) in [
        (
            format!("http://{closed}"),
            format!("no connection to http://{closed} could be made: it was refused"),
            "check the port of the base URL (`NB_MANAGEMENT_URL`)",
        ),
        (
            tls_to_plain.clone(),
            format!("no connection to {tls_to_plain} could be made: that port does not speak TLS"),
            "with the port of TLS, or with `http://`",
        ),
        (
            serve("SSH-2.0-OpenSSH_9.6\r\n".to_owned()),
            "what came back is not HTTP".to_owned(),
            "if that port speaks TLS",
        ),
        (
            serve(String::new()),
            "the connection broke before an answer came".to_owned(),
            "check the base URL (`NB_MANAGEMENT_URL`): host, port, and `https` or `http`",
        ),
    ] {
        let error = error_at(&url).await;
        assert_eq!(*error.kind(), ErrorKind::Connection, "{error}");
        let line = error.to_string();
        assert!(line.contains(&came_back), "{line}");
        assert!(line.contains(hint), "{line}");
    }
}

#[tokio::test]
async fn a_proxy_is_not_asked_for_a_server_on_this_machine() {
    let proxy = serve(answer("200 OK", "content-type: text/plain\r\n", "hello from the proxy"));
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY"] {
        let ran = run("list_users", &[], &[(name, proxy.clone())]).await;
        assert!(ran.success, "{name}: {ran:?}");
    }
}
