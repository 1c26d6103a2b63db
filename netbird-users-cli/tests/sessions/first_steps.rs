//! From nothing to the first list, and what goes wrong on the way.

use insta::assert_snapshot;
use netbird_users_mock::Fault;

use crate::{session, session::Session};

#[tokio::test]
async fn from_an_empty_configuration_to_the_users() {
    let mut session = session().await.without("NB_PAT").without("NB_MANAGEMENT_URL");
    session.nbu("users list").await;
    let config = format!(
        "default_profile = \"work\"\n\n[profiles.work]\nurl = \"{}\"\ntoken_file = \"~/token\"\n",
        session.server.url()
    );
    session.file("config.toml", &config);
    session.nbu("users list").await;
    let token = session.server.token().to_owned();
    session.file("token", &token);
    session.nbu("doctor").await.nbu("whoami").await.nbu("users list").await.nbu("groups list").await;
    session.nbu("config show").await;
    assert_snapshot!(session.page());
}

#[tokio::test]
async fn every_mistake_of_the_first_minutes_says_what_to_do() {
    let token = |session: &Session| session.server.token().to_owned();
    let mut one = session().await;
    let plain = token(&one);
    one = one.with("NB_PAT", &plain.replace("nbp_", "nbp")).with("NBU_PROFILE", "");
    one.nbu("users list").await;
    one = one.with("NB_PAT", "nbp_000000000000000000000000000000AAAAAA");
    one.nbu("users list").await;
    let url = one.server.url();
    one = one.with("NB_PAT", &plain).with("NB_MANAGEMENT_URL", &format!("{url}/dashboard"));
    one.server.inject(Fault::status(200).header("content-type", "text/html").body("<html>").every_time());
    one.nbu("doctor").await;
    one.server.clear_faults();
    one = one.with("NB_MANAGEMENT_URL", &url).with("NETBIRD_API_TOKEN", "nbp_another");
    one.nbu("users list").await;
    one = one.without("NETBIRD_API_TOKEN");
    assert!(one.server.revoke_token(&plain));
    one.nbu("users list").await.nbu("users lsit").await.nbu("users show").await;
    assert_snapshot!(one.page());
}

#[tokio::test]
async fn profiles_and_variables_that_disagree_are_an_error_and_a_read_only_profile_changes_nothing() {
    let mut session = session().await;
    let url = session.server.url();
    session.file("config.toml", &format!("[profiles.audit]\nurl = \"{url}\"\nread_only = true\n[profiles.other]\nurl = \"https://other.example\"\ntoken_command = [\"cat\", \"t\"]\n"));
    session.nbu("users block ada@example.com --profile audit").await;
    session.nbu("users block ada@example.com --profile audit --dry-run").await;
    session.nbu("users list --profile other").await;
    session.nbu("users list --profile none").await;
    session.file("config.toml", "[profiles.a]\ntoken = \"nbp_secret\"\n");
    session.nbu("users list --profile a").await;
    assert!(session.server.user("ada").is_some_and(|user| !user.is_blocked));
    assert_snapshot!(session.page());
}

#[tokio::test]
async fn the_token_comes_from_a_file_from_standard_input_or_from_a_command() {
    let mut session = session().await.without("NB_PAT");
    let token = session.server.token().to_owned();
    session.type_in("whoami -o ids --token-file -", Some(&token)).await;
    let url = session.server.url();
    session.file(
        "config.toml",
        &format!("[profiles.vault]\nurl = \"{url}\"\ntoken_command = [\"echo\", \"{token}\"]\n"),
    );
    session.nbu("whoami -o ids --profile vault").await;
    session.file("config.toml", "[profiles.vault]\ntoken_command = [\"false\"]\n");
    session.nbu("whoami --profile vault").await;
    assert_snapshot!(session.page());
}

#[tokio::test]
async fn completions_and_manual_pages_are_made_without_a_server() {
    let mut session = session().await.without("NB_PAT");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        session.nbu(&format!("completions {shell}")).await;
        assert!(session.code == Some(0) && session.stdout.contains("transfer-ownership"), "{shell}");
    }
    session.nbu("man").await;
    assert!(session.stdout.starts_with(".ie") && session.stdout.contains("offboard"), "{}", session.stdout);
    session.nbu("man --folder man").await;
    assert!(session.read("man/nbu-users-block.1").contains("Lock users out"));
}
