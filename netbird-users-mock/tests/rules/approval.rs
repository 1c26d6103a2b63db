//! Sections 3.7 and 3.8.

use netbird_users_mock::{Idp, MockNetBird, User};
use serde_json::json;

use crate::client::{call, call_as, external, start, started};

#[tokio::test]
async fn approving_unblocks_and_a_second_time_is_422() {
    let server = start().await;
    server.add_pending_user("P", "p@b");
    let user = call(&server, "POST", "/api/users/P/approve", "no json").await.ok();
    assert_eq!(
        (&user["is_blocked"], &user["pending_approval"], &user["status"]),
        (&json!(false), &json!(false), &json!("active"))
    );
    assert_eq!((&user["idp_id"], user.get("permissions")), (&json!("local"), None));
    call(&server, "POST", "/api/users/P/approve", "").await.refused(422, "user p is not pending approval");
}

#[tokio::test]
async fn rejecting_deletes_and_a_second_time_is_404() {
    let server = start().await;
    server.add_pending_user("p", "p@b");
    call(&server, "DELETE", "/api/users/p/reject", "no json").await.done();
    assert_eq!(server.user("p"), None);
    call(&server, "DELETE", "/api/users/p/reject", "").await.refused(404, "user: p not found");
}

#[tokio::test]
async fn rights_come_first_then_the_user_then_its_state() {
    let builder = MockNetBird::builder()
        .user(User::human("u", "u@b", "user"))
        .user(User::human("x", "x@b", "user").account("other").pending());
    let server = started(builder).await;
    for (method, action) in [("POST", "approve"), ("DELETE", "reject")] {
        let token = server.issue_token("u");
        let target = |id: &str| format!("/api/users/{id}/{action}");
        call_as(&server, &token, method, &target("none"), "").await.refused(403, "permission denied");
        call(&server, method, &target("none"), "").await.refused(404, "user: none not found");
        call(&server, method, &target("x"), "").await.refused(404, "user: x not found");
        call(&server, method, &target("u"), "").await.refused(422, "user u is not pending approval");
    }
}

#[tokio::test]
async fn rejecting_checks_what_deleting_checks() {
    let builder = MockNetBird::builder()
        .user(User::human("o", "o@b", "owner").pending())
        .user(User::human("i", "i@b", "user").issued("integration").pending());
    let server = started(builder).await;
    call(&server, "DELETE", "/api/users/o/reject", "")
        .await
        .refused(403, "can't delete a user with the owner role");
    let answer = call(&server, "DELETE", "/api/users/i/reject", "").await;
    answer.refused(403, "only integration service user can delete this user");
}

#[tokio::test]
async fn approving_shows_stored_values_under_an_external_idp() {
    let server = external(Idp::Auth0).await;
    server.add_user(User::service("s", "s", "user").pending());
    assert_eq!(call(&server, "POST", "/api/users/s/approve", "").await.ok()["issued"], "api");
}

#[tokio::test]
async fn nobody_rejects_themselves() {
    let server = started(MockNetBird::builder()).await;
    assert!(server.change_user(server.owner(), |user| user.pending_approval = true));
    let answer = call(&server, "DELETE", &format!("/api/users/{}/reject", server.owner()), "").await;
    answer.refused(422, "self deletion is not allowed");
}
