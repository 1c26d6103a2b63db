//! Section 3.9.

use netbird_users_mock::{Idp, MockNetBird, User};
use serde_json::json;

use crate::client::{Answer, call, call_as, external, start, started, without_idp};

async fn change(server: &MockNetBird, id: &str, old: &str, new: &str) -> Answer {
    let body = json!({ "old_password": old, "new_password": new }).to_string();
    call_as(server, &server.issue_token("u"), "PUT", &format!("/api/users/{id}/password"), &body).await
}

async fn account() -> MockNetBird {
    started(MockNetBird::builder().user(User::human("u", "u@b", "user").password("old one"))).await
}

#[tokio::test]
async fn the_new_one_may_be_weak_and_is_in_force_at_once() {
    let server = account().await;
    change(&server, "u", "old one", "x").await.done();
    assert_eq!(server.user("u").and_then(|user| user.password).as_deref(), Some("x"));
    let longest = "x".repeat(72);
    change(&server, "u", "x", &longest).await.done();
    change(&server, "u", &longest, "old one").await.done();
}

#[tokio::test]
async fn other_flavours_are_412_after_the_body() {
    for server in [external(Idp::Auth0).await, without_idp().await] {
        let target = format!("/api/users/{}/password", server.owner());
        let message = "password change is only available with embedded identity provider";
        call(&server, "PUT", &target, "").await.refused(400, "couldn't parse JSON request");
        call(&server, "PUT", &target, "{}").await.refused(412, message);
    }
}

#[tokio::test]
async fn both_are_required_whosever_it_is() {
    let server = account().await;
    change(&server, "none", "", "").await.refused(422, "old password is required");
    change(&server, "none", "a", "").await.refused(422, "new password is required");
}

#[tokio::test]
async fn each_refusal_is_422_in_order() {
    let server = account().await;
    let long = "x".repeat(73);
    for (id, old, new, why) in [
        (server.owner(), "a", "a", "users can only change their own password"),
        ("none", "a", "b", "users can only change their own password"),
        ("u", "wrong", "wrong", "new password must be different from current password"),
        ("u", "wrong", long.as_str(), "current password is incorrect"),
        (
            "u",
            "old one",
            long.as_str(),
            "failed to hash new password: bcrypt: password length exceeds 72 bytes",
        ),
    ] {
        change(&server, id, old, new).await.refused(422, &format!("failed to update password: {why}"));
    }
    assert!(server.change_user("u", |user| user.password = None));
    let message = "failed to update password: failed to get user: not found";
    change(&server, "u", "old one", "x").await.refused(422, message);
}

#[tokio::test]
async fn a_blocked_user_passes() {
    let server = account().await;
    assert!(server.change_user("u", |user| user.is_blocked = true));
    change(&server, "u", "old one", "x").await.done();
}

#[tokio::test]
async fn the_password_of_a_new_person_is_the_old_one() {
    let server = start().await;
    let body = json!({ "role": "user", "email": "a@b", "name": "A" }).to_string();
    let user = call(&server, "POST", "/api/users", &body).await.ok();
    let (id, password) = (user["id"].as_str().expect("an id"), &user["password"]);
    let body = json!({ "old_password": password, "new_password": "x" }).to_string();
    let answer =
        call_as(&server, &server.issue_token(id), "PUT", &format!("/api/users/{id}/password"), &body).await;
    answer.done();
}
