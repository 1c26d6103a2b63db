//! Deletes a user. An answer that is lost is asked for again, and a user who is gone by then counts as deleted; an id
//! that nobody has is an error.
#![allow(clippy::print_stdout, reason = "it is a program")]

mod support;

use netbird_users::ErrorKind;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (client, _mock) = support::mock().await?; // in your program: `Client::from_env()?`

    client.users().delete("carl").await?;
    println!("User deleted successfully");

    match client.users().delete("carl").await {
        Err(error) if *error.kind() == ErrorKind::NotFound => println!("A second time: {error}"),
        other => other?,
    }
    Ok(())
}
