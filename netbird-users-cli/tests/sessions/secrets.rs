//! What is told once.

use insta::assert_snapshot;

use crate::{session, session::is_private};

#[tokio::test]
async fn the_token_of_a_ci_is_made_and_rotated_into_a_file_that_nobody_else_reads() {
    let mut session = session().await;
    session.nbu("users create deployer --role admin --group Developers").await;
    session.nbu("users create deployer --role admin --group Developers").await;
    session.nbu("tokens create deployer deploy").await;
    session.nbu("tokens create deployer deploy --days 30 --secret-file first").await;
    session.nbu("tokens create deployer deploy --secret-file first").await;
    session.nbu("tokens rotate deployer deploy --secret-file second").await;
    session.nbu("tokens list deployer").await;
    let (first, second) = (session.read("first"), session.read("second"));
    assert!(first != second && is_private(&session.path("first")) && is_private(&session.path("second")));
    let mut deployer = crate::session().await;
    deployer = deployer.with("NB_MANAGEMENT_URL", &session.server.url());
    for (token, code) in [(first, 3), (second, 0)] {
        deployer = deployer.with("NB_PAT", token.trim());
        deployer.nbu("users list -o ids").await;
        assert_eq!(deployer.code, Some(code), "{}", deployer.stderr);
    }
    session.nbu("tokens rotate deployer deploy --show-secret -o jsonl").await;
    session.nbu("tokens revoke deployer deploy").await.nbu("tokens revoke deployer deploy --yes").await;
    assert_snapshot!(session.page());
}

#[tokio::test]
async fn a_person_is_invited_by_a_link_and_accepts_it() {
    let mut session = session().await;
    session.nbu("invites create grace@example.com 'Grace Gauss' --group Developers --secret-file link").await;
    session.nbu("invites create grace@example.com 'Grace Gauss' --secret-file again").await;
    session.nbu("invites list").await.nbu("invites regenerate grace@example.com --secret-file link2").await;
    session.file("weak", "secret");
    session.file("password", "Correct-horse-1");
    session.nbu("invites accept --link-file link --password-file password").await;
    session.nbu("invites accept --link-file link2 --password-file weak").await;
    session = session.without("NB_PAT");
    session.nbu("invites accept --link-file link2 --password-file password").await;
    let token = session.server.token().to_owned();
    session = session.with("NB_PAT", &token);
    session.nbu("users show grace@example.com").await.nbu("invites revoke grace@example.com").await;
    assert!(!session.path("again").exists(), "nothing was told, so there is no file");
    assert_snapshot!(session.page());
}

#[tokio::test]
async fn a_one_time_password_needs_a_place_before_anybody_is_invited() {
    let mut session = session().await;
    session.nbu("users invite grace@example.com 'Grace Gauss'").await;
    assert!(session.server.users().iter().all(|user| user.email != "grace@example.com"));
    session.nbu("users invite grace@example.com 'Grace Gauss' --secret-file password").await;
    assert_eq!(session.read("password").trim().len(), 16);
    session.nbu("users invite grace@example.com 'Grace Gauss' --show-secret").await;
    session.nbu("users invite hedy@example.com 'Hedy Hilbert' --no-secret").await;
    session.nbu("users invite --secret-file a --show-secret b@example.com B").await;
    assert_snapshot!(session.page());
}
