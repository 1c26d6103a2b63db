//! Shows one user, by id or by address. The server has no request for one user, and answers 404 to who tries: `get`
//! finds the user in the list. Changes nothing.
//!
//! `cargo run --example get_user -p netbird-users -- ID` takes another id, such as one of your own server.
#![allow(clippy::print_stdout, reason = "it is a program")]

mod support;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (client, _mock) = support::environment_or_mock().await?; // in your program: `Client::from_env()?`

    let id = std::env::args().nth(1).unwrap_or_else(|| "ada".to_owned());
    let user = client.users().get(id).await?;
    println!("User: {} - Status: {}", user.name, user.status);
    println!("Role: {}", user.role);
    println!("Groups: {}", user.auto_groups.unwrap_or_default().join(", "));
    // The server sends the year 1 for "never".
    println!("Last login: {}", user.last_login.map_or_else(|| "never".to_owned(), |time| time.to_string()));

    let same = client.users().find_by_email(user.email.to_uppercase()).await?;
    println!("Found by address: {}", same.is_some_and(|same| same.id == user.id));
    Ok(())
}
