//! Somebody leaves.

use insta::assert_snapshot;
use netbird_users_mock::User;

use crate::{session, session::Session};

/// Ada has made a token for the service user, and is in a group that is gone.
async fn leaver() -> Session {
    let session = session().await;
    let ada = session.server.issue_token("ada");
    let owner = session.server.token().to_owned();
    let mut session = session.with("NB_PAT", &ada);
    session.nbu("tokens create ci-deploy deploy --secret-file deploy.token").await;
    session.server.change_user("ada", |user| user.auto_groups.push("gone".to_owned()));
    session.with("NB_PAT", &owner)
}

#[tokio::test]
async fn a_leaver_is_locked_out_with_what_they_could_still_use_and_a_record_of_it() {
    let mut session = leaver().await;
    session.nbu("offboard ada@example.com --dry-run").await.nbu("offboard ada@example.com").await;
    session.nbu("offboard ada@example.com --yes").await;
    let record = session.read("offboard-ada.json");
    session.nbu("offboard ada@example.com --yes").await;
    assert!(session.server.user("ada").is_some_and(|user| user.is_blocked));
    assert!(session.server.tokens().iter().all(|token| token.user != "ci"));
    session.file("offboard-ada.json", &record);
    assert_snapshot!(session.page());
}

#[tokio::test]
async fn deletion_and_tokens_are_up_to_who_asks() {
    let mut session = leaver().await;
    session.nbu("offboard ada --keep-tokens --delete --yes --evidence record.json").await;
    assert_eq!(session.code, Some(0), "{}", session.stderr);
    assert!(session.server.user("ada").is_none());
    assert_eq!(session.server.tokens().iter().filter(|token| token.user == "ci").count(), 1);
    session.server.add_user(User::human("auth0|x", "x@example.com", "user"));
    session.nbu("offboard x@example.com --yes").await;
    assert_eq!(session.code, Some(0), "{}", session.stderr);
    assert!(session.path("offboard-auth0_x.json").exists());
}
