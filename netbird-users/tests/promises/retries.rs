//! What is sent again, when, and how long the client waits for it. No test waits: time is simulated.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use netbird_users::{Backoff, Error, ErrorKind, FailedAttempt, NewUser, NoRetry, RetryPolicy};
use netbird_users_mock::{Fault, MockNetBird};

use crate::{SimulatedClock, builder, mock, sent};

const SECOND: Duration = Duration::from_secs(1);

async fn list(
    server: &MockNetBird,
    clock: &SimulatedClock,
    retry: impl RetryPolicy + 'static,
) -> Result<(), Error> {
    let client = builder(server).clock(clock.clone()).retry(retry).build().expect("a client");
    client.users().list().await.map(drop)
}

#[tokio::test]
async fn waits_grow_and_the_fourth_attempt_is_the_last() {
    let (server, clock) = (mock().await, SimulatedClock::default());
    server.inject(Fault::html_502().every_time());
    let error = list(&server, &clock, Backoff::new()).await.expect_err("it never ends");
    assert_eq!((error.attempts(), sent(&server, "GET")), (4, 4));
    let waits = clock.waits();
    assert_eq!(waits.len(), 3);
    for (wait, most) in waits.iter().zip([250, 500, 1000]) {
        let most = Duration::from_millis(most);
        assert!((most / 2..=most).contains(wait), "{waits:?}");
    }
}

#[tokio::test]
async fn after_too_many_requests_the_limit_is_tried_again_in_a_second() {
    let (server, clock) = (mock().await, SimulatedClock::default());
    server.inject(Fault::too_many_requests(None));
    list(&server, &clock, Backoff::new()).await.expect("the second attempt");
    let waits = clock.waits();
    assert!(waits.len() == 1 && (SECOND..=SECOND * 11 / 10).contains(&waits[0]), "{waits:?}");
}

#[tokio::test]
async fn retry_after_is_honoured_in_seconds_and_as_a_date() {
    for (value, seconds) in [("7", 7), ("Sun, 22 Nov 2026 10:00:42 GMT", 42)] {
        let (server, clock) = (mock().await, SimulatedClock::default());
        for status in [429, 503] {
            let fault = Fault::status(status).header("retry-after", value);
            server.inject(fault.header("date", "Sun, 22 Nov 2026 10:00:00 GMT"));
        }
        list(&server, &clock, Backoff::new()).await.expect("the third attempt");
        let waits = clock.waits();
        let asked = seconds * SECOND..=seconds * SECOND * 11 / 10;
        assert!(waits.len() == 2 && waits.iter().all(|wait| asked.contains(wait)), "{value}: {waits:?}");
    }
}

#[tokio::test]
async fn a_wait_beyond_the_cap_is_told_and_not_begun() {
    let (server, clock) = (mock().await, SimulatedClock::default());
    server.inject(Fault::too_many_requests(Some(3600)));
    let error = list(&server, &clock, Backoff::new()).await.expect_err("an hour");
    assert_eq!(*error.kind(), ErrorKind::RateLimited { wait: 3600 * SECOND });
    assert!(clock.waits().is_empty());
}

#[tokio::test]
async fn no_wait_is_begun_that_ends_after_the_deadline() {
    let (server, clock) = (mock().await, SimulatedClock::default());
    server.inject(Fault::too_many_requests(None).every_time());
    let client = builder(&server).clock(clock.clone()).deadline(15 * SECOND).build().expect("a client");
    let error = client.users().list().await.expect_err("out of time");
    assert_eq!(
        (error.attempts(), clock.waits().len()),
        (4, 3),
        "after 1, 2 and 4 s 8 more are too many: {error}"
    );
    assert!(matches!(error.kind(), ErrorKind::RateLimited { .. }));
}

#[tokio::test]
async fn retries_can_be_switched_off() {
    let (server, clock) = (mock().await, SimulatedClock::default());
    for fault in [Fault::html_502(), Fault::too_many_requests(Some(1)), Fault::close_before_answer()] {
        server.inject(fault);
        let error = list(&server, &clock, NoRetry).await.expect_err("one attempt");
        assert_eq!(error.attempts(), 1);
    }
    assert!(clock.waits().is_empty());
}

#[derive(Clone, Debug, Default)]
struct Eager(Arc<Mutex<Vec<(u32, ErrorKind)>>>);

impl RetryPolicy for Eager {
    fn wait(&self, failed: &FailedAttempt<'_>) -> Option<Duration> {
        self.0.lock().expect("a lock").push((failed.attempt, failed.kind.clone()));
        (failed.attempt < 10).then_some(Duration::ZERO)
    }
}

#[tokio::test]
async fn a_policy_of_ones_own_decides_when_and_never_whether_it_is_safe() {
    let (server, policy) = (mock().await, Eager::default());
    let client = builder(&server).retry(policy.clone()).build().expect("a client");
    server.inject(Fault::close_before_answer().every_time());
    let error = client.users().list().await.expect_err("it never ends");
    assert_eq!((error.attempts(), policy.0.lock().expect("a lock").len()), (10, 10));
    let error = client.users().create(NewUser::service("ci")).await.expect_err("unknown");
    assert_eq!((error.attempts(), sent(&server, "POST")), (1, 1));
    assert_eq!(policy.0.lock().expect("a lock").len(), 10, "it was not even asked");
}

