//! Many at once: nothing twice, nothing lost, and one failure is one failure.

use std::{
    future::poll_fn,
    pin::{Pin, pin},
    task::Poll,
};

use netbird_users::{ErrorKind, NewUser, Outcome, Skipped};
use netbird_users_mock::{Fault, MockNetBird, User};

use crate::{builder, client, mock, sent, started};

fn people(count: usize) -> Vec<NewUser> {
    (0..count)
        .map(|number| NewUser::invite(format!("person{number}@example.com"), format!("Person {number}")))
        .collect()
}

fn keys<T>(entries: &[(String, T)]) -> Vec<&str> {
    let mut keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
    keys.sort_unstable();
    keys
}

/// Polls once.
async fn is_pending(mut future: Pin<&mut impl Future>) -> bool {
    poll_fn(|context| Poll::Ready(future.as_mut().poll(context).is_pending())).await
}

#[tokio::test]
async fn a_list_that_is_run_twice_creates_everybody_once() {
    let server = mock().await;
    let users = client(&server).users();
    let list = || people(20).into_iter().chain([NewUser::service("ci"), NewUser::service("backup")]);
    let mut first = users.create_many(list()).await.expect("a list");
    assert_eq!(first.run().await.to_string(), "22 done, 0 skipped, 0 failed, 0 of unknown outcome");
    assert!(
        first
            .report()
            .done()
            .iter()
            .all(|(_, user)| user.is_service_user == Some(true) || user.password.is_some())
    );
    let mut second = users.create_many(list()).await.expect("a list");
    assert_eq!(second.run().await.to_string(), "0 done, 22 skipped, 0 failed, 0 of unknown outcome");
    assert_eq!((server.users().len(), sent(&server, "POST")), (23, 22));
}

#[tokio::test]
async fn who_is_there_or_named_twice_is_skipped() {
    let server = started(MockNetBird::builder().user(User::service("1", "ci", "user"))).await;
    let users = client(&server).users();
    let list = [
        NewUser::invite("OWNER@Example.com", "The owner"),
        NewUser::service("ci"),
        NewUser::invite("ada@example.com", "Ada"),
        NewUser::invite("ADA@example.com", "Ada again"),
        NewUser::service("ada@example.com"),
    ];
    let mut batch = users.create_many(list).await.expect("a list").concurrency(1);
    let report = batch.run().await;
    assert_eq!(
        keys(report.done()),
        ["ada@example.com", "ada@example.com"],
        "a person, and a service user of that name"
    );
    assert_eq!(
        report.skipped(),
        [
            ("OWNER@Example.com".to_owned(), Skipped::AlreadyThere),
            ("ci".to_owned(), Skipped::AlreadyThere),
            ("ADA@example.com".to_owned(), Skipped::NamedTwice),
        ]
    );
}

#[tokio::test]
async fn who_appears_in_the_meantime_is_skipped_and_not_failed() {
    let server = mock().await;
    let mut batch = client(&server).users().create_many(people(1)).await.expect("a list");
    server.add_user(User::human("faster", "Person0@example.com", "user"));
    assert_eq!(batch.run().await.skipped().len(), 1);
}

#[tokio::test]
async fn one_failure_stops_the_others_only_when_asked() {
    for stop in [false, true] {
        let server = mock().await;
        let mut list = people(6);
        list[1] = NewUser::invite("bad@example.com", "");
        let batch = client(&server).users().create_many(list).await.expect("a list").concurrency(1);
        let mut batch = if stop { batch.stop_on_failure() } else { batch };
        let report = batch.run().await;
        assert_eq!(keys(report.failed()), ["bad@example.com"]);
        assert_eq!(report.done().len(), if stop { 1 } else { 5 });
        assert!(!report.is_success());
    }
}

#[tokio::test]
async fn an_unknown_outcome_is_told_apart_and_the_next_run_finds_out() {
    let server = mock().await;
    let users = client(&server).users();
    server.inject(Fault::close_after_write().method("POST"));
    server.inject(Fault::close_before_answer().method("POST"));
    let mut batch = users.create_many(people(3)).await.expect("a list").concurrency(1);
    let report = batch.run().await;
    assert_eq!(keys(report.unknown()), ["person0@example.com", "person1@example.com"]);
    assert_eq!((report.done().len(), server.users().len()), (1, 3));
    let mut again = users.create_many(people(3)).await.expect("a list");
    assert_eq!(again.run().await.to_string(), "1 done, 2 skipped, 0 failed, 0 of unknown outcome");
    assert_eq!(server.users().len(), 4);
}

