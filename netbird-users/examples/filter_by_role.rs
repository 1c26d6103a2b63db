//! Tells who may administer the account, who just uses it, and who is neither: there are six roles, and a server that
//! is newer than this crate may have more. Changes nothing.
#![allow(clippy::print_stdout, reason = "it is a program")]

mod support;

use netbird_users::model::{Role, User};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (client, _mock) = support::environment_or_mock().await?; // in your program: `Client::from_env()?`

    let users = client.users().list().await?;
    let (admins, others): (Vec<User>, Vec<User>) =
        users.into_iter().partition(|user| matches!(user.role, Role::Owner | Role::Admin));
    let (regular, special): (Vec<User>, Vec<User>) =
        others.into_iter().partition(|user| user.role == Role::User);

    println!("Admins: {}", names(&admins));
    println!("Regular users: {}", names(&regular));
    println!("Others: {}", names(&special));
    Ok(())
}

fn names(users: &[User]) -> String {
    let mut names: Vec<String> = users.iter().map(|user| format!("{} ({})", user.name, user.role)).collect();
    names.sort();
    names.join(", ")
}
