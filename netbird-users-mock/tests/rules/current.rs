//! Section 3.2.

use netbird_users_mock::{MockNetBird, User};
use serde_json::json;

use crate::client::{call, call_as, start, started};

#[tokio::test]
async fn it_is_a_user_with_permissions() {
    let server = start().await;
    let current = call(&server, "GET", "/api/users/current", "").await.ok();
    assert_eq!(
        (&current["id"], &current["is_current"], &current["idp_id"]),
        (&json!(server.owner()), &json!(true), &json!("local"))
    );
    assert_eq!(current["permissions"]["is_restricted"], false);
}

#[tokio::test]
async fn blocked_and_pending_callers_get_the_same_text() {
    let builder = MockNetBird::builder()
        .user(User::human("b", "b@b", "admin").blocked())
        .user(User::service("p", "p", "user").pending());
    let server = started(builder).await;
    for id in ["b", "p"] {
        call_as(&server, &server.issue_token(id), "GET", "/api/users/current", "")
            .await
            .refused(403, "user is blocked");
    }
}

#[tokio::test]
async fn service_users_are_denied() {
    let server = started(MockNetBird::builder().user(User::service("s", "s", "admin"))).await;
    call_as(&server, &server.issue_token("s"), "GET", "/api/users/current", "")
        .await
        .refused(403, "permission denied");
}

#[tokio::test]
async fn an_unknown_role_has_no_modules() {
    let server = started(MockNetBird::builder().user(User::human("x", "x@b", "unknown"))).await;
    let current = call_as(&server, &server.issue_token("x"), "GET", "/api/users/current", "").await.ok();
    assert_eq!(current["permissions"], json!({ "is_restricted": false, "modules": {} }));
}
