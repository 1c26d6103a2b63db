//! Single commands that change something.

use insta::assert_snapshot;
use netbird_users_mock::{Fault, User};

use crate::session;

#[tokio::test]
async fn an_edit_changes_what_it_names_for_each_who_is_named() {
    let mut session = session().await;
    session.nbu("users edit ada@example.com 'Emmy Euler' --role AUDITOR --add-group Berlin --dry-run").await;
    session.nbu("users edit ada@example.com 'Emmy Euler' --role AUDITOR --add-group Berlin").await;
    session.nbu("users edit ada@example.com --role auditor --add-group g2").await;
    session.nbu("users block ADA@example.com ci-deploy").await.nbu("users unblock ada -o jsonl").await;
    session.nbu("users edit ada --role owner").await.nbu("users edit ada --role boss").await;
    session.nbu("users edit ada --add-group Paris").await.nbu("users edit ada --add-group All").await;
    session.nbu("users edit ada").await;
    assert_snapshot!(session.page());
}

#[tokio::test]
async fn an_ambiguous_name_lists_the_candidates() {
    let mut session = session().await;
    session.server.add_user(User::human("ada2", "ada@elsewhere.example", "user").name("Ada Abel"));
    session.nbu("users block 'Ada Abel'").await.nbu("users block 'ada abel' nobody").await;
    session.nbu("users show ada2").await;
    assert!(session.server.users().iter().filter(|user| user.is_blocked).count() == 1, "Carl was before");
    assert_snapshot!(session.page());
}

#[tokio::test]
async fn the_approval_queue() {
    let mut session = session().await;
    for (id, email) in [("grace", "grace@example.com"), ("mallory", "mallory@else.example")] {
        session.server.add_pending_user(id, email);
    }
    session.nbu("users list --pending").await.nbu("users unblock grace").await;
    session.nbu("users approve grace@example.com").await.nbu("users approve grace@example.com").await;
    session.nbu("users reject mallory@else.example").await.nbu("users reject mallory --yes").await;
    session.nbu("users list --pending").await;
    assert_snapshot!(session.page());
}

#[tokio::test]
async fn what_cannot_be_undone_is_asked_for_and_told_with_its_impact() {
    let mut session = session().await;
    session.nbu("users delete ada ci-deploy").await.nbu("users delete ada ci-deploy --dry-run").await;
    session.nbu("users transfer-ownership ada").await.nbu("users transfer-ownership ci-deploy --yes").await;
    session.nbu("users delete ada ci-deploy --yes").await.nbu("users transfer-ownership emmy --yes").await;
    session.nbu("whoami").await.nbu("users delete emmy --yes").await;
    assert_snapshot!(session.page());
}

#[tokio::test]
async fn a_limit_in_the_middle_is_waited_for_and_an_unknown_outcome_says_what_to_check() {
    let mut session = session().await;
    session.server.inject(Fault::too_many_requests(None).method("PUT"));
    session.nbu("users block ada emmy").await;
    session.server.inject(Fault::close_after_write().method("POST"));
    session
        .nbu("users create backup")
        .await
        .nbu("users show backup -o jsonl")
        .await
        .nbu("users create backup")
        .await;
    session.server.inject(Fault::close_before_answer().every_time());
    session.nbu("users list --timeout 1").await;
    assert_snapshot!(session.page());
}

#[tokio::test]
async fn what_a_server_says_never_reaches_the_terminal_as_a_command() {
    let mut session = session().await;
    let name = "=cmd|' /C calc'!A0\u{1b}]8;;http://evil\u{7}\u{9b}31m\u{202e}\nerror: x";
    session.server.add_user(User::human("evil", "evil@example.com", "user").name(name));
    for format in ["table", "json", "jsonl", "csv", "yaml", "ids"] {
        session.nbu(&format!("users show evil -o {format}")).await;
        let harmful = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(
            session.code == Some(0) && !session.stdout.contains(harmful),
            "{format}: {:?}",
            session.stdout
        );
        assert!(!session.stdout.lines().any(|line| line.starts_with("error:")), "{format}");
    }
    session.nbu("users list -o csv").await;
    assert!(session.stdout.contains("'=cmd|"), "{}", session.stdout);
}
