//! An edit changes what it names, says what it did, and refuses to guess.

use netbird_users::{Change, Edit, ErrorKind, NewUser, model::Role};
use netbird_users_mock::{Fault, Flavour, Group, Idp, MockNetBird, User};
use serde_json::{Value, json};

use crate::{client, mock, sent, started};

fn account() -> netbird_users_mock::Builder {
    ["g1", "g2", "g3"]
        .into_iter()
        .fold(MockNetBird::builder(), |builder, id| builder.group(Group::new(id, id)))
        .user(User::human("ada", "ada@example.com", "admin").auto_groups(["g2", "g1", "g2"]).blocked())
        .user(User::human("waiting", "waiting@example.com", "user").pending())
        .user(User::service("bot", "ci", "admin").blocked())
}

fn last_body(server: &MockNetBird) -> Value {
    serde_json::from_slice(&server.requests().pop().expect("a request").body).expect("JSON")
}

#[tokio::test]
async fn a_change_of_one_field_sends_the_others_as_they_are() {
    let server = started(account()).await;
    let edited = client(&server).users().edit("ada").role(Role::Auditor).send().await.expect("an edit");
    assert_eq!(
        last_body(&server),
        json!({ "role": "auditor", "auto_groups": ["g2", "g1", "g2"], "is_blocked": true })
    );
    assert_eq!(edited.changes(), [Change::Role { from: Role::Admin, to: Role::Auditor }]);
    assert_eq!((edited.before().role.as_str(), edited.after().role.as_str()), ("admin", "auditor"));
    assert!(edited.unconfirmed().is_empty());
}

#[tokio::test]
async fn all_that_is_named_is_changed_and_told() {
    let server = started(account()).await;
    let edit = client(&server).users().edit("ada").role("user").add_group("g3").remove_group("g2").unblock();
    let edited = edit.send().await.expect("an edit");
    assert_eq!(
        last_body(&server),
        json!({ "role": "user", "auto_groups": ["g1", "g3"], "is_blocked": false })
    );
    let lines: Vec<String> = edited.changes().iter().map(ToString::to_string).collect();
    assert_eq!(lines, ["role: admin -> user", "groups: +g3 -g2", "blocked: yes -> no"]);
}

#[tokio::test]
async fn groups_can_be_set_and_the_last_word_about_one_counts() {
    let server = started(account()).await;
    let users = client(&server).users();
    users
        .edit("ada")
        .add_group("g3")
        .auto_groups(["g1"])
        .add_group("g2")
        .remove_group("g2")
        .send()
        .await
        .expect("ok");
    assert_eq!(server.user("ada").expect("Ada").auto_groups, ["g1"]);
    users.edit("ada").remove_group("g3").add_group("g3").send().await.expect("ok");
    assert_eq!(server.user("ada").expect("Ada").auto_groups, ["g1", "g3"]);
}

#[tokio::test]
async fn where_nothing_would_change_nothing_is_sent() {
    let server = started(account()).await;
    let users = client(&server).users();
    for edit in [
        users.edit("ada"),
        users.edit("ada").role("admin").add_group("g1").remove_group("g3").block(),
        users.edit("ada").auto_groups(["g1", "g2"]),
        users.edit("waiting").block(),
    ] {
        let edited = edit.send().await.expect("nothing to do");
        assert!(edited.changes().is_empty() && edited.unconfirmed().is_empty());
    }
    assert_eq!(sent(&server, "PUT"), 0);
}

#[tokio::test]
async fn a_preview_says_what_the_edit_does_and_sends_nothing() {
    let server = started(account()).await;
    let edit = client(&server).users().edit("ada").role("user").add_group("g3").unblock();
    let preview = edit.clone().preview().await.expect("a preview");
    assert!(server.requests().iter().all(|request| request.method == "GET"));
    let edited = edit.clone().send().await.expect("an edit");
    assert_eq!(preview, edited.changes());
    assert_eq!(edit.preview().await.expect("a preview"), []);
    let refused = client(&server).users().edit("waiting").unblock().preview().await;
    assert_eq!(*refused.expect_err("waits for approval").kind(), ErrorKind::Refused);
}

#[tokio::test]
async fn block_and_unblock_keep_role_and_groups() {
    let server = started(account()).await;
    let users = client(&server).users();
    users.unblock("ada").await.expect("unblocked");
    assert_eq!(
        last_body(&server),
        json!({ "role": "admin", "auto_groups": ["g2", "g1", "g2"], "is_blocked": false })
    );
    users.block("ada").await.expect("blocked");
    assert_eq!(
        last_body(&server),
        json!({ "role": "admin", "auto_groups": ["g2", "g1", "g2"], "is_blocked": true })
    );
}

