//! A service user of a name, made once.

use netbird_users::ErrorKind;
use netbird_users_mock::{Fault, MockNetBird, User};

use crate::{client, mock, sent, started};

fn count(server: &MockNetBird) -> usize {
    server.users().iter().filter(|user| user.name == "ci").count()
}

#[tokio::test]
async fn the_second_run_changes_nothing() {
    let server = mock().await;
    let users = client(&server).users();
    let wanted =
        || users.service_user("ci").role("Admin").auto_groups(Vec::<String>::new()).with_token("deploy", 90);
    let first = wanted().ensure().await.expect("made");
    assert!(first.created && first.new_token.is_some());
    let writes = || server.requests().iter().filter(|request| request.method != "GET").count();
    let before = writes();
    let second = wanted().ensure().await.expect("there");
    assert!(!second.created && second.new_token.is_none() && second.user.id == first.user.id);
    assert_eq!((writes(), count(&server)), (before, 1));
}

#[tokio::test]
async fn what_is_named_is_set_and_what_is_not_stays() {
    let ci = User::service("ci", "ci", "user").auto_groups(["g"]);
    let server =
        started(MockNetBird::builder().group(netbird_users_mock::Group::new("g", "G")).user(ci)).await;
    let ensured = client(&server).users().service_user("ci").role("auditor").ensure().await.expect("set");
    assert_eq!((ensured.created, ensured.user.role.as_str()), (false, "auditor"));
    assert_eq!(server.user("ci").map(|user| user.auto_groups), Some(vec!["g".to_owned()]));
}

#[tokio::test]
async fn a_lost_answer_makes_no_second_one() {
    for (fault, created) in [(Fault::close_after_write(), false), (Fault::close_before_answer(), true)] {
        let server = mock().await;
        server.inject(fault.method("POST"));
        let ensured = client(&server).users().service_user("ci").ensure().await.expect("it is there");
        assert_eq!((count(&server), ensured.created), (1, created));
    }
}

#[tokio::test]
async fn two_programs_at_once_keep_the_same() {
    let server = mock().await;
    let users = client(&server).users();
    let calls = (0..6).map(|_| users.service_user("ci").ensure());
    let ensured = futures_util::future::join_all(calls).await;
    assert_eq!(count(&server), 1, "{ensured:?}");
    let there = server.users().into_iter().find(|user| user.name == "ci").expect("one").id;
    assert!(ensured.into_iter().flatten().any(|ensured| ensured.user.id == there));
}

#[tokio::test]
async fn two_of_one_name_are_not_chosen_from_and_people_are_not_meant() {
    let two =
        MockNetBird::builder().user(User::service("a", "ci", "user")).user(User::service("b", "ci", "user"));
    let server = started(two).await;
    let error = client(&server).users().service_user("ci").ensure().await.expect_err("which?");
    assert_eq!(*error.kind(), ErrorKind::Ambiguous);
    let person = MockNetBird::builder().user(User::human("p", "p@example.com", "user").name("ci"));
    let server = started(person).await;
    assert!(client(&server).users().service_user("ci").ensure().await.expect("made").created);
    assert_eq!(sent(&server, "PUT"), 0, "the person stays as they are");
}
