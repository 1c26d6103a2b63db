//! The blocking client: the same results and errors, on threads that have no runtime.

use std::{
    ops::Deref,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Barrier},
    thread,
};

use netbird_users::{
    Change, Credential, Error, ErrorKind, NewUser, Outcome,
    blocking::{Batch, Client, ClientBuilder, Edit, Users},
};
use netbird_users_mock::{MockNetBird, User};
use tokio::runtime::{Builder, Runtime};

use crate::SimulatedClock;

/// A mock with a runtime of its own, as for a program without one.
struct Server {
    mock: MockNetBird,
    _runtime: Runtime,
}

impl Deref for Server {
    type Target = MockNetBird;

    fn deref(&self) -> &MockNetBird {
        &self.mock
    }
}

fn server() -> Server {
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let mock = runtime.block_on(MockNetBird::start()).expect("a mock");
    Server { mock, _runtime: runtime }
}

fn builder(server: &MockNetBird) -> ClientBuilder {
    Client::builder(Credential::token(server.token())).base_url(server.url()).clock(SimulatedClock::default())
}

fn users(server: &MockNetBird) -> Users {
    builder(server).build().expect("a client").users()
}

#[test]
fn a_user_is_created_edited_found_and_deleted() {
    let server = server();
    let users = users(&server);
    let user = users.create(NewUser::service("ci")).expect("created");
    let edited = users.edit(&user.id).role("admin").block().send().expect("edited");
    let blocked = Change::Blocked { from: Some(false), to: true };
    assert_eq!(edited.changes()[1], blocked);
    let found = users.get(&user.id).expect("found");
    assert_eq!((found.role.to_string().as_str(), found.is_blocked), ("admin", Some(true)));
    assert_eq!(users.list().expect("a list").len(), 2);
    assert_eq!(users.list_service_users().expect("a list").len(), 1);
    users.delete(&user.id).expect("deleted");
    assert_eq!(server.users().len(), 1);
}

#[test]
fn errors_are_those_of_the_async_client() {
    let server = server();
    let error: Error = users(&server).get("nobody").expect_err("there is none");
    assert_eq!(*error.kind(), ErrorKind::NotFound);
    let error: netbird_users::BuildError =
        Client::builder(Credential::token("nbp_short")).build().expect_err("no token");
    assert!(error.to_string().contains("40 characters"), "{error}");
}

#[test]
fn settings_reach_the_server() {
    let server = server();
    let client = builder(&server).user_agent("a-script/1").build().expect("a client");
    client.users().list().expect("a list");
    assert_eq!(server.requests()[0].header("user-agent"), Some("a-script/1"));
    assert_eq!(client.base_url(), server.url());
    assert!(format!("{client:?}").contains(&server.url()));
}

#[test]
fn a_batch_is_an_iterator_and_can_be_run_to_its_end() {
    let server = server();
    let users = users(&server);
    let new = ["one", "two", "three"].map(NewUser::service);
    let mut batch = users.create_many(new).expect("the users can be listed").concurrency(1);
    let first = batch.next().expect("a result");
    assert_eq!(first.key, "one");
    assert!(matches!(first.outcome, Outcome::Done(user) if user.name == "one"));
    assert_eq!(batch.report().done().len(), 1);
    assert_eq!(batch.by_ref().count(), 2);
    assert_eq!(batch.run().done().len(), 3);
    assert!(batch.next().is_none() && batch.into_report().is_success());
    assert_eq!(server.users().len(), 4);
}

#[test]
fn many_users_are_edited_by_a_closure_over_the_blocking_edit() {
    let server = server();
    for id in ["one", "two"] {
        server.add_user(User::service(id, id, "user"));
    }
    let change: fn(Edit) -> Edit = |edit| edit.role("auditor");
    let mut batch = users(&server).edit_many(["one", "two"], change).expect("the users can be listed");
    assert_eq!(batch.run().done().len(), 2);
    assert!(["one", "two"].iter().all(|id| server.user(id).expect("it is there").role == "auditor"));
}

