//! Who is not in a list is concluded to be missing only where the list shows the whole account.

use netbird_users::{ErrorKind, NewUser};
use netbird_users_mock::{Fault, MockNetBird, User};

use crate::{client, client_of, mock, sent, started};

fn list(rows: &str) -> Fault {
    Fault::status(200).header("content-type", "application/json").body(rows).method("GET").every_time()
}

/// An empty list; one without the caller; one whose caller sees nobody else; one that does not say who the caller is.
const PARTS: [&str; 5] = [
    "[]",
    r#"[{"id":"x","email":"x@example.com","role":"user","is_current":false,"is_service_user":false}]"#,
    r#"[{"id":"me","email":"me@example.com","role":"user","is_current":true,"is_service_user":false}]"#,
    r#"[{"id":"me","email":"me@example.com","role":"admin","is_service_user":false}]"#,
    r#"[{"id":"me","role":"admin","is_current":true},{"id":"you","role":"admin","is_current":true}]"#,
];

#[tokio::test]
async fn a_list_that_is_not_the_whole_account_creates_nobody() {
    for rows in PARTS {
        let server = mock().await;
        server.inject(list(rows));
        let new = [NewUser::invite("owner@example.com", "The owner"), NewUser::service("ci")];
        let error = client(&server).users().create_many(new).await.expect_err(rows);
        assert_eq!(*error.kind(), ErrorKind::IncompleteList, "{rows}");
        assert!(error.hint().is_some_and(|hint| hint.contains("token of an owner")), "{error}");
        assert_eq!(sent(&server, "POST"), 0);
    }
}

#[tokio::test]
async fn nobody_is_missing_in_a_list_that_is_not_the_whole_account() {
    for rows in PARTS {
        let server = mock().await;
        server.inject(list(rows));
        let users = client(&server).users();
        let mut edits = users.edit_many(["nobody"], netbird_users::Edit::block).await.expect("a batch");
        let kinds = [
            users.get("nobody").await.expect_err(rows).kind().clone(),
            users.find_by_email("nobody@example.com").await.expect_err(rows).kind().clone(),
            users.find_created(&NewUser::service("nobody")).await.expect_err(rows).kind().clone(),
            users.block("nobody").await.expect_err(rows).kind().clone(),
            users.transfer_ownership("nobody").await.expect_err(rows).kind().clone(),
            edits.run().await.failed()[0].1.kind().clone(),
        ];
        assert!(kinds.iter().all(|kind| *kind == ErrorKind::IncompleteList), "{rows}: {kinds:?}");
    }
}

#[tokio::test]
async fn who_is_in_such_a_list_is_found_all_the_same() {
    let server = mock().await;
    server.inject(list(PARTS[1]));
    let users = client(&server).users();
    assert_eq!(users.get("x").await.expect("found").id, "x");
    assert!(users.find_by_email("X@example.com").await.expect("found").is_some());
}

#[tokio::test]
async fn a_person_with_the_role_user_cannot_create_a_batch() {
    let server = started(MockNetBird::builder().user(User::human("low", "low@example.com", "user"))).await;
    let users = client_of(&server, "low").users();
    let error = users.create_many([NewUser::service("ci")]).await.expect_err("a list of one");
    assert_eq!(*error.kind(), ErrorKind::IncompleteList);
    assert!(error.to_string().contains(r#"the role "user" gets to see nobody but its own user"#), "{error}");
}

#[tokio::test]
async fn the_tokens_that_see_all_can_create_a_batch() {
    for user in [
        User::human("one", "one@example.com", "admin"),
        User::human("one", "one@example.com", "owner"),
        User::service("one", "bot", "admin"),
    ] {
        let server = started(MockNetBird::builder().user(user)).await;
        let batch = client_of(&server, "one").users().create_many([NewUser::service("ci")]).await;
        assert!(batch.is_ok(), "the whole account");
    }
}

#[tokio::test]
async fn a_row_that_does_not_say_what_it_is_is_neither_the_same_nor_another() {
    let server = mock().await;
    let me =
        r#"{"id":"me","role":"owner","is_current":true,"is_service_user":false,"email":"me@example.com"}"#;
    server.inject(list(&format!(
        r#"[{me},{{"id":"odd","name":"ci","role":"user"}},{{"id":"odd2","email":"ada@example.com","role":"user"}}]"#
    )));
    let users = client(&server).users();
    let new = [NewUser::service("ci"), NewUser::invite("Ada@example.com", "Ada"), NewUser::service("other")];
    let mut batch = users.create_many(new).await.expect("a batch");
    let report = batch.run().await;
    assert_eq!(report.to_string(), "1 done, 0 skipped, 2 failed, 0 of unknown outcome");
    for (key, error) in report.failed() {
        assert_eq!(*error.kind(), ErrorKind::Ambiguous, "{key}: {error}");
    }
    assert_eq!(sent(&server, "POST"), 1);
}

#[tokio::test]
async fn all_users_are_all_users_or_an_error() {
    for rows in PARTS {
        let server = mock().await;
        server.inject(list(rows));
        let error = client(&server).users().list_complete().await.expect_err(rows);
        assert_eq!(*error.kind(), ErrorKind::IncompleteList, "{rows}");
    }
    let server = started(MockNetBird::builder().user(User::human("ada", "ada@example.com", "user"))).await;
    assert_eq!(client(&server).users().list_complete().await.expect("the owner sees all").len(), 2);
    let error = client_of(&server, "ada").users().list_complete().await.expect_err("she sees herself");
    assert_eq!(*error.kind(), ErrorKind::IncompleteList, "{error}");
}
