//! Invites a person, with a role and groups. The request is sent once: when its answer is lost, the error says that the
//! user may be there, and nobody is invited twice.
#![allow(clippy::print_stdout, reason = "it is a program")]

mod support;

use netbird_users::{NewUser, model::Role};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (client, _mock) = support::mock().await?; // in your program: `Client::from_env()?`

    let john = NewUser::invite("john@example.com", "John Doe")
        .role(Role::User)
        .auto_groups(["developers", "berlin"]);
    let user = client.users().create(&john).await?;
    println!("Created user: {} (ID: {})", user.name, user.id);
    println!("Groups: {}", user.auto_groups.unwrap_or_default().join(", "));

    // With the embedded identity provider this answer has the only copy of the password.
    // It prints as `[redacted]`; `password.expose()` gives the text.
    if let Some(password) = &user.password {
        println!("Password: {password}");
    }
    Ok(())
}