#[test]
fn the_calls_of_for_each_go_on_at_once() {
    let server = server();
    let together = Arc::new(Barrier::new(3));
    let mut batch: Batch<String> = users(&server)
        .for_each(["one", "two", "three"], move |users, name| {
            // None gets past here before the others have come.
            together.wait();
            users.create(NewUser::service(name)).map(|user| user.id.clone())
        })
        .concurrency(3);
    assert_eq!(batch.run().done().len(), 3);
    assert_eq!(server.users().len(), 4);
}

#[test]
fn a_panic_in_for_each_is_the_callers() {
    let server = server();
    let mut batch: Batch<()> = users(&server).for_each(["one"], |_, _| panic!("of the closure"));
    assert_eq!(panic_of(|| drop(batch.next())), "of the closure");
}

#[test]
fn one_client_serves_several_threads_at_once() {
    fn shared<T: Send + Sync>() {}
    shared::<Client>();
    shared::<Users>();
    let server = server();
    let users = users(&server);
    let names: Vec<String> = (0..8).map(|number| format!("bot-{number}")).collect();
    thread::scope(|scope| {
        for name in &names {
            let users = &users;
            scope.spawn(move || users.create(NewUser::service(name)).expect("created"));
        }
    });
    assert_eq!(server.users().len(), 9);
}

/// What a panic says.
fn panic_of(run: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(run)).expect_err("it panics");
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).expect("a text")
}

fn says_what_to_do(users: &Users) {
    let text = panic_of(|| drop(users.list()));
    for part in ["`netbird_users::blocking`", "async code", "`netbird_users::Client`", "spawn_blocking"] {
        assert!(text.contains(part), "{text}");
    }
}

#[test]
fn in_async_code_a_call_panics_with_what_to_do() {
    let server = server();
    let users = users(&server);
    let one = Builder::new_current_thread().build().expect("a runtime");
    let many = Builder::new_multi_thread().worker_threads(1).build().expect("a runtime");
    for runtime in [&one, &many] {
        runtime.block_on(async { says_what_to_do(&users) });
        let users = users.clone();
        runtime.block_on(runtime.spawn(async move { says_what_to_do(&users) })).expect("no other panic");
    }
    let local = tokio::task::LocalSet::new();
    local.block_on(&one, async { says_what_to_do(&users) });
    let mut batch = users.edit_many([server.owner().to_owned()], {
        let users = users.clone();
        move |edit| {
            says_what_to_do(&users);
            edit
        }
    });
    assert!(batch.as_mut().expect("the users can be listed").run().is_success());
    assert_eq!(users.list().expect("the client goes on").len(), 1);
}

#[test]
fn where_tokio_lets_a_thread_wait_a_call_is_right() {
    let server = server();
    let users = users(&server);
    let one = Builder::new_current_thread().build().expect("a runtime");
    let many = Builder::new_multi_thread().worker_threads(1).build().expect("a runtime");
    for runtime in [&one, &many] {
        let users = users.clone();
        let list = runtime.block_on(runtime.spawn_blocking(move || users.list()));
        assert_eq!(list.expect("no panic").expect("a list").len(), 1);
    }
    let inside = users.clone();
    let list = many.spawn(async move { tokio::task::block_in_place(|| inside.list()) });
    assert_eq!(many.block_on(list).expect("no panic").expect("a list").len(), 1);
    let _entered = one.enter();
    assert_eq!(users.list().expect("a list").len(), 1);
}

#[tokio::test]
async fn a_client_can_be_built_and_dropped_in_async_code() {
    let server = MockNetBird::start().await.expect("a mock");
    let users = users(&server);
    let inside = users.clone();
    let list = tokio::task::spawn_blocking(move || inside.list()).await.expect("no panic");
    assert_eq!(list.expect("a list").len(), 1);
    drop(users);
}
