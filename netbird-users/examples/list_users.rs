//! Lists the users of an account, people and service users. Changes nothing.
#![allow(clippy::print_stdout, reason = "it is a program")]

mod support;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (client, _mock) = support::environment_or_mock().await?; // in your program: `Client::from_env()?`

    let mut users = client.users().list().await?;
    users.sort_by(|one, other| one.name.cmp(&other.name)); // the server sends them in a new order each time
    for user in users {
        if user.is_service_user == Some(true) {
            println!("Service user: {} - Role: {} - ID: {}", user.name, user.role, user.id);
        } else {
            println!("User: {} ({}) - Role: {} - ID: {}", user.name, user.email, user.role, user.id);
        }
    }
    Ok(())
}
