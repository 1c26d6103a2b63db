//! What a person who reviews access wants to know: who can change users, who never signed in, which tokens of service
//! users run out or are not used. Reads only; what the server does not tell is said to be unknown.
#![allow(clippy::print_stdout, reason = "it is a program")]

mod support;

use std::time::Duration;

use netbird_users::model::{Role, User};

const MONTH: Duration = Duration::from_secs(30 * 86_400);

/// The address of a person; a service user has a name only.
fn who(user: &User) -> &str {
    if user.email.is_empty() { &user.name } else { &user.email }
}

fn print(title: &str, users: &[User], fits: impl Fn(&User) -> bool) {
    let found: Vec<&str> = users.iter().filter(|user| fits(user)).map(who).collect();
    println!("{title}: {}", if found.is_empty() { "nobody".to_owned() } else { found.join(", ") });
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (client, _mock) = support::environment_or_mock().await?; // in your program: `Client::from_env()?`
    let mut users = client.users().list_complete().await?;
    users.sort_by(|one, other| who(one).cmp(who(other)));

    let known = |user: &User| matches!(user.role, Role::Owner | Role::Admin | Role::User | Role::Auditor);
    print("May change users", &users, |user| matches!(user.role, Role::Owner | Role::Admin));
    print("Of another role", &users, |user| !known(user));
    print("Never signed in", &users, |user| user.is_service_user == Some(false) && user.last_login.is_none());
    print("Blocked", &users, |user| user.is_blocked == Some(true));
    print("Wait for approval", &users, User::is_pending);

    for user in users.iter().filter(|user| user.is_service_user == Some(true)) {
        let tokens = client.users().tokens(&user.id).list().await?;
        println!("{} is {} and has {} tokens", who(user), user.role, tokens.len());
        for token in tokens {
            let used = token.last_used.map_or("never used".to_owned(), |time| format!("last used {time}"));
            let ends = token.expiration_date.map_or("at an unknown time".to_owned(), |time| time.to_string());
            let soon = if token.expires_within(MONTH) { ", which is soon" } else { "" };
            println!("  {}: expires {ends}{soon}; {used}", token.name);
        }
    }
    Ok(())
}