#[tokio::test]
async fn once_the_server_lets_a_client_in_again_nothing_holds_it_back() {
    let (server, clock) = (mock().await, SimulatedClock::default());
    let client = builder(&server).clock(clock.clone()).deadline(3600 * SECOND).build().expect("a client");
    server.inject(Fault::too_many_requests(None));
    client.users().list().await.expect("the second attempt");
    let calls: Vec<_> = (0..5)
        .map(|_| {
            let users = client.users();
            tokio::spawn(async move { users.list().await.map(drop) })
        })
        .collect();
    for call in calls {
        call.await.expect("no panic").expect("a list");
    }
    assert_eq!(server.requests().len(), 7, "none is refused");
}

#[tokio::test]
async fn after_a_retry_after_nobody_has_to_take_turns() {
    let (server, clock) = (mock().await, SimulatedClock::default());
    let client = builder(&server).clock(clock.clone()).build().expect("a client");
    server.inject(Fault::too_many_requests(Some(30)));
    for _ in 0..4 {
        client.users().list().await.expect("a list");
    }
    let waits = clock.waits();
    let one = waits.len() == 1 && (30 * SECOND..=33 * SECOND).contains(&waits[0]);
    assert!(one, "the proxy said when, and one wait was enough: {waits:?}");
}

#[tokio::test]
async fn who_has_no_place_in_time_is_told_before_anything_is_sent() {
    let (server, clock) = (mock().await, SimulatedClock::default());
    let client = builder(&server).clock(clock.clone()).deadline(5 * SECOND).build().expect("a client");
    server.inject(Fault::too_many_requests(Some(60)).method("GET").every_time());
    client.users().list().await.expect_err("no place");
    let error = client.users().create(NewUser::service("a")).await.expect_err("no place");
    assert!(matches!(error.kind(), ErrorKind::RateLimited { .. }), "{error}");
    assert_eq!((error.attempts(), error.status()), (0, None), "{error}");
    assert_eq!(sent(&server, "POST"), 0);
}

#[tokio::test]
async fn what_the_calls_of_a_client_spend_on_retries_is_limited() {
    let (server, clock) = (mock().await, SimulatedClock::default());
    server.inject(Fault::html_502().every_time());
    let client = builder(&server).clock(clock).build().expect("a client");
    for _ in 0..33 {
        assert_eq!(client.users().list().await.expect_err("down").attempts(), 4);
    }
    for attempts in [2, 1, 1] {
        let error = client.users().list().await.expect_err("down");
        assert_eq!(error.attempts(), attempts);
        assert!(
            error.to_string().contains("not tried again, since too many calls of this client fail"),
            "{error}"
        );
    }
    server.clear_faults();
    for _ in 0..5 {
        client.users().list().await.expect("up again");
    }
    server.inject(Fault::html_502());
    client.users().list().await.expect("successes have paid for a retry");
}

#[tokio::test]
async fn a_server_that_says_at_once_is_not_asked_at_once() {
    for value in ["0", "Sun, 22 Nov 1970 10:00:00 GMT"] {
        for status in [429, 503] {
            let (server, clock) = (mock().await, SimulatedClock::default());
            server.inject(Fault::status(status).header("retry-after", value).every_time());
            let client =
                builder(&server).clock(clock.clone()).deadline(20 * SECOND).build().expect("a client");
            client.users().list().await.expect_err("it never ends");
            let waits = clock.waits();
            assert!(waits.len() >= 3, "{waits:?}");
            for (wait, least) in waits.iter().zip([125, 250, 500]) {
                assert!(*wait >= Duration::from_millis(least), "{value}: {waits:?}");
            }
        }
    }
}

#[tokio::test]
async fn no_setting_is_too_long_to_be_counted() {
    for fault in [Fault::too_many_requests(Some(u64::MAX)), Fault::too_many_requests(None), Fault::html_502()]
    {
        let (server, clock) = (mock().await, SimulatedClock::default());
        server.inject(fault);
        let most = Duration::MAX;
        let retry = Backoff::new().first(most).longest(most).rate_limit_wait(most).retry_after_cap(most);
        let client = builder(&server).clock(clock).retry(retry).attempt_timeout(most).deadline(10 * SECOND);
        let error = client.build().expect("a client").users().list().await.expect_err("too long");
        assert!(error.attempts() == 1, "{error}");
    }
}

#[tokio::test]
async fn a_deletion_that_was_done_before_it_was_answered_is_done() {
    let server = mock().await;
    let client = builder(&server).build().expect("a client");
    let user = client.users().create(NewUser::service("ci")).await.expect("a user");
    server.inject(Fault::close_after_write().method("DELETE"));
    client.users().delete(&user.id).await.expect("done");
    let error = client.users().delete(&user.id).await.expect_err("not there");
    assert_eq!(*error.kind(), ErrorKind::NotFound, "without an attempt of unknown outcome it is an error");
}

#[tokio::test]
async fn not_found_for_another_reason_does_not_make_a_deletion_done() {
    let server = mock().await;
    let client = builder(&server).build().expect("a client");
    let token = "invalid token: pat: wpeqm+4dgmzixq4xz1ldzlyoatvzx9vy+rzgqyr2ko8= not found";
    for message in [token, "user: somebody-else not found", "user account ada doesn't exist"] {
        server.inject(Fault::close_before_answer());
        server.inject(crate::api_error(404, message));
        let error = client.users().delete("ada").await.expect_err("nobody knows");
        assert_eq!(*error.kind(), ErrorKind::OutcomeUnknown, "{error}");
    }
}