#[tokio::test]
async fn an_interruption_loses_nothing_and_the_batch_goes_on() {
    let server = mock().await;
    let mut batch = client(&server).users().create_many(people(10)).await.expect("a list").concurrency(2);
    for _ in 0..3 {
        batch.next().await.expect("a result");
    }
    {
        let mut run = pin!(batch.run());
        assert!(is_pending(run.as_mut()).await, "it has only begun");
    }
    assert!(batch.report().done().len() >= 3);
    assert_eq!(batch.run().await.done().len(), 10);
    assert_eq!((server.users().len(), sent(&server, "POST")), (11, 10));
}

#[tokio::test]
async fn no_more_than_the_given_number_is_under_way() {
    for concurrency in [1, 3] {
        let server = mock().await;
        server.inject(Fault::stall().method("DELETE").every_time());
        let mut batch = client(&server)
            .users()
            .for_each(0..10, |users, id| async move { users.delete(id.to_string()).await })
            .concurrency(concurrency);
        {
            let mut next = pin!(batch.next());
            let mut turns_since = 0;
            while turns_since < 100 {
                assert!(is_pending(next.as_mut()).await);
                tokio::task::yield_now().await;
                turns_since += usize::from(sent(&server, "DELETE") >= concurrency);
            }
        }
        assert_eq!(sent(&server, "DELETE"), concurrency);
    }
}

#[tokio::test]
async fn edits_of_many_share_a_list_and_change_only_what_they_name() {
    let server = started((0..8).fold(MockNetBird::builder(), |all, number| {
        let user = User::human(format!("u{number}"), format!("u{number}@example.com"), "admin");
        all.user(if number % 2 == 0 { user.blocked() } else { user })
    }))
    .await;
    let ids = (0..8).map(|number| format!("u{number}")).chain(["nobody".to_owned(), "u0".to_owned()]);
    let mut batch = client(&server).users().edit_many(ids, |edit| edit.role("user")).await.expect("a list");
    let report = batch.run().await;
    assert_eq!((report.done().len(), keys(report.failed())), (8, vec!["nobody"]));
    assert_eq!(report.skipped(), [("u0".to_owned(), Skipped::NamedTwice)]);
    assert_eq!((sent(&server, "GET"), sent(&server, "PUT")), (1, 8));
    for user in server.users().iter().filter(|user| user.id.starts_with('u')) {
        let even = user.id.ends_with(['0', '2', '4', '6']);
        assert_eq!((user.role.as_str(), user.is_blocked), ("user", even), "{}", user.id);
    }
}

#[tokio::test]
async fn an_old_list_is_read_again() {
    let server =
        started(MockNetBird::builder().user(User::human("u0", "u0@example.com", "admin")).user(User::human(
            "u1",
            "u1@example.com",
            "admin",
        )))
        .await;
    let clock = crate::SimulatedClock::default();
    let users = builder(&server).clock(clock.clone()).build().expect("a client").users();
    let mut batch =
        users.edit_many(["u0", "u1"], |edit| edit.role("user")).await.expect("a list").concurrency(1);
    batch.next().await.expect("the first");
    server.change_user("u1", |user| user.is_blocked = true);
    clock.expire();
    batch.next().await.expect("the second");
    assert_eq!(sent(&server, "GET"), 2);
    assert!(server.user("u1").is_some_and(|user| user.is_blocked), "what somebody else changed has stayed");
}

#[tokio::test]
async fn anything_can_be_done_for_each() {
    let server =
        started(MockNetBird::builder().user(User::human("a", "a@example.com", "user").pending())).await;
    let mut batch =
        client(&server).users().for_each(["a", "b"], |users, id| async move { users.approve(id).await });
    while let Some(item) = batch.next().await {
        match (item.key.as_str(), item.outcome) {
            ("a", Outcome::Done(user)) => assert!(!user.is_pending()),
            ("b", Outcome::Failed(error)) => assert_eq!(*error.kind(), ErrorKind::NotFound),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn without_a_list_nothing_is_created() {
    let server = mock().await;
    server.inject(crate::api_error(403, "permission denied"));
    let error = client(&server).users().create_many(people(3)).await.expect_err("no list");
    assert_eq!((error.kind(), sent(&server, "POST")), (&ErrorKind::Forbidden, 0));
}
