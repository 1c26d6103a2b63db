//! Large accounts, slow servers and answers without end take bounded time and memory.

use std::{
    io::{Read, Write},
    net::TcpListener,
    thread,
};

use netbird_users::{Client, Credential, ErrorKind, NewUser};
use netbird_users_mock::{Fault, MockNetBird};

use crate::{SimulatedClock, builder, client, started, until};

#[tokio::test]
async fn an_account_of_100_000_is_listed_edited_and_added_to() {
    let server = started(MockNetBird::builder().made_up_users(100_000)).await;
    let users = client(&server).users();
    assert_eq!(users.list().await.expect("a list").len(), 100_001);
    let new = users.create(NewUser::service("ci")).await.expect("a user");
    let edited = users.edit(&new.id).role("auditor").send().await.expect("an edit");
    assert_eq!(edited.changes().len(), 1);
}

/// A server that answers every request with a success whose body never ends.
fn endless() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    thread::spawn(move || {
        for connection in listener.incoming() {
            let Ok(mut connection) = connection else { return };
            thread::spawn(move || {
                let request = connection.read(&mut [0; 4096]);
                let head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n";
                let mut sent = request.and_then(|_| connection.write_all(head));
                while sent.is_ok() {
                    sent = connection.write_all(&[b' '; 16 * 1024]);
                }
            });
        }
    });
    url
}

#[tokio::test]
async fn an_answer_without_end_is_cut() {
    let client = Client::builder(Credential::bearer("a.b.c"))
        .base_url(endless())
        .clock(SimulatedClock::default())
        .build()
        .expect("a client");
    let error = client.users().delete("ada").await.expect_err("endless");
    assert_eq!((error.kind(), error.attempts()), (&ErrorKind::OutcomeUnknown, 1), "{error:?}");
    assert!(error.to_string().contains("only the first 65536 bytes were kept"), "{error}");
    let error = client.users().list().await.expect_err("endless");
    assert_eq!((error.kind(), error.attempts()), (&ErrorKind::Undecodable, 1));
    assert!(error.to_string().contains("only the first 268435456 bytes were kept"), "{error}");
}

#[tokio::test]
async fn an_answer_that_comes_too_slowly_ends_with_its_time() {
    let (server, clock) = (crate::mock().await, SimulatedClock::default());
    server.inject(Fault::stall_in_the_middle().every_time());
    let client = builder(&server).clock(clock.clone()).build().expect("a client");
    let call = tokio::spawn(async move { client.users().list().await });
    for attempt in 1..=3 {
        until(|| server.requests().len() == attempt).await;
        clock.expire();
    }
    let error = call.await.expect("no panic").expect_err("too slow");
    assert_eq!((error.kind(), error.attempts()), (&ErrorKind::Timeout, 3));
    assert!(error.to_string().contains("no whole answer came within"), "{error}");
}
