//! Lists the users of an account. Reads `NB_PAT`, and `NB_MANAGEMENT_URL` for a server of your own.
#![allow(clippy::print_stdout, reason = "it is a program")]

use netbird_users::Client;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env()?;
    for user in client.users().list().await? {
        println!("{}\t{}\t{}\t{}", user.id, user.name, user.role, user.status);
    }
    Ok(())
}
