//! What the examples connect to. A program of your own has `Client::from_env()` in its place.
#![allow(dead_code, reason = "each example uses a part")]

use std::error::Error;

use netbird_users::{Client, Credential};
use netbird_users_mock::{Builder, Group, MockNetBird, User};

/// The server that the environment names, or a mock when it names none. For examples that change nothing but what
/// they have made themselves. The mock stops when it is dropped, so keep it.
pub(crate) async fn environment_or_mock() -> Result<(Client, Option<MockNetBird>), Box<dyn Error>> {
    // Whoever has set only the URL means that server: `from_env` says that the token is missing.
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if ["NB_PAT", "NETBIRD_API_TOKEN", "NB_MANAGEMENT_URL"].into_iter().any(is_set) {
        let client = Client::from_env()?;
        println!("Talking to {}.\n", client.base_url());
        return Ok((client, None));
    }
    let mock = company().start().await?;
    println!("NB_PAT is not set, so this talks to a mock with made-up users at {}.\n", mock.url());
    Ok((client(&mock)?, Some(mock)))
}

/// A mock, whatever the environment says. For examples that change users: they cannot reach a real account.
pub(crate) async fn mock() -> Result<(Client, MockNetBird), Box<dyn Error>> {
    started(company()).await
}

/// The same for a mock of another kind.
pub(crate) async fn started(builder: Builder) -> Result<(Client, MockNetBird), Box<dyn Error>> {
    let mock = builder.start().await?;
    println!("This talks to a mock with made-up users at {}, and to no other server.\n", mock.url());
    Ok((client(&mock)?, mock))
}

/// A client with the token of the mock's owner.
fn client(mock: &MockNetBird) -> Result<Client, Box<dyn Error>> {
    Ok(Client::builder(Credential::token(mock.token())).base_url(mock.url()).build()?)
}

/// An account with two groups, three people and a service user beside the owner.
fn company() -> Builder {
    let person = |id, email, role, name| User::human(id, email, role).name(name);
    MockNetBird::builder()
        .group(Group::new("developers", "Developers"))
        .group(Group::new("berlin", "Berlin"))
        .user(person("ada", "ada@example.com", "admin", "Ada Abel").auto_groups(["developers"]))
        .user(person("carl", "carl@example.com", "user", "Carl Cantor").auto_groups(["berlin"]).blocked())
        .user(person("emmy", "emmy@partner.example", "auditor", "Emmy Euler"))
        .user(User::service("ci", "ci-deploy", "user"))
}
