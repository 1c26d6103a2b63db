//! A call owns what it needs: it outlives the values that it was made from, and goes to another task.

use std::future::{Future, IntoFuture};

use netbird_users::{Client, Edit, NewUser, model::UserRequest};
use netbird_users_mock::{MockNetBird, User};

use crate::{client, mock, started};

fn owned<F: IntoFuture<IntoFuture: Send + 'static>>(call: F) -> F {
    call
}

/// Each call, made from values that are gone when it is awaited.
fn every_call(client: &Client) -> Vec<&'static str> {
    fn named<F: Future + Send + 'static>(names: &mut Vec<&'static str>, name: &'static str, call: F) {
        names.push(name);
        drop(call);
    }
    let id = "x".to_owned();
    let request = UserRequest::builder().role("user").auto_groups(Vec::new()).is_blocked(false);
    let request: UserRequest = request.try_into().expect("a request");
    let new = NewUser::service("ci");
    let mut names = Vec::new();
    named(&mut names, "list", client.users().list());
    named(&mut names, "list_service_users", client.users().list_service_users());
    named(&mut names, "list_regular_users", client.users().list_regular_users());
    named(&mut names, "current", client.users().current());
    named(&mut names, "get", client.users().get(&id));
    named(&mut names, "find_by_email", client.users().find_by_email(&id));
    named(&mut names, "find_created", client.users().find_created(&new));
    named(&mut names, "create", client.users().create(&new));
    named(&mut names, "edit", client.users().edit(&id).block().into_future());
    named(&mut names, "send", client.users().edit(&id).block().send());
    named(&mut names, "replace", client.users().replace(&id, request));
    named(&mut names, "block", client.users().block(&id));
    named(&mut names, "unblock", client.users().unblock(&id));
    named(&mut names, "delete", client.users().delete(&id));
    named(&mut names, "approve", client.users().approve(&id));
    named(&mut names, "reject", client.users().reject(&id));
    named(&mut names, "resend_invitation", client.users().resend_invitation(&id));
    named(&mut names, "change_password", client.users().change_password(&id, "old", "new"));
    named(&mut names, "transfer_ownership", client.users().transfer_ownership(&id));
    named(&mut names, "create_many", client.users().create_many([new]));
    named(&mut names, "edit_many", client.users().edit_many([id], Edit::block));
    names
}

#[tokio::test]
async fn every_call_outlives_what_it_was_made_from() {
    let server = mock().await;
    assert_eq!(every_call(&client(&server)).len(), 21);
    assert!(server.requests().is_empty(), "nothing is sent until a call is awaited");
}

#[tokio::test]
async fn calls_are_joined_and_spawned() {
    let server = started(MockNetBird::builder().user(User::human("x", "x@example.com", "user"))).await;
    let c = client(&server);
    let (list, current) = tokio::join!(c.users().list(), c.users().current());
    assert_eq!((list.expect("a list").len(), current.expect("the owner").is_owner()), (2, true));
    let report = tokio::spawn(c.users().edit_many(["x"], Edit::block).await.expect("a batch").into_future());
    assert!(report.await.expect("a task").is_success());
    tokio::spawn(c.users().delete("x")).await.expect("a task").expect("deleted");
    let edit = owned(c.users().edit(server.owner()).add_group("gone"));
    assert!(edit.await.is_err());
}
