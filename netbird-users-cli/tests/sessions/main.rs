//! What `nbu` promises: sessions at a terminal, recorded with all that was printed.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod audits;
mod changes;
mod desired;
mod faults;
mod first_steps;
mod interrupts;
mod leaks;
mod live;
mod offboarding;
mod secrets;
mod session;

use netbird_users_mock::{Builder, Group, MockNetBird, User};

use session::Session;

/// An account with two groups, three people and a service user beside the owner.
fn company() -> Builder {
    let person = |id, email, role, name| User::human(id, email, role).name(name);
    MockNetBird::builder()
        .group(Group::new("g1", "Developers"))
        .group(Group::new("g2", "Berlin"))
        .user(person("ada", "ada@example.com", "admin", "Ada Abel").auto_groups(["g1"]))
        .user(person("carl", "carl@example.com", "user", "Carl Cantor").auto_groups(["g2"]).blocked())
        .user(person("emmy", "emmy@example.com", "auditor", "Emmy Euler"))
        .user(User::service("ci", "ci-deploy", "admin"))
}

/// A session that begins with an empty folder and a token in the environment.
async fn session() -> Session {
    Session::new(company().start().await.expect("a mock"))
}
