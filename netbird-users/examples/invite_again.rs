//! Has an invitation sent once more, to somebody who has not accepted the first. It is for people who are invited
//! already: creating them has sent the first, so nobody needs it after `create`.
//!
//! Identity providers outside can do this; the embedded one hands out a password or a link in its place.
#![allow(clippy::print_stdout, reason = "it is a program")]

mod support;

use netbird_users::{ErrorKind, NewUser};
use netbird_users_mock::{Flavour, Idp, MockNetBird};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let auth0 = MockNetBird::builder().flavour(Flavour::External(Idp::Auth0));
    let (client, mock) = support::started(auth0).await?; // in your program: `Client::from_env()?`

    let grace = client.users().create(NewUser::invite("grace@example.com", "Grace Gauss")).await?;
    println!("{} is {}", grace.name, grace.status);

    client.users().resend_invitation(&grace.id).await?;
    println!("Invitation sent");

    // The owner has signed in before.
    match client.users().resend_invitation(mock.owner()).await {
        Err(error) if *error.kind() == ErrorKind::NotAvailable => println!("To somebody active: {error}"),
        other => other?,
    }
    Ok(())
}
