//! Locks out who leaves, by their addresses, and deletes them only when `-- --delete` asks for it. A group that the server
//! has forgotten does not keep a leaver in; what had to be left out is told. Who is not found stops nobody else.
#![allow(clippy::print_stdout, reason = "it is a program")]

mod support;

use netbird_users::Client;
use netbird_users_mock::User;

const LEAVERS: [&str; 3] = ["Ada@Example.com", "noether@example.com", "nobody@example.com"];

async fn offboard(client: &Client, address: &str, delete: bool) -> Result<(), Box<dyn std::error::Error>> {
    let Some(user) = client.users().find_by_email(address).await? else {
        println!("{address}: nobody has this address");
        return Ok(());
    };
    let edited = client.users().block(&user.id).await?;
    println!(
        "{address}: blocked, was {} with groups {:?}",
        edited.before().role,
        edited.before().auto_groups
    );
    if !edited.left_out().is_empty() {
        println!("{address}: these groups are no longer there: {}", edited.left_out().join(", "));
    }
    if delete {
        client.users().delete(&user.id).await?;
        println!("{address}: deleted");
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (client, mock) = support::mock().await?; // in your program: `Client::from_env()?`
    mock.add_user(User::human("noether", "noether@example.com", "user").auto_groups(["berlin", "forgotten"]));
    let delete = std::env::args().any(|word| word == "--delete");
    for address in LEAVERS {
        if let Err(error) = offboard(&client, address, delete).await {
            println!("{address}: {error}");
        }
    }
    let inside = mock.users().iter().filter(|user| !user.is_blocked).count();
    println!("Still let in: {inside} of {}", mock.users().len());
    Ok(())
}
