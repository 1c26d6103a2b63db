//! Section 11: what only showed when the server ran.

use chrono::{DateTime, TimeDelta, Utc};
use netbird_users_mock::{Fault, Flavour, Idp, MockNetBird, User};
use serde_json::{Value, json};

use crate::client::{Answer, call, call_as, send, start, started, try_send};

const ADA: &str = r#"{"role":"user","email":"ada@b","name":"Ada","auto_groups":[]}"#;

async fn create(server: &MockNetBird, body: &str) -> Answer {
    call(server, "POST", "/api/users", body).await
}

async fn as_session(server: &MockNetBird, jwt: &str, target: &str) -> Answer {
    send(server, "GET", target, &[("authorization", &format!("Bearer {jwt}"))]).await
}

#[tokio::test]
async fn an_idp_outside_keeps_whom_the_account_deletes() {
    let exists = "can't invite a user with an existing netbird account";
    let server = started(MockNetBird::builder().flavour(Flavour::External(Idp::Auth0))).await;
    let ada = create(&server, ADA).await.ok();
    let target = format!("/api/users/{}", ada["id"].as_str().expect("an id"));
    call(&server, "DELETE", &target, "").await.done();
    create(&server, ADA).await.refused(409, exists);
    let embedded = start().await;
    let ada = create(&embedded, ADA).await.ok();
    call(&embedded, "DELETE", &format!("/api/users/{}", ada["id"].as_str().expect("an id")), "").await.done();
    create(&embedded, ADA).await.ok();
}

#[tokio::test]
async fn who_was_deleted_and_still_has_a_session_comes_back_to_be_approved() {
    let builder =
        MockNetBird::builder().user(User::human("ada", "ada@b", "admin").name("Ada")).session("jwt", "ada");
    let server = started(builder.settings(|settings| settings.approval_required = true)).await;
    call(&server, "DELETE", "/api/users/ada", "").await.done();
    assert_eq!(as_session(&server, "jwt", "/api/users/current").await.status, 403);
    let ada = server.user("ada").expect("back again");
    assert_eq!((ada.email.as_str(), ada.name.as_str(), ada.role.as_str()), ("ada@b", "Ada", "user"));
    assert!(ada.is_blocked && ada.pending_approval);
}

#[tokio::test]
async fn an_invite_by_a_service_user_names_nobody() {
    let server = started(MockNetBird::builder().user(User::service("ci", "deploy", "admin"))).await;
    let invite = json!({ "email": "ada@b", "name": "Ada", "role": "user", "auto_groups": [] }).to_string();
    let made = call_as(&server, &server.issue_token("ci"), "POST", "/api/users/invites", &invite).await.ok();
    let target = format!("/api/users/invites/{}", made["invite_token"].as_str().expect("a token"));
    assert_eq!(send(&server, "GET", &target, &[]).await.ok()["invited_by"], "");
}

#[tokio::test]
async fn two_at_once_make_one_person_and_one_500() {
    let server = start().await;
    server.inject(Fault::race());
    create(&server, ADA).await.refused(500, "internal server error");
    assert_eq!(server.users().iter().filter(|user| user.email == "ada@b").count(), 1, "by the other one");
}

#[tokio::test]
async fn two_who_approve_at_once_both_succeed() {
    let server = start().await;
    server.add_pending_user("p", "p@b");
    call(&server, "POST", "/api/users/p/approve", "").await.ok();
    server.inject(Fault::race());
    call(&server, "POST", "/api/users/p/approve", "").await.ok();
    call(&server, "POST", "/api/users/p/approve", "").await.refused(422, "user p is not pending approval");
}

#[tokio::test]
async fn extremes_in_members_that_nobody_reads_are_taken() {
    let server = start().await;
    let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    let body = format!(
        r#"{{"role":"user","is_service_user":true,"name":"a\ud800b","size":1e999,"deep":{deep},"is_service_user":null,"role":null}}"#
    );
    let made = create(&server, &body).await.ok();
    assert_eq!((&made["name"], &made["is_service_user"]), (&json!("a\u{fffd}b"), &json!(true)));
    assert_eq!(made["role"], "user", "null after a value changes nothing");
    let groups = r#"{"role":"user","is_service_user":true,"auto_groups":["g"],"auto_groups":null}"#;
    assert_eq!(create(&server, groups).await.ok()["auto_groups"], json!([]), "but for a list");
    create(&server, r#"{"role":1e999}"#).await.refused(400, "couldn't parse JSON request");
}

#[tokio::test]
async fn an_invite_for_longer_than_can_be_counted_is_for_any_time_or_for_too_little() {
    let server = start().await;
    let invite = |number: usize, seconds: i64| {
        let email = format!("{number}@b");
        json!({ "email": email, "name": "A", "role": "user", "auto_groups": [], "expires_in": seconds })
            .to_string()
    };
    let post = async |body: String| call(&server, "POST", "/api/users/invites", &body).await;
    let longest = i64::MAX / 1_000_000_000;
    let made = post(invite(0, longest)).await.ok();
    let time =
        |name: &str| -> DateTime<Utc> { made[name].as_str().expect("a time").parse().expect("a time") };
    assert!(time("expires_at") - time("created_at") > TimeDelta::days(365 * 292));
    for (number, seconds) in [(1, longest + 1), (2, i64::MAX)] {
        post(invite(number, seconds)).await.refused(422, "invite expiration must be at least 1 hour");
    }
}

#[tokio::test]
async fn a_template_never_logged_in() {
    let mut stranger = User::human("s", "s@b", "user");
    stranger.in_idp = false;
    stranger.last_login = DateTime::from_timestamp(1_700_000_000, 0);
    let server = started(MockNetBird::builder().flavour(Flavour::External(Idp::Auth0)).user(stranger)).await;
    let list = call(&server, "GET", "/api/users", "").await.ok();
    let stranger: &Value =
        list.as_array().expect("a list").iter().find(|user| user["id"] == "s").expect("it");
    assert_eq!(stranger["last_login"], "0001-01-01T00:00:00Z");
}

#[tokio::test]
async fn two_kilobytes_have_a_length_and_more_come_in_chunks() {
    let server = start().await;
    for (length, chunked) in [(2048, false), (2049, true)] {
        server.inject(Fault::status(200).body(vec![b'a'; length]));
        let answer = try_send(&server, "GET", "/api/users", &[], b"").await.expect("an answer");
        assert_eq!((answer.body.len(), answer.header("content-length").is_none()), (length, chunked));
    }
}

#[tokio::test(start_paused = true)]
async fn a_head_that_never_ends_is_given_up() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let server = start().await;
    let mut stream = tokio::net::TcpStream::connect(server.address()).await.expect("a connection");
    stream.write_all(b"GET /api/users HTTP/1.1\r\nhost: mock\r\nx-a: ").await.expect("it is taken");
    let mut answer = Vec::new();
    let before = tokio::time::Instant::now();
    let _ = stream.read_to_end(&mut answer).await;
    assert!(before.elapsed().as_secs() >= 30, "{:?}", before.elapsed());
}
