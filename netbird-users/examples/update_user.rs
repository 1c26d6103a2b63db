//! Makes somebody an admin. The server replaces role, groups and blocked state together, so a request with a role alone
//! takes the groups away and unblocks: `edit` sends all three, and changes what is named.
//!
//! There is no edit of a name: the API takes none.
#![allow(clippy::print_stdout, reason = "it is a program")]

mod support;

use netbird_users::model::Role;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (client, _mock) = support::mock().await?; // in your program: `Client::from_env()?`

    // Carl is blocked, and in the group berlin.
    let edited = client.users().edit("carl").role(Role::Admin).send().await?;
    for change in edited.changes() {
        println!("Changed {change}");
    }
    let user = edited.after();
    println!("Updated user role to: {}", user.role);
    println!(
        "As before: groups {}, {}",
        user.auto_groups.as_deref().unwrap_or_default().join(", "),
        user.status
    );

    // Nothing is sent when all is as it should be.
    let again = client.users().edit("carl").role(Role::Admin).send().await?;
    println!("Changes of a second edit: {}", again.changes().len());

    let edited =
        client.users().edit("carl").add_group("developers").remove_group("berlin").unblock().send().await?;
    for change in edited.changes() {
        println!("Changed {change}");
    }
    Ok(())
}
