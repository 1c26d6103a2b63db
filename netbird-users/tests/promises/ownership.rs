//! The owner is changed by one call that says what it does, and by no other.

use netbird_users::{ErrorKind, NewUser, model::Role, model::UserRequest};
use netbird_users_mock::{Flavour, Idp, MockNetBird, User};
use proptest::{
    prop_assert, prop_assert_eq,
    strategy::Strategy,
    test_runner::{Config, TestRunner},
};

use crate::{client, client_of, sent, started};

#[tokio::test]
async fn a_transfer_swaps_the_roles_and_keeps_the_rest() {
    let server = started(
        MockNetBird::builder()
            .group(netbird_users_mock::Group::new("g1", "one"))
            .user(User::human("heir", "heir@example.com", "admin").auto_groups(["g1"])),
    )
    .await;
    let transfer = client(&server).users().transfer_ownership("heir").await.expect("a transfer");
    assert!(transfer.new_owner().is_owner() && transfer.callers_role() == Role::Admin);
    let role = |id: &str| server.user(id).expect("the user").role;
    assert_eq!((role("heir"), role(server.owner())), ("owner".to_owned(), "admin".to_owned()));
    assert_eq!(server.user("heir").expect("the heir").auto_groups, ["g1"]);
}

#[tokio::test]
async fn a_transfer_to_the_owner_sends_nothing() {
    let server = started(MockNetBird::builder()).await;
    let owner = server.owner();
    assert!(client(&server).users().transfer_ownership(owner).await.expect("nothing").new_owner().is_owner());
    assert_eq!(sent(&server, "PUT"), 0);
}

#[tokio::test]
async fn nobody_who_could_not_use_the_account_gets_it() {
    let mut invited = User::human("invited", "invited@example.com", "user");
    invited.invited = true;
    let mut unknown = User::human("unknown", "unknown@example.com", "user");
    unknown.in_idp = false;
    let server = started(
        MockNetBird::builder()
            .flavour(Flavour::External(Idp::Auth0))
            .user(invited)
            .user(unknown)
            .user(User::service("bot", "ci", "admin"))
            .user(User::human("blocked", "blocked@example.com", "user").blocked())
            .user(User::human("waiting", "waiting@example.com", "user").pending()),
    )
    .await;
    for (id, reason) in [
        ("bot", "service user"),
        ("waiting", "approval"),
        ("invited", "invitation"),
        ("blocked", "blocked"),
        ("unknown", "does not tell"),
    ] {
        let error = client(&server).users().transfer_ownership(id).await.expect_err(id);
        assert_eq!(*error.kind(), ErrorKind::Refused);
        assert!(error.to_string().contains(reason), "{error}");
    }
    assert_eq!(sent(&server, "PUT"), 0);
}

/// `owner` in any letter case, with blanks around it.
fn owner_in_other_letters() -> impl Strategy<Value = String> {
    let letters = proptest::collection::vec(proptest::bool::ANY, 5);
    let blanks = || proptest::sample::select(&["", " ", "\t", "\u{a0}", "\r\n", "\u{200b}"][..]);
    (blanks(), letters, blanks()).prop_map(|(before, capitals, after)| {
        let letters = "owner".chars().zip(capitals);
        let word: String = letters
            .map(|(letter, capital)| if capital { letter.to_ascii_uppercase() } else { letter })
            .collect();
        format!("{before}{word}{after}")
    })
}

#[test]
fn nobody_becomes_the_owner_in_passing_however_the_role_is_written() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let server = runtime.block_on(started(MockNetBird::builder().user(User::human(
        "ada",
        "ada@example.com",
        "admin",
    ))));
    let users = runtime.block_on(async { client(&server).users() });
    let check = |role: String| {
        let request = UserRequest::builder().role(role.as_str()).auto_groups(Vec::new()).is_blocked(false);
        let request: UserRequest = request.try_into().expect("a request");
        let person = || NewUser::invite("bob@example.com", "Bob").role(role.as_str());
        let bot = NewUser::service("bot").role(role.as_str());
        let errors = runtime.block_on(async {
            let many = role.clone();
            let mut edits =
                users.edit_many(["ada"], move |edit| edit.role(many.as_str())).await.expect("a batch");
            let mut creations = users.create_many([person(), bot.clone()]).await.expect("a batch");
            let mut errors = vec![
                users.edit("ada").role(role.as_str()).await.expect_err("an edit"),
                users.edit("ada").role(role.as_str()).block().await.expect_err("an edit"),
                users.replace("ada", request).await.expect_err("a replacement"),
                users.create(person()).await.expect_err("a person"),
                users.create(&bot).await.expect_err("a service user"),
            ];
            errors.extend(edits.run().await.failed().iter().map(|(_, error)| error.clone()));
            errors.extend(creations.run().await.failed().iter().map(|(_, error)| error.clone()));
            errors
        });
        prop_assert_eq!(errors.len(), 8);
        prop_assert!(person().check().is_err_and(|reason| reason.contains("transfer_ownership")));
        for error in errors {
            prop_assert_eq!(error.kind(), &ErrorKind::Refused);
            prop_assert!(error.to_string().contains("transfer_ownership"), "{}", error);
        }
        Ok(())
    };
    let mut runner = TestRunner::new(Config { cases: 60, failure_persistence: None, ..Config::default() });
    let result = runner.run(&owner_in_other_letters(), check);
    assert_eq!(sent(&server, "PUT") + sent(&server, "POST"), 0);
    runtime.block_on(async { drop(server) });
    if let Err(error) = result {
        panic!("{error}");
    }
}

#[tokio::test]
async fn no_other_call_makes_an_owner() {
    let server = started(MockNetBird::builder().user(User::human("ada", "ada@example.com", "admin"))).await;
    let users = client(&server).users();
    let request = UserRequest::builder().role("owner").auto_groups(Vec::new()).is_blocked(false);
    let errors = [
        users.edit("ada").role("owner").send().await.expect_err("an edit"),
        users.replace("ada", request.try_into().expect("a request")).await.expect_err("a replacement"),
    ];
    for error in errors {
        assert_eq!(*error.kind(), ErrorKind::Refused);
        assert!(error.to_string().contains("transfer_ownership"), "{error}");
    }
    assert_eq!(sent(&server, "PUT"), 0);
}

#[tokio::test]
async fn an_admin_cannot_hand_on_what_is_not_theirs() {
    let server =
        started(
            MockNetBird::builder()
                .user(User::human("admin", "admin@example.com", "admin"))
                .user(User::human("heir", "heir@example.com", "user")),
        )
        .await;
    let admin = client_of(&server, "admin");
    let error = admin.users().transfer_ownership("heir").await.expect_err("forbidden");
    assert_eq!(*error.kind(), ErrorKind::Forbidden);
    assert!(error.hint().is_some_and(|hint| hint.contains("only the owner")), "{error}");
}
