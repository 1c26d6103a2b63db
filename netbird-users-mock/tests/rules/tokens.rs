//! Section 4.

use chrono::{DateTime, TimeDelta};
use netbird_users_mock::{MockNetBird, User};
use serde_json::{Value, json};

use crate::client::{call, call_as, started};

async fn account() -> MockNetBird {
    let builder = MockNetBird::builder()
        .user(User::service("s", "s", "user"))
        .user(User::human("u", "u@b", "user"))
        .user(User::human("x", "x@b", "user").account("other"));
    started(builder).await
}

async fn create(server: &MockNetBird, user: &str, name: &str) -> Value {
    let body = json!({ "name": name, "expires_in": 30 }).to_string();
    call(server, "POST", &format!("/api/users/{user}/tokens"), &body).await.ok()
}

#[tokio::test]
async fn a_user_without_tokens_has_null() {
    let server = account().await;
    assert_eq!(call(&server, "GET", "/api/users/s/tokens", "").await.text(), "null\n");
}

#[tokio::test]
async fn a_new_token_shows_its_text_once() {
    let server = account().await;
    let new = create(&server, "s", "ci").await;
    let plain = new["plain_token"].as_str().expect("a text").to_owned();
    assert!(plain.starts_with("nbp_") && plain.len() == 40);
    let token = &new["personal_access_token"];
    assert_eq!(
        (&token["name"], &token["created_by"], token.get("last_used")),
        (&json!("ci"), &json!(server.owner()), None)
    );
    let time =
        |member: &str| DateTime::parse_from_rfc3339(token[member].as_str().expect("a time")).expect("a time");
    assert_eq!(time("expiration_date") - time("created_at"), TimeDelta::days(30));
    let list = call(&server, "GET", "/api/users/s/tokens", "").await.ok();
    assert_eq!(list, json!([token]));
    call_as(&server, &plain, "GET", "/api/users", "").await.ok();
    let target = format!("/api/users/s/tokens/{}", token["id"].as_str().expect("an id"));
    assert!(
        call(&server, "GET", &target, "").await.ok()["last_used"]
            .as_str()
            .is_some_and(|at| at.ends_with('Z'))
    );
}

#[tokio::test]
async fn names_may_repeat_and_the_list_is_in_order() {
    let server = account().await;
    for name in ["b", "a", " a ", "a"] {
        create(&server, "s", name).await;
    }
    let list = call(&server, "GET", "/api/users/s/tokens", "").await.ok();
    let names: Vec<&Value> = list.as_array().expect("a list").iter().map(|token| &token["name"]).collect();
    assert_eq!(names, ["b", "a", " a ", "a"]);
}

#[tokio::test]
async fn name_and_expiry_are_checked_before_rights() {
    let server = account().await;
    for (body, message) in [
        (json!({ "expires_in": 0 }), "token name can't be empty"),
        (json!({ "name": "t" }), "expiration has to be between 1 and 365"),
        (json!({ "name": "t", "expires_in": 366 }), "expiration has to be between 1 and 365"),
        (json!({ "name": "t", "expires_in": -1 }), "expiration has to be between 1 and 365"),
    ] {
        let answer =
            call_as(&server, &server.issue_token("u"), "POST", "/api/users/none/tokens", &body.to_string())
                .await;
        answer.refused(422, message);
    }
    for days in [1, 365] {
        let body = json!({ "name": "t", "expires_in": days }).to_string();
        call(&server, "POST", "/api/users/s/tokens", &body).await.ok();
    }
    let answer = call_as(&server, &server.issue_token("u"), "POST", "/api/users/none/tokens", "[]").await;
    answer.refused(400, "couldn't parse JSON request");
}

#[tokio::test]
async fn rights_then_the_target_then_its_account_then_whose_it_is_then_the_token() {
    let server = account().await;
    let body = r#"{"name":"t","expires_in":1}"#;
    for (method, rest) in [("GET", ""), ("POST", ""), ("GET", "/t"), ("DELETE", "/t")] {
        let target = |id: &str| format!("/api/users/{id}/tokens{rest}");
        let denied = call_as(&server, &server.issue_token("u"), method, &target("none"), body).await;
        denied.refused(403, "permission denied");
        call(&server, method, &target("none"), body).await.refused(404, "user: none not found");
        call(&server, method, &target("x"), body).await.refused(403, "permission denied");
        call(&server, method, &target("u"), body)
            .await
            .refused(403, "admin role required to perform this action");
        if !rest.is_empty() {
            call(&server, method, &target("s"), body).await.refused(404, "pat: t not found");
        }
    }
}

#[tokio::test]
async fn a_deleted_token_is_gone_and_ones_own_fails_the_next_request() {
    let server = account().await;
    let target = format!("/api/users/{}/tokens/{}", server.owner(), server.tokens()[0].id);
    call(&server, "DELETE", &target, "").await.done();
    let answer = call(&server, "DELETE", &target, "").await;
    assert_eq!(answer.status, 404);
    assert!(
        answer.json()["message"].as_str().is_some_and(|message| message.starts_with("invalid token: pat: "))
    );
}

#[tokio::test]
async fn a_token_is_found_under_its_own_user_only() {
    let server = account().await;
    let id = server.tokens()[0].id.clone();
    for method in ["GET", "DELETE"] {
        let answer = call(&server, method, &format!("/api/users/s/tokens/{id}"), "").await;
        answer.refused(404, &format!("pat: {id} not found"));
    }
    assert_eq!(server.tokens().len(), 1);
}
