//! Lists the users of an account. Reads `NB_PAT`, and `NB_MANAGEMENT_URL` for a server of your own.
#![allow(clippy::print_stdout, reason = "it is a program")]

use netbird_users::{Client, Credential};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let token = std::env::var("NB_PAT").map_err(|_| "set NB_PAT to a personal access token")?;
    let mut builder = Client::builder(Credential::token(token));
    if let Ok(url) = std::env::var("NB_MANAGEMENT_URL") {
        builder = builder.base_url(url);
    }
    let client = builder.build()?;
    for user in client.users().list().await? {
        println!("{}\t{}\t{}\t{}", user.id, user.name, user.role, user.status);
    }
    Ok(())
}
