//! Decides by the kind of an error what to do. Each error says in one line what was tried, what came back in the
//! server's own words, and what to do; nothing that fails passes for a success.
#![allow(clippy::print_stdout, reason = "it is a program")]

mod support;

use netbird_users::{Error, ErrorKind, NewUser};
use netbird_users_mock::Fault;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (client, mock) = support::mock().await?; // in your program: `Client::from_env()?`
    let users = client.users();

    explain(users.get("invalid-id").await);
    explain(users.edit("ada").add_group("no-such-group").send().await);
    explain(users.create(NewUser::invite("ADA@example.com", "Ada Again")).await);
    explain(users.create(NewUser::invite("carla@example.com", "")).await); // nothing is sent

    // The connection breaks after the user was made.
    mock.inject(Fault::close_after_write().method("POST"));
    explain(users.create(NewUser::service("backup")).await);
    Ok(())
}

fn explain<T>(result: Result<T, Error>) {
    let Err(error) = result else { return println!("It went well") };
    let decision = match error.kind() {
        ErrorKind::NotFound => "User not found",
        ErrorKind::InvalidRequest | ErrorKind::Refused => "Validation error",
        ErrorKind::Conflict => "Somebody has this address",
        ErrorKind::OutcomeUnknown => "Look before you try again",
        ErrorKind::Unauthorized | ErrorKind::Forbidden => "Another token is needed",
        _ if error.is_retryable() => "Later",
        _ => "Give up",
    };
    println!("{decision}: {error}");
}
