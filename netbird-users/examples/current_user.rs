//! Shows whom the token belongs to. Changes nothing. The server tells people only: a service user's token is refused
//! here, and finds itself in the list.
#![allow(clippy::print_stdout, reason = "it is a program")]

mod support;

use netbird_users::{Error, ErrorKind, Users, model::User};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (client, _mock) = support::environment_or_mock().await?; // in your program: `Client::from_env()?`

    match current(&client.users()).await? {
        Some(user) => {
            println!("Logged in as: {} ({})", user.name, user.email);
            println!("Role: {}", user.role);
        }
        None => println!("The token is good, and its user is not in the list that it gets to see"),
    }
    Ok(())
}

/// The user of the token, whatever it is.
async fn current(users: &Users) -> Result<Option<User>, Error> {
    match users.current().await {
        Err(error) if *error.kind() == ErrorKind::Forbidden => {
            Ok(users.list().await?.into_iter().find(|user| user.is_current == Some(true)))
        }
        current => current.map(Some),
    }
}
