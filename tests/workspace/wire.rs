//! What each operation puts on the wire, captured from a socket.

use std::fmt::Write;

use netbird_users_gen::{
    Client, Error,
    support::ErrorBody,
    types::{PasswordChangeRequest, UserCreateRequest, UserRequest, builder},
};
use percent_encoding::percent_decode_str;
use reqwest::header::{AUTHORIZATION, HeaderValue};
use serde_json::{Value, json};

use crate::server::{Request, Server};

type Answer = Result<(), Error<ErrorBody>>;

/// Sends one request with a token and gives what arrived. The answer fits no operation's success on purpose: what
/// comes back is another test's matter.
async fn capture(call: impl AsyncFnOnce(Client) -> Answer) -> Request {
    let server = Server::json(400, "{}");
    let token = HeaderValue::from_static("Token nbp_000000000000000000000000000000000000");
    let client = Client::new(&server.base_url()).expect("a client").with_header(AUTHORIZATION, token);
    let error = call(client).await.expect_err("400 is no success");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400), "{error}");
    server.request()
}

fn creation(role: &str) -> builder::UserCreateRequest {
    UserCreateRequest::builder()
        .email("demo@netbird.io".to_owned())
        .name("Tom Schulz".to_owned())
        .role(role)
        .auto_groups(vec!["ch8i4ug6lnn4g9hqv7m0".to_owned()])
        .is_service_user(false)
}

fn update(groups: &[&str]) -> builder::UserRequest {
    let groups: Vec<String> = groups.iter().map(ToString::to_string).collect();
    UserRequest::builder().role("admin").auto_groups(groups).is_blocked(false)
}

fn passwords() -> builder::PasswordChangeRequest {
    PasswordChangeRequest::builder().old_password("currentPassword123").new_password("newSecurePassword456!")
}

const USER: &str = "google-oauth2|123456";

macro_rules! capture {
    (|$client:ident| $request:expr) => {
        capture(async |$client: Client| $request.send().await.map(drop)).await
    };
}

/// The samples of the documentation pages: what curl would send, in everything that matters to a server.
#[tokio::test]
async fn each_request_is_the_sample_of_the_pages() {
    let group = "ch8i4ug6lnn4g9hqv7m0";
    let two = [group, "ch8i4ug6lnn4g9hqv7m1"];
    let created = json!({
        "email": "demo@netbird.io", "name": "Tom Schulz", "role": "admin", "auto_groups": [group],
        "is_service_user": false,
    });
    let same = |request: Request, line: &str, body: Option<Value>| is(&request, line, body);

    // rest
    same(capture!(|c| c.list_users()), "GET /api/users", None);
    same(capture!(|c| c.create_user().body(creation("admin"))), "POST /api/users", Some(created));
    let one = json!({ "role": "admin", "auto_groups": [group], "is_blocked": false });
    same(capture!(|c| c.update_user().user_id("id").body(update(&[group]))), "PUT /api/users/id", Some(one));
    same(capture!(|c| c.delete_user().user_id("id")), "DELETE /api/users/id", None);
    same(capture!(|c| c.resend_invitation().user_id("id")), "POST /api/users/id/invite", None);

    // guide
    same(capture!(|c| c.list_users().service_user(false)), "GET /api/users?service_user=false", None);
    same(capture!(|c| c.get_current_user()), "GET /api/users/current", None);
    let both = json!({ "role": "admin", "auto_groups": two, "is_blocked": false });
    let path = "/api/users/google-oauth2|123456";
    same(capture!(|c| c.update_user().user_id(USER).body(update(&two))), &format!("PUT {path}"), Some(both));
    same(capture!(|c| c.delete_user().user_id(USER)), &format!("DELETE {path}"), None);
    same(capture!(|c| c.approve_user().user_id(USER)), &format!("POST {path}/approve"), None);
    same(capture!(|c| c.reject_user().user_id(USER)), &format!("DELETE {path}/reject"), None);
    same(capture!(|c| c.resend_invitation().user_id(USER)), &format!("POST {path}/invite"), None);
    let change = json!({ "old_password": "currentPassword123", "new_password": "newSecurePassword456!" });
    let request = capture!(|c| c.change_password().user_id("local-user-123").body(passwords()));
    same(request, "PUT /api/users/local-user-123/password", Some(change));
}

fn is(request: &Request, line: &str, body: Option<Value>) {
    let target = percent_decode_str(&request.target).decode_utf8().expect("UTF-8");
    assert_eq!(format!("{} {target}", request.method), line);
    let token = request.header("authorization").expect("a credential");
    assert!(token.starts_with("Token nbp_"), "{line}");
    match body {
        Some(body) => {
            assert_eq!(request.header("content-type"), Some("application/json"), "{line}");
            assert_eq!(serde_json::from_slice::<Value>(&request.body).expect("JSON"), body, "{line}");
        }
        None => assert!(request.body.is_empty(), "{line}"),
    }
}

#[tokio::test]
async fn nothing_else_goes_over_the_wire() {
    let mut page = String::new();
    for (operation, request) in [
        ("listUsers", capture!(|c| c.list_users().service_user(true))),
        ("createUser", capture!(|c| c.create_user().body(creation("auditor")))),
        ("getCurrentUser", capture!(|c| c.get_current_user())),
        ("updateUser", capture!(|c| c.update_user().user_id(USER).body(update(&[])))),
        ("deleteUser", capture!(|c| c.delete_user().user_id(USER))),
        ("approveUser", capture!(|c| c.approve_user().user_id(USER))),
        ("rejectUser", capture!(|c| c.reject_user().user_id(USER))),
        ("resendInvitation", capture!(|c| c.resend_invitation().user_id(USER))),
        ("changePassword", capture!(|c| c.change_password().user_id(USER).body(passwords()))),
    ] {
        let _ = writeln!(page, "# {operation}\n{} {}", request.method, request.target);
        let mut headers = request.headers.clone();
        headers.retain(|(name, _)| name != "authorization" && name != "host");
        headers.sort();
        for (name, value) in headers {
            let _ = writeln!(page, "{name}: {value}");
        }
        let _ = writeln!(page, "{}", String::from_utf8_lossy(&request.body));
    }
    crate::snapshot("requests", &page);
}

#[tokio::test]
async fn a_request_without_a_required_value_is_not_sent() {
    let server = Server::json(200, "{}");
    let client = Client::new(&server.base_url()).expect("a client");
    let error = client
        .update_user()
        .user_id("1")
        .body_map(|body| body.role("user"))
        .send()
        .await
        .expect_err("no groups");
    assert!(matches!(&error, Error::InvalidRequest(reason) if reason.contains("auto_groups")), "{error}");
    assert!(server.requests().is_empty());
}
