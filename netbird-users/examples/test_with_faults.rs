//! How to test a program of your own on the mock: the server fails, is slow, or limits requests, and the caller gives up
//! in the middle. What must hold afterwards is asked of the mock.
#![allow(clippy::print_stdout, reason = "it is a program")]

mod support;

use std::time::Duration;

use netbird_users::{Client, ErrorKind, NewUser};
use netbird_users_mock::Fault;

/// The program under test: a service user of this name, made once.
async fn service_user(client: &Client, name: &str) -> Result<String, netbird_users::Error> {
    let new = NewUser::service(name);
    match client.users().find_created(&new).await? {
        Some(user) => Ok(user.id),
        None => client.users().create(&new).await.map(|user| user.id),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (client, mock) = support::mock().await?;
    let count = || mock.users().iter().filter(|user| user.name == "backup").count();

    mock.inject(Fault::close_after_write().method("POST"));
    let lost = service_user(&client, "backup").await.map_err(|error| error.kind().clone());
    println!("the answer is lost: {lost:?}");
    service_user(&client, "backup").await?;
    println!("made after a second run: {}", count());

    mock.inject(Fault::too_many_requests(Some(0)).method("GET"));
    service_user(&client, "backup").await?;
    println!("a limit is waited for: {}", count());

    mock.inject(Fault::stall().method("GET"));
    let given_up = tokio::time::timeout(Duration::from_millis(50), service_user(&client, "backup")).await;
    println!("given up in the middle: {}", given_up.is_err());

    // Whatever the list would say, nobody is made from an empty one.
    mock.inject(Fault::status(200).header("content-type", "application/json").body("[]").method("GET"));
    let refused = service_user(&client, "backup").await.map_err(|error| error.kind().clone());
    println!("an empty list is no account: {}", refused == Err(ErrorKind::IncompleteList));
    println!("and in the end: {}", count());
    Ok(())
}
