//! Reading for somebody else: complete or an error.

use insta::assert_snapshot;

use crate::session;

#[tokio::test]
async fn an_audit_is_the_whole_account_in_every_format() {
    let mut session = session().await;
    for format in ["csv", "json", "jsonl", "yaml", "ids", "table"] {
        session.nbu(&format!("audit -o {format}")).await;
    }
    assert_snapshot!(session.page());
}

#[tokio::test]
async fn a_token_that_sees_only_itself_makes_no_audit() {
    let one = session().await;
    let token = one.server.issue_token("carl");
    one.server.change_user("carl", |user| user.is_blocked = false);
    let mut session = one.with("NB_PAT", &token);
    session.nbu("audit").await;
    assert_eq!(session.stdout, "");
    session.nbu("users list").await.nbu("doctor").await;
    assert_snapshot!(session.page());
}

#[tokio::test]
async fn an_access_review_asks_who_may_what_and_which_tokens_run_out() {
    let mut session = session().await;
    session.nbu("users list --role admin").await.nbu("users list --blocked").await;
    session.nbu("users list --kind service-users").await.nbu("tokens expiring").await;
    session.nbu("tokens create ci-deploy deploy --days 10 --secret-file deploy.token").await;
    session.nbu("tokens expiring --within 30 -o jsonl").await.nbu("tokens expiring --within 5").await;
    session.nbu("tokens list ci-deploy").await;
    assert_snapshot!(session.page());
}

#[tokio::test]
async fn a_pipe_that_is_closed_early_ends_quietly() {
    let session = session().await;
    let mut child = session.begin("audit -o json");
    drop(child.stdout.take());
    let output =
        tokio::task::spawn_blocking(|| child.wait_with_output()).await.expect("no panic").expect("it ends");
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}
