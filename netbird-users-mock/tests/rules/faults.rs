//! Faults on demand.

use std::time::Duration;

use netbird_users_mock::{Fault, MockNetBird};

use crate::client::{Answer, call, start, try_send};

const BODY: &str = r#"{"role":"user","is_service_user":true,"name":"made"}"#;

async fn create(server: &MockNetBird) -> Option<Answer> {
    let authorization = format!("Token {}", server.token());
    try_send(server, "POST", "/api/users", &[("authorization", &authorization)], BODY.as_bytes()).await
}

#[tokio::test(start_paused = true)]
async fn a_delay_passes_on_the_clock() {
    let server = start().await;
    server.inject(Fault::delay(Duration::from_secs(600)));
    let before = tokio::time::Instant::now();
    call(&server, "GET", "/api/users", "").await.ok();
    assert!(before.elapsed() >= Duration::from_secs(600));
}

#[tokio::test]
async fn an_answer_instead_leaves_the_state_alone() {
    let server = start().await;
    server.inject(Fault::status(503).header("x-a", "1").header("no header", "\n").body("busy"));
    server.inject(Fault::html_502());
    server.inject(Fault::redirect("https://elsewhere/"));
    server.inject(Fault::too_many_requests(None));
    server.inject(Fault::too_many_requests(Some(7)));
    let mut answers = Vec::new();
    for _ in 0..5 {
        answers.push(create(&server).await.expect("an answer"));
    }
    let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    assert_eq!(statuses, [503, 502, 302, 429, 429]);
    assert_eq!((answers[0].text(), answers[0].header("x-a")), ("busy", Some("1")));
    assert!(answers[1].text().contains("<h1>502 Bad Gateway</h1>"));
    assert_eq!(answers[2].header("location"), Some("https://elsewhere/"));
    assert_eq!((answers[3].header("retry-after"), answers[4].header("retry-after")), (None, Some("7")));
    answers[4].refused(429, "too many requests");
    assert_eq!(server.users().len(), 1);
}

#[tokio::test]
async fn a_body_suffers_after_the_write() {
    let server = start().await;
    server.inject(Fault::empty_body());
    server.inject(Fault::truncated_body());
    server.inject(Fault::invalid_utf8());
    let empty = create(&server).await.expect("an answer");
    assert_eq!((empty.status, empty.body.len()), (200, 0));
    let truncated = create(&server).await.expect("an answer");
    assert!(truncated.complete && !truncated.body.is_empty());
    assert!(serde_json::from_slice::<serde_json::Value>(&truncated.body).is_err());
    let invalid = create(&server).await.expect("an answer");
    assert!(std::str::from_utf8(&invalid.body).is_err());
    assert_eq!(server.users().len(), 4);
}

#[tokio::test(start_paused = true)]
async fn a_slow_body_comes_in_the_end() {
    let server = start().await;
    server.inject(Fault::slow_body(10, Duration::from_secs(5)));
    let before = tokio::time::Instant::now();
    let answer = create(&server).await.expect("an answer");
    assert_eq!(answer.ok()["name"], "made");
    assert!(answer.complete && before.elapsed() >= Duration::from_secs(100));
}

#[tokio::test]
async fn a_connection_closes_before_after_and_in_the_middle() {
    let server = start().await;
    server.inject(Fault::close_before_answer());
    assert!(create(&server).await.is_none());
    assert_eq!(server.users().len(), 1);
    server.inject(Fault::close_after_write());
    assert!(create(&server).await.is_none());
    assert_eq!(server.users().len(), 2);
    server.inject(Fault::close_in_the_middle());
    let answer = create(&server).await.expect("half an answer");
    assert!(answer.status == 200 && !answer.complete && !answer.body.is_empty());
    assert_eq!(server.users().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_stall_lasts_until_the_mock_is_dropped() {
    for (fault, some) in [(Fault::stall(), false), (Fault::stall_in_the_middle(), true)] {
        let server = start().await;
        server.inject(fault);
        let authorization = format!("Token {}", server.token());
        let headers = [("authorization", authorization.as_str())];
        let stalled = try_send(&server, "GET", "/api/users", &headers, b"");
        assert!(tokio::time::timeout(Duration::from_secs(3600), stalled).await.is_err(), "{some}");
        assert!(server.unused_faults().is_empty());
    }
}

#[tokio::test]
async fn a_fault_meets_what_it_is_for_and_once_unless_told() {
    let server = start().await;
    server.inject(Fault::status(500).method("DELETE").path("/api/users/a%7Cb"));
    server.inject(Fault::status(418).path("/api/users").every_time());
    call(&server, "DELETE", "/api/users/a", "").await.refused(404, "user: a not found");
    for _ in 0..2 {
        assert_eq!(call(&server, "GET", "/api/users?a=b", "").await.status, 418);
    }
    assert_eq!(call(&server, "DELETE", "/api/users/a%7Cb", "").await.status, 500);
    assert_eq!(call(&server, "DELETE", "/api/users/a%7Cb", "").await.status, 404);
    assert!(server.unused_faults().is_empty());
}

#[tokio::test]
async fn a_fault_that_was_never_used_fails_the_test() {
    let server = start().await;
    server.inject(Fault::status(500));
    let dropped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(server)));
    let message = *dropped.expect_err("it panics").downcast::<String>().expect("a text");
    assert!(message.starts_with("no request met these faults"), "{message}");
    let server = start().await;
    server.inject(Fault::status(500).every_time());
    server.clear_faults();
    drop(server);
}

#[tokio::test]
async fn a_test_that_fails_already_fails_for_its_own_reason() {
    let server = start().await;
    server.inject(Fault::status(500));
    let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let _server = server;
        panic!("the first failure");
    }));
    // A second panic would have ended the process.
    assert_eq!(failed.expect_err("it panics").downcast_ref(), Some(&"the first failure"));
}
