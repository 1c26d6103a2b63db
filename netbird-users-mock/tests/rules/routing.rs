//! Section 1.4.

use netbird_users_mock::{Generation, MockNetBird, User};

use crate::client::{call, raw, send, start, started};

#[tokio::test]
async fn unknown_paths_and_methods_are_a_plain_404_without_a_look_at_the_token() {
    let server = start().await;
    for (method, target) in [
        ("GET", "/"),
        ("GET", "/api"),
        ("GET", "/api/user"),
        ("GET", "/API/users"),
        ("GET", "/api/users/x"),
        ("POST", "/api/users/x"),
        ("PATCH", "/api/users/x"),
        ("PUT", "/api/users"),
        ("DELETE", "/api/users"),
        ("POST", "/api/users/current"),
        ("GET", "/api/users/x/approve"),
        ("GET", "/api/users/x/tokens/t/more"),
    ] {
        let answer = send(&server, method, target, &[]).await;
        answer.no_route();
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    }
    let answer = send(&server, "HEAD", "/api/users", &[]).await;
    assert_eq!((answer.status, answer.body.len()), (404, 0));
}

#[tokio::test]
async fn a_slash_at_the_end_is_another_path() {
    let server = start().await;
    for (method, target) in [
        ("GET", "/api/users/"),
        ("GET", "/api/users/current/"),
        ("GET", "/api/users/x/tokens/"),
        ("PUT", "/api/users/"),
        ("DELETE", "/api/users/"),
    ] {
        call(&server, method, target, "").await.no_route();
    }
}

#[tokio::test]
async fn paths_that_are_not_clean_are_redirected() {
    let server = start().await;
    for (target, location) in [
        ("/api/users/..", "/api"),
        ("/api/users/.", "/api/users"),
        ("/api/users/%2e%2e/groups/g1", "/api/groups/g1"),
        ("/api/users//tokens", "/api/users/tokens"),
        ("//api/users?a=b%7C", "/api/users?a=b%7C"),
        ("/api/users//a%7Cb", "/api/users/a%7Cb"),
    ] {
        let answer = call(&server, "DELETE", target, "").await;
        assert_eq!(
            (answer.status, answer.body.len(), answer.header("location")),
            (301, 0, Some(location)),
            "{target}"
        );
    }
}

#[tokio::test]
async fn escapes_in_an_id_are_decoded() {
    let server = start().await;
    for (sent, seen) in [
        ("google-oauth2%7C123", "google-oauth2|123"),
        ("a|b", "a|b"),
        ("a+b", "a+b"),
        ("a%20%3F%23%25b", "a ?#%b"),
    ] {
        let message = format!("user: {seen} not found");
        call(&server, "DELETE", &format!("/api/users/{sent}"), "").await.refused(404, &message);
    }
}

#[tokio::test]
async fn an_escaped_slash_reaches_another_endpoint() {
    let server = started(MockNetBird::builder().user(User::human("a", "a@b", "user").pending())).await;
    call(&server, "PUT", "/api/users/a%2Fb", "{}").await.no_route();
    call(&server, "DELETE", "/api/users/x%2Ftokens%2Ft", "").await.refused(404, "user: x not found");
    call(&server, "DELETE", "/api/users/a%2Freject", "").await.done();
    assert_eq!(server.user("a"), None);
}

#[tokio::test]
async fn an_invalid_escape_is_go_s_400() {
    let server = start().await;
    let request = b"DELETE /api/users/%zz HTTP/1.1\r\nhost: a\r\n\r\n";
    let answer = raw(&server, request).await.expect("an answer, and then the end of the connection");
    assert_eq!((answer.status, answer.text()), (400, "400 Bad Request"));
    assert_eq!(answer.header("content-type"), Some("text/plain; charset=utf-8"));
}

#[tokio::test]
async fn options_without_a_preflight_needs_a_token_and_is_the_wrong_method() {
    let server = start().await;
    for target in
        ["/api/users", "/api/users/x", "/api/users/current", "/api/users/x/approve", "/api/users/x/password"]
    {
        send(&server, "OPTIONS", target, &[]).await.refused(401, "no valid authentication provided");
        call(&server, "OPTIONS", target, "").await.refused(405, "wrong HTTP method");
    }
}

#[tokio::test]
async fn options_of_tokens_and_invites_is_the_first_verb() {
    let server = start().await;
    let tokens = call(&server, "OPTIONS", &format!("/api/users/{}/tokens", server.owner()), "").await.ok();
    assert_eq!(tokens.as_array().map(Vec::len), Some(1));
    let answer = call(&server, "OPTIONS", &format!("/api/users/{}/tokens/t", server.owner()), "").await;
    answer.refused(404, "pat: t not found");
}

#[tokio::test]
async fn the_old_generation_answers_405_without_a_body() {
    let server = started(MockNetBird::builder().generation(Generation::Before062)).await;
    for (method, target) in [("GET", "/api/users/x"), ("PUT", "/api/users"), ("POST", "/api/users/current")] {
        let answer = send(&server, method, target, &[]).await;
        assert_eq!((answer.status, answer.body.len()), (405, 0), "{method} {target}");
    }
    send(&server, "GET", "/api/nothing", &[]).await.no_route();
}

#[tokio::test]
async fn current_and_invites_are_ids_for_other_verbs() {
    let server = start().await;
    let missing = |id| format!("user: {id} not found");
    call(&server, "PUT", "/api/users/current", "{}").await.refused(404, &missing("current"));
    call(&server, "DELETE", "/api/users/current", "").await.refused(404, &missing("current"));
    call(&server, "DELETE", "/api/users/invites", "").await.refused(404, &missing("invites"));
    call(&server, "GET", "/api/users/invites/tokens", "").await.refused(404, &missing("invites"));
    call(&server, "POST", "/api/users/invites/approve", "").await.refused(404, &missing("invites"));
}

#[tokio::test]
async fn one_user_cannot_be_read() {
    let server = start().await;
    call(&server, "GET", &format!("/api/users/{}", server.owner()), "").await.no_route();
}

#[tokio::test]
async fn options_of_invites_is_the_first_verb_of_their_own_handlers() {
    let server = start().await;
    // The list is an id for the handler of users, which comes first.
    call(&server, "OPTIONS", "/api/users/invites", "").await.refused(405, "wrong HTTP method");
    send(&server, "OPTIONS", "/api/users/invites/i", &[])
        .await
        .refused(401, "no valid authentication provided");
    let unsound = "invalid invite token: invalid token length";
    call(&server, "OPTIONS", "/api/users/invites/i", "").await.refused(422, unsound);
    send(&server, "OPTIONS", "/api/users/invites/nbi_i", &[]).await.refused(422, unsound);
    call(&server, "OPTIONS", "/api/users/invites/i/regenerate", "")
        .await
        .refused(404, "user invite not found");
    send(&server, "OPTIONS", "/api/users/invites/nbi_i/accept", &[])
        .await
        .refused(400, "couldn't parse JSON request");
}
