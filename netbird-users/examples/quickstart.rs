//! Lists the users, and takes a service user of its own through its life: creates it, changes it, deletes it.
//!
//! Without a token in the environment it talks to a mock. With `NB_PAT` set it talks to the server of
//! `NB_MANAGEMENT_URL`, or to NetBird's own, and touches no user but the one that it has made.
#![allow(clippy::print_stdout, reason = "it is a program")]

mod support;

use std::time::{SystemTime, UNIX_EPOCH};

use netbird_users::{ErrorKind, NewUser};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (client, _mock) = support::environment_or_mock().await?; // in your program: `Client::from_env()?`
    let users = client.users();

    for user in users.list().await? {
        println!("{} is {} and {}", user.name, user.role, user.status);
    }

    // Nobody else has this name, so the user can be found again when the answer to its creation is lost.
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_nanos();
    let new = NewUser::service(format!("quickstart-{now}"));
    let bot = match users.create(&new).await {
        Err(error) if *error.kind() == ErrorKind::OutcomeUnknown => {
            users.find_created(&new).await?.ok_or(error)?
        }
        created => created?,
    };
    println!("\ncreated {} with the id {}", bot.name, bot.id);

    // Role, groups and blocked state are one thing to the server; the groups are not named here, and stay.
    let edited = users.edit(&bot.id).role("auditor").block().send().await;
    match &edited {
        Ok(edited) => edited.changes().iter().for_each(|change| println!("changed {change}")),
        Err(_) => println!("not changed"),
    }

    // Before anything is said about an edit that failed: nothing stays behind.
    users.delete(&bot.id).await?;
    println!("deleted {}", bot.name);
    edited?;
    Ok(())
}
