//! Section 3.5.

use netbird_users_mock::{MockNetBird, User};

use crate::client::{call, call_as, start, started};

#[tokio::test]
async fn oneself_comes_before_rights() {
    let server = started(MockNetBird::builder().user(User::human("u", "u@b", "user"))).await;
    call_as(&server, &server.issue_token("u"), "DELETE", "/api/users/u", "")
        .await
        .refused(422, "self deletion is not allowed");
    call_as(&server, &server.issue_token("u"), "DELETE", "/api/users/none", "")
        .await
        .refused(403, "permission denied");
}

#[tokio::test]
async fn the_unknown_and_strangers_are_404_and_so_is_a_second_time() {
    let server = started(
        MockNetBird::builder()
            .user(User::human("x", "x@b", "user").account("other"))
            .user(User::human("u", "u@b", "user")),
    )
    .await;
    call(&server, "DELETE", "/api/users/x", "").await.refused(404, "user: x not found");
    call(&server, "DELETE", "/api/users/u?force=1", "no json").await.done();
    call(&server, "DELETE", "/api/users/u", "").await.refused(404, "user: u not found");
}

#[tokio::test]
async fn the_owner_stays() {
    let server = started(MockNetBird::builder().user(User::human("a", "a@b", "admin"))).await;
    let target = format!("/api/users/{}", server.owner());
    let answer = call_as(&server, &server.issue_token("a"), "DELETE", &target, "").await;
    answer.refused(403, "can't delete a user with the owner role");
}

#[tokio::test]
async fn integration_users_are_deleted_by_service_users_only() {
    let builder = MockNetBird::builder()
        .user(User::human("i", "i@b", "user").issued("integration"))
        .user(User::service("s", "s", "admin"));
    let server = started(builder).await;
    call(&server, "DELETE", "/api/users/i", "")
        .await
        .refused(403, "only integration service user can delete this user");
    call_as(&server, &server.issue_token("s"), "DELETE", "/api/users/i", "").await.done();
}

#[tokio::test]
async fn non_deletable_service_users_stay() {
    let server = start().await;
    let mut user = User::service("s", "s", "user");
    user.non_deletable = true;
    server.add_user(user);
    call(&server, "DELETE", "/api/users/s", "").await.refused(403, "service user is marked as non-deletable");
}

#[tokio::test]
async fn tokens_go_with_their_user() {
    let server = started(MockNetBird::builder().user(User::service("s", "s", "user"))).await;
    let token = server.issue_token("s");
    call(&server, "DELETE", "/api/users/s", "").await.done();
    assert_eq!(call_as(&server, &token, "GET", "/api/users", "").await.status, 404);
    assert_eq!(server.tokens().len(), 1);
}
