//! Section 5.

use std::time::Duration;

use netbird_users_mock::{MockNetBird, RateLimit, User};

use crate::client::{Answer, call, call_as, send, start, started};

async fn limited() -> MockNetBird {
    started(
        MockNetBird::builder()
            .rate_limit(RateLimit { per_minute: 6, burst: 2 })
            .session("jwt", "j")
            .user(User::human("j", "j@b", "user")),
    )
    .await
}

async fn by(server: &MockNetBird, authorization: &str, agent: &str) -> Answer {
    send(server, "GET", "/api/users", &[("authorization", authorization), ("user-agent", agent)]).await
}

#[tokio::test(start_paused = true)]
async fn the_bucket_is_empty_after_the_burst_and_fills_steadily() {
    let server = limited().await;
    for _ in 0..2 {
        call(&server, "GET", "/api/users", "").await.ok();
    }
    let answer = call(&server, "GET", "/api/users", "").await;
    answer.refused(429, "too many requests");
    assert_eq!(answer.header("retry-after"), None);
    assert!(answer.header("x-request-id").is_some());
    assert!(!answer.headers.iter().any(|(name, _)| name.starts_with("x-ratelimit")));
    tokio::time::advance(Duration::from_secs(10)).await;
    call(&server, "GET", "/api/users", "").await.ok();
    assert_eq!(call(&server, "GET", "/api/users", "").await.status, 429);
    // It never holds more than the burst.
    tokio::time::advance(Duration::from_secs(3600)).await;
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(call(&server, "GET", "/api/users", "").await.status);
    }
    assert_eq!(statuses, [200, 200, 429]);
}

#[tokio::test(start_paused = true)]
async fn each_token_has_its_own_bucket_even_a_bad_one() {
    let server = limited().await;
    for expected in [401, 401, 429] {
        assert_eq!(call_as(&server, "nbp_bad", "GET", "/api/users", "").await.status, expected);
    }
    call(&server, "GET", "/api/users", "").await.ok();
}

#[tokio::test(start_paused = true)]
async fn terraform_and_sessions_are_not_counted() {
    let server = limited().await;
    let token = format!("Token {}", server.token());
    for _ in 0..4 {
        by(&server, &token, "my-TerraForm/1").await.ok();
        by(&server, "Bearer jwt", "curl").await.ok();
    }
    for expected in [200, 200, 429] {
        assert_eq!(by(&server, &token, "curl").await.status, expected);
    }
}

#[tokio::test]
async fn there_is_no_limit_by_default_and_the_servers_numbers_are_known() {
    let server = start().await;
    for _ in 0..30 {
        call(&server, "GET", "/api/users", "").await.ok();
    }
    assert_eq!(RateLimit::SERVER_DEFAULT, RateLimit { per_minute: 6, burst: 500 });
}

#[tokio::test(start_paused = true)]
async fn the_public_invite_endpoints_share_a_bucket_that_is_always_there() {
    let server = start().await;
    let headers = [("x-forwarded-for", "10.0.0.1")];
    for method in ["GET", "POST", "GET", "POST", "GET"] {
        let target =
            if method == "GET" { "/api/users/invites/nbi_x" } else { "/api/users/invites/nbi_x/accept" };
        assert_ne!(send(&server, method, target, &[]).await.status, 429);
    }
    let answer = send(&server, "GET", "/api/users/invites/nbi_x", &headers).await;
    answer.refused(429, "rate limit exceeded, please try again later");
    assert_eq!(answer.header("retry-after"), None);
    tokio::time::advance(Duration::from_secs(6)).await;
    assert_eq!(send(&server, "GET", "/api/users/invites/nbi_x", &headers).await.status, 422);
}

#[tokio::test(start_paused = true)]
async fn a_token_has_one_bucket_under_both_schemes() {
    let server = limited().await;
    let token = server.token();
    by(&server, &format!("Token {token}"), "a").await.ok();
    by(&server, &format!("Bearer {token}"), "a").await.ok();
    assert_eq!(by(&server, &format!("Token {token}"), "a").await.status, 429);
}
