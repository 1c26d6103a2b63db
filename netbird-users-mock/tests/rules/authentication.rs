//! Section 1.5.

use netbird_users_mock::{MockNetBird, User};

use crate::client::{call, call_as, send, start, started};

const SAMPLE: &str = "nbp_abcdefghijklmnopqrstuvwxyz01232LolCm";

async fn with_header(server: &MockNetBird, value: &str) -> crate::client::Answer {
    send(server, "GET", "/api/users", &[("authorization", value)]).await
}

#[tokio::test]
async fn no_credential_is_401() {
    let server = start().await;
    send(&server, "GET", "/api/users", &[]).await.refused(401, "no valid authentication provided");
    for value in ["", "Basic YTpi", SAMPLE] {
        with_header(&server, value).await.refused(401, "no valid authentication provided");
    }
}

#[tokio::test]
async fn a_header_of_other_than_two_parts_is_401() {
    let server = start().await;
    let token = server.token();
    for scheme in ["Token", "Bearer"] {
        for value in [scheme.to_owned(), format!("{scheme}  {token}"), format!("{scheme} {token} more")] {
            with_header(&server, &value).await.refused(401, "token invalid");
        }
    }
}

#[tokio::test]
async fn a_token_is_taken_under_both_schemes_in_any_case() {
    let server = start().await;
    for scheme in ["Token", "token", "Bearer", "BEARER"] {
        with_header(&server, &format!("{scheme} {}", server.token())).await.ok();
    }
}

#[tokio::test]
async fn only_the_first_authorization_counts() {
    let server = start().await;
    let good = format!("Token {}", server.token());
    let headers = [("authorization", "Token x"), ("authorization", good.as_str())];
    send(&server, "GET", "/api/users", &headers).await.refused(401, "token invalid");
}

#[tokio::test]
async fn a_jwt_that_is_not_good_is_401() {
    let server = start().await;
    with_header(&server, "Bearer eyJhbGciOiJub25lIn0.e30.").await.refused(401, "token invalid");
}

#[tokio::test]
async fn a_malformed_token_is_401_and_its_checksum_is_verified() {
    let server =
        started(MockNetBird::builder().user(User::service("s", "s", "admin")).token("s", SAMPLE)).await;
    call_as(&server, SAMPLE, "GET", "/api/users", "").await.ok();
    for wrong in [
        "nbp_short",
        "nbi_abcdefghijklmnopqrstuvwxyz01232LolCm",
        "nbp_abcdefghijklmnopqrstuvwxyz01232LolCn",
        "nbp_bbcdefghijklmnopqrstuvwxyz01232LolCm",
        "nbp_abcdefghijklmnopqrstuvwxyz01232LolC_",
    ] {
        call_as(&server, wrong, "GET", "/api/users", "").await.refused(401, "token invalid");
    }
}

#[tokio::test(start_paused = true)]
async fn an_expired_token_is_401() {
    let server = start().await;
    let token = server.issue_token(server.owner());
    tokio::time::advance(std::time::Duration::from_secs(366 * 86_400)).await;
    call_as(&server, &token, "GET", "/api/users", "").await.refused(401, "token invalid");
}

#[tokio::test]
async fn a_token_without_expiry_is_401() {
    let server = start().await;
    let token = server.issue_token(server.owner());
    assert!(server.change_token(&token, |token| token.expires = None));
    call_as(&server, &token, "GET", "/api/users", "").await.refused(401, "token invalid");
}

#[tokio::test]
async fn a_sound_token_that_nobody_has_is_404_on_every_endpoint() {
    let server = start().await;
    for (method, target) in [("GET", "/api/users"), ("POST", "/api/users"), ("DELETE", "/api/users/x")] {
        let answer = call_as(&server, SAMPLE, method, target, "").await;
        let message = answer.json()["message"].as_str().expect("a message").to_owned();
        assert_eq!(answer.status, 404);
        assert!(message.starts_with("invalid token: pat: ") && message.ends_with("= not found"), "{message}");
        assert_eq!((message.len(), message.to_lowercase()), (74, message.clone()));
    }
}

#[tokio::test]
async fn a_revoked_token_is_404() {
    let server = start().await;
    let token = server.issue_token(server.owner());
    assert!(server.revoke_token(&token));
    assert_eq!(call_as(&server, &token, "GET", "/api/users", "").await.status, 404);
}

#[tokio::test]
async fn the_tokens_of_a_blocked_user_pass_authentication() {
    let server = started(MockNetBird::builder().user(User::human("a", "a@b", "admin").blocked())).await;
    let token = server.issue_token("a");
    let message = "failed to validate user permissions: user is blocked";
    call_as(&server, &token, "GET", "/api/users", "").await.refused(403, message);
}

#[tokio::test]
async fn a_request_marks_its_token_as_used_and_nobody_as_logged_in() {
    let server = start().await;
    assert_eq!(server.tokens()[0].last_used, None);
    call(&server, "GET", "/api/users", "").await.ok();
    assert!(server.tokens()[0].last_used.is_some());
    assert_eq!(server.users()[0].last_login, None);
}

#[tokio::test]
async fn whoever_signs_in_first_is_created_and_waits() {
    let server = started(MockNetBird::builder().session("jwt", "new").session("later", "later")).await;
    let message = "failed to validate user permissions: user is pending approval";
    with_header(&server, "Bearer jwt").await.refused(403, message);
    let user = server.user("new").expect("it was created");
    assert!(user.is_blocked && user.pending_approval && user.role == "user");
    server.change_settings(|settings| settings.approval_required = false);
    assert_eq!(with_header(&server, "Bearer later").await.ok().as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_deleted_user_who_signs_in_is_there_again() {
    let server =
        started(MockNetBird::builder().user(User::human("a", "a@b", "admin")).session("jwt", "a")).await;
    call(&server, "DELETE", "/api/users/a", "").await.done();
    with_header(&server, "Bearer jwt").await;
    assert_eq!(server.user("a").map(|user| user.role).as_deref(), Some("user"));
}

#[tokio::test]
async fn asking_for_another_account_changes_nothing() {
    let server = start().await;
    assert_eq!(
        call(&server, "GET", "/api/users?account=other", "").await.ok().as_array().map(Vec::len),
        Some(1)
    );
}

#[tokio::test]
async fn invites_by_token_need_no_credential_and_have_no_identity() {
    let server = start().await;
    send(&server, "GET", "/api/users/invites/nbi_x", &[])
        .await
        .refused(422, "invalid invite token: invalid token length");
    send(&server, "GET", "/api/users/invites/NBI_x", &[])
        .await
        .refused(401, "no valid authentication provided");
    send(&server, "DELETE", "/api/users/invites/nbi_x", &[]).await.refused(500, "internal server error");
    call(&server, "DELETE", "/api/users/invites/nbi_x", "").await.refused(500, "internal server error");
    send(&server, "POST", "/api/users/invites/nbi_x/regenerate", &[])
        .await
        .refused(401, "no valid authentication provided");
    send(&server, "POST", "/api/users/invites/nbi_x/accept", &[])
        .await
        .refused(400, "couldn't parse JSON request");
}

#[tokio::test]
async fn tokens_and_ids_have_the_servers_form() {
    let server = start().await;
    assert!(server.token().starts_with("nbp_") && server.token().len() == 40);
    assert_eq!((server.owner().len(), server.tokens()[0].id.len()), (60, 20));
    let body = r#"{"role":"user","is_service_user":true}"#;
    let user = call(&server, "POST", "/api/users", body).await.ok();
    assert_eq!(user["id"].as_str().map(|id| (id.len(), id.matches('-').count())), Some((36, 4)));
}
