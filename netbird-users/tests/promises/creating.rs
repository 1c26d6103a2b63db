//! Nobody is created twice, and what the server would refuse is not sent.

use netbird_users::{ErrorKind, NewUser, model::Role};
use netbird_users_mock::{Fault, Flavour, MockNetBird};
use serde_json::{Value, json};

use crate::{client, mock, sent, started};

#[tokio::test]
async fn every_field_is_said() {
    for (new, body) in [
        (
            NewUser::service("ci").role(Role::Admin),
            json!({ "name": "ci", "role": "admin", "auto_groups": [], "is_service_user": true }),
        ),
        (
            NewUser::invite("bob@example.com", "Bob Example").auto_groups(["g1"]),
            json!({ "email": "bob@example.com", "name": "Bob Example", "role": "user", "auto_groups": ["g1"],
                    "is_service_user": false }),
        ),
    ] {
        let server = mock().await;
        let user = client(&server).users().create(new).await.expect("the user");
        assert!(server.user(&user.id).is_some());
        let request = server.requests().pop().expect("a request");
        assert_eq!(serde_json::from_slice::<Value>(&request.body).expect("JSON"), body);
    }
}

#[tokio::test]
async fn the_one_time_password_is_there_and_does_not_print() {
    let server = mock().await;
    let user =
        client(&server).users().create(NewUser::invite("bob@example.com", "Bob")).await.expect("the user");
    let password = user.password.as_ref().expect("the embedded provider makes one");
    assert_eq!(password.expose().len(), 16);
    assert!(!format!("{user:?} {password} {password:?}").contains(password.expose()));
}

#[tokio::test]
async fn what_the_server_would_refuse_is_not_sent() {
    let server = mock().await;
    let users = client(&server).users();
    for (new, reason) in [
        (NewUser::service("ci").role(Role::Owner), "transfer_ownership"),
        (NewUser::invite("bob@example.com", "Bob").role("owner"), "transfer_ownership"),
        (NewUser::invite("bob@example.com", " "), "the name is empty"),
        (NewUser::invite("", "Bob"), "the e-mail address is empty"),
        (NewUser::service(""), "the name is empty"),
    ] {
        let error = users.create(&new).await.expect_err("refused");
        assert_eq!(*error.kind(), ErrorKind::Refused);
        assert!(error.to_string().contains(reason), "{error}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_creation_without_an_answer_is_sent_once_and_can_be_looked_for() {
    for new in [NewUser::service("ci"), NewUser::invite("bob@example.com", "Bob")] {
        let server = mock().await;
        let users = client(&server).users();
        for (fault, there) in [(Fault::close_before_answer(), false), (Fault::close_after_write(), true)] {
            server.inject(fault);
            let error = users.create(&new).await.expect_err("no answer");
            assert_eq!(*error.kind(), ErrorKind::OutcomeUnknown);
            assert!(!error.is_retryable() && error.hint().is_some_and(|hint| hint.contains("find_created")));
            assert_eq!(users.find_created(&new).await.expect("a list").is_some(), there);
        }
        assert_eq!(sent(&server, "POST"), 2);
    }
}

#[tokio::test]
async fn a_creation_that_surely_did_nothing_is_sent_again() {
    let server = mock().await;
    server.inject(Fault::too_many_requests(None));
    client(&server).users().create(NewUser::service("ci")).await.expect("the second attempt");
    assert_eq!(server.users().iter().filter(|user| user.name == "ci").count(), 1);
}

#[tokio::test]
async fn an_address_that_is_taken_is_a_conflict() {
    let server = mock().await;
    let error = client(&server).users().create(NewUser::invite("OWNER@example.com", "Again")).await;
    let error = error.expect_err("the owner has it");
    assert_eq!(*error.kind(), ErrorKind::Conflict);
    assert!(error.hint().is_some_and(|hint| hint.contains("find_by_email")), "{error}");
}

#[tokio::test]
async fn a_deployment_without_an_identity_provider_takes_service_users_only() {
    let server = started(MockNetBird::builder().flavour(Flavour::NoIdp)).await;
    let users = client(&server).users();
    let error = users.create(NewUser::invite("bob@example.com", "Bob")).await.expect_err("no provider");
    assert_eq!(*error.kind(), ErrorKind::NotAvailable);
    assert!(error.hint().is_some_and(|hint| hint.contains("service users")), "{error}");
    users.create(NewUser::service("ci")).await.expect("a service user");
}