#[tokio::test]
async fn who_waits_for_approval_goes_on_waiting_and_is_not_let_in_by_the_back_door() {
    let server = started(account()).await;
    let users = client(&server).users();
    let edited = users.edit("waiting").role("auditor").send().await.expect("an edit");
    assert!(edited.is_still_pending() && edited.after().is_blocked == Some(true));
    let error = users.unblock("waiting").await.expect_err("refused");
    assert_eq!(*error.kind(), ErrorKind::Refused);
    assert!(error.to_string().contains("`approve` lets them in"), "{error}");
    assert!(server.user("waiting").is_some_and(|user| user.is_blocked && user.pending_approval));
    assert!(!users.approve("waiting").await.expect("approved").is_pending());
}

#[tokio::test]
async fn a_row_that_cannot_be_trusted_needs_an_explicit_choice() {
    let server = started(account().flavour(Flavour::External(Idp::Zitadel))).await;
    let users = client(&server).users();
    let error = users.edit("bot").role("user").send().await.expect_err("a guess");
    assert_eq!(*error.kind(), ErrorKind::Refused);
    assert!(error.to_string().contains("say `block` or `unblock` as well"), "{error}");
    assert_eq!(sent(&server, "PUT"), 0);

    let edited = users.edit("bot").role("user").block().send().await.expect("an edit");
    assert!(server.user("bot").is_some_and(|user| user.is_blocked && user.role == "user"));
    assert_eq!(edited.changes()[1], Change::Blocked { from: None, to: true });
    assert_eq!(
        edited.unconfirmed(),
        [Change::Blocked { from: None, to: true }],
        "its answer does not show it"
    );
}

#[tokio::test]
async fn a_group_that_is_asked_for_and_gone_is_named_in_the_hint() {
    let server = started(account()).await;
    assert!(server.remove_group("g2"));
    let users = client(&server).users();
    for edit in [
        users.edit("ada").role("user").auto_groups(["g1", "g2"]),
        users.edit("ada").add_group("nowhere").role("user"),
    ] {
        let error = edit.await.expect_err("a group is gone");
        assert_eq!(*error.kind(), ErrorKind::InvalidRequest);
        assert!(error.hint().is_some_and(|hint| hint.contains("remove_group")), "{error}");
    }
    assert_eq!(server.user("ada").expect("Ada").auto_groups, ["g2", "g1", "g2"], "nothing was changed");
}

#[tokio::test]
async fn a_leaver_is_blocked_whatever_became_of_their_groups() {
    let groups = ["Gone1", "g1", "gone2", "gone1x"];
    let leaver = User::human("leaver", "leaver@example.com", "user").auto_groups(groups);
    let server = started(account().user(leaver)).await;
    let users = client(&server).users();
    let edited = users.block("leaver").await.expect("blocked");
    assert!(server.user("leaver").is_some_and(|user| user.is_blocked && user.auto_groups == ["g1"]));
    assert_eq!(edited.left_out(), ["Gone1", "gone2", "gone1x"]);
    assert_eq!(edited.changes(), [Change::Blocked { from: Some(false), to: true }]);
    assert!(edited.unconfirmed().is_empty(), "{:?}", edited.unconfirmed());

    assert!(server.remove_group("g1"));
    let edited = users.unblock("leaver").await.expect("unblocked");
    assert_eq!((edited.left_out(), edited.after().is_blocked), (&["g1".to_owned()][..], Some(false)));
}

#[tokio::test]
async fn every_leaver_of_a_batch_is_blocked_and_the_report_says_what_was_left_out() {
    let mut builder = account();
    for number in 0..30 {
        let id = format!("leaver{number}");
        let groups = if number % 3 == 0 { vec!["gone"] } else { vec!["g1"] };
        builder = builder.user(User::human(&id, format!("{id}@example.com"), "user").auto_groups(groups));
    }
    let server = started(builder).await;
    let ids: Vec<String> = (0..30).map(|number| format!("leaver{number}")).collect();
    let mut batch = client(&server).users().edit_many(ids.clone(), Edit::block).await.expect("a batch");
    let report = batch.run().await;
    assert!(report.is_success(), "{report}");
    assert_eq!(report.left_out().count(), 10);
    assert!(report.left_out().all(|(_, groups)| groups == ["gone"]));
    assert!(ids.iter().all(|id| server.user(id).is_some_and(|user| user.is_blocked)));
}

#[tokio::test]
async fn a_refusal_that_names_no_group_of_the_user_is_an_error() {
    let server = started(account()).await;
    let said =
        "failed to process update for user ada: provided group id other in the user ada update doesn't exist";
    server.inject(crate::api_error(422, said).method("PUT").every_time());
    let error = client(&server).users().block("ada").await;
    assert!(error.is_ok_and(|edited| edited.changes().is_empty()), "Ada is blocked already");
    let error = client(&server).users().unblock("ada").await.expect_err("refused");
    assert_eq!((error.kind(), sent(&server, "PUT")), (&ErrorKind::InvalidRequest, 1));
}

#[tokio::test]
async fn a_role_in_other_letters_is_the_same_role() {
    let server = started(account()).await;
    let edited = client(&server).users().edit("ada").role("Admin").await.expect("an edit");
    assert!(edited.changes().is_empty() && sent(&server, "PUT") == 0);
    client(&server).users().edit("ada").role("AUDITOR").await.expect("an edit");
    assert_eq!(server.user("ada").expect("Ada").role, "auditor");
}

#[tokio::test]
async fn what_the_server_does_not_tell_is_not_sent_back() {
    let server = started(account()).await;
    for (row, edit, remedy) in [
        (r#"{"id":"ada","role":"admin","is_blocked":false}"#, "role", "say `auto_groups` as well"),
        (
            r#"{"id":"ada","role":"admin","is_blocked":false,"auto_groups":[1]}"#,
            "role",
            "say `auto_groups` as well",
        ),
        (r#"{"id":"ada","is_blocked":false,"auto_groups":["g1"]}"#, "block", "say `role` as well"),
        (
            r#"{"id":"ada","role":"admin","is_blocked":"no","auto_groups":["g1"]}"#,
            "role",
            "say `block` or `unblock`",
        ),
    ] {
        server.inject(Fault::status(200).header("content-type", "application/json").body(format!("[{row}]")));
        let ada = client(&server).users().edit("ada");
        let ada = if edit == "role" { ada.role("user") } else { ada.block() };
        let error = ada.await.expect_err("a guess");
        assert_eq!(*error.kind(), ErrorKind::Refused);
        assert!(error.to_string().contains(remedy), "{row}: {error}");
    }
    assert_eq!(sent(&server, "PUT"), 0);
}

#[tokio::test]
async fn an_edit_of_nobody_sends_nothing() {
    let server = started(account()).await;
    let error = client(&server).users().edit("nobody").block().send().await.expect_err("nobody");
    assert_eq!((error.kind(), sent(&server, "PUT")), (&ErrorKind::NotFound, 0));
}

#[tokio::test]
async fn ids_that_would_reach_another_endpoint_are_not_sent() {
    let server = started(account()).await;
    let users = client(&server).users();
    for id in ["", ".", "..", "ada/reject", "a\\b", "a\nb"] {
        for error in [
            users.delete(id).await.expect_err("refused"),
            users.approve(id).await.expect_err("refused"),
            users.change_password(id, "old", "new").await.expect_err("refused"),
        ] {
            assert_eq!(*error.kind(), ErrorKind::Refused, "{error}");
        }
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn an_answer_that_shows_something_else_is_not_confirmed() {
    let server = started(account()).await;
    let shown = r#"{"id":"ada","email":"","name":"","role":"admin","status":"blocked","auto_groups":[]}"#;
    server.inject(Fault::status(200).header("content-type", "application/json").body(shown).method("PUT"));
    let edited = client(&server).users().edit("ada").role("user").send().await.expect("an answer");
    assert_eq!(edited.changes().len(), 1);
    assert_eq!(edited.unconfirmed().len(), 2, "role and groups: {:?}", edited.unconfirmed());
}

/// A creation stores the group `All`, and no update may send it.
#[tokio::test]
async fn who_was_created_in_the_group_all_can_be_blocked() {
    let server = mock().await;
    let all = server.groups().into_iter().find(|group| group.name == "All").expect("every account has it").id;
    let users = client(&server).users();
    let leaver =
        users.create(NewUser::service("leaver").auto_groups([all.as_str()])).await.expect("it is stored");
    let edited = users.block(&leaver.id).await.expect("blocked all the same");
    assert_eq!(edited.left_out(), std::slice::from_ref(&all));
    assert!(server.user(&leaver.id).is_some_and(|user| user.is_blocked && user.auto_groups.is_empty()));
    let named = users.edit(&leaver.id).add_group(all.as_str()).await.expect_err("who names it is told");
    assert!(named.hint().is_some_and(|hint| hint.contains("everybody is in the group All")), "{named}");
}
