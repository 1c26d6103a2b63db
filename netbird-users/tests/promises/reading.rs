//! Lists, and the searches that the API does not have.

use netbird_users::{ErrorKind, NewUser, model::Role};
use netbird_users_mock::{Flavour, Idp, MockNetBird, User};

use crate::{client, client_of, mock, started};

fn people() -> netbird_users_mock::Builder {
    MockNetBird::builder()
        .user(User::human("ada", "Ada@Example.com", "auditor").name("Ada Abel"))
        .user(User::service("bot", "ci-deploy", "admin"))
}

#[tokio::test]
async fn lists_hold_all_or_one_kind() {
    let server = started(people()).await;
    let users = client(&server).users();
    let ids = |list: Vec<netbird_users::model::User>| {
        let mut ids: Vec<String> = list.into_iter().map(|user| user.id.clone()).collect();
        ids.retain(|id| id != server.owner());
        ids.sort();
        ids
    };
    assert_eq!(ids(users.list().await.expect("all")), ["ada", "bot"]);
    assert_eq!(ids(users.list_service_users().await.expect("service users")), ["bot"]);
    assert_eq!(ids(users.list_regular_users().await.expect("people")), ["ada"]);
}

#[tokio::test]
async fn one_user_is_found_in_the_list() {
    let server = started(people()).await;
    let users = client(&server).users();
    assert_eq!(users.get("ada").await.expect("Ada").role, Role::Auditor);
    assert!(server.requests().iter().all(|request| request.path == "/api/users"));
    for missing in ["ADA", "", "nobody"] {
        let error = users.get(missing).await.expect_err("no such user");
        assert_eq!(*error.kind(), ErrorKind::NotFound);
        assert!(error.to_string().contains("among 3 users"), "{error}");
        assert_eq!((error.status(), error.operation(), error.attempts()), (None, None, 0));
    }
}

#[tokio::test]
async fn who_sees_only_themselves_is_told_so() {
    let server = started(people().user(User::human("low", "low@example.com", "user"))).await;
    let error = client_of(&server, "low").users().get("ada").await.expect_err("hidden");
    assert!(error.to_string().contains("nobody but its own"), "{error}");
}

#[tokio::test]
async fn an_address_counts_without_regard_to_case() {
    let server = started(people()).await;
    let users = client(&server).users();
    let found = users.find_by_email("aDA@example.COM").await.expect("a list").expect("Ada");
    assert_eq!(found.id, "ada");
    for nobody in ["grace@example.com", "", "ada@example.com.evil"] {
        assert!(users.find_by_email(nobody).await.expect("a list").is_none(), "{nobody:?}");
    }
}

#[tokio::test]
async fn two_who_fit_are_an_error_that_lists_both() {
    let twins = people().user(User::human("twin", "ada@example.com", "user")).user(User::service(
        "bot-2",
        "ci-deploy",
        "user",
    ));
    let server = started(twins).await;
    let users = client(&server).users();
    let error = users.find_by_email("ada@example.com").await.expect_err("two");
    assert_eq!(*error.kind(), ErrorKind::Ambiguous);
    assert!(error.to_string().contains("ada") && error.to_string().contains("twin"), "{error}");
    let error = users.find_created(&NewUser::service("ci-deploy")).await.expect_err("two");
    assert!(error.to_string().contains("bot") && error.to_string().contains("bot-2"), "{error}");
}

#[tokio::test]
async fn the_current_user_has_permissions_and_a_service_user_is_told_where_to_look() {
    let server = started(people()).await;
    let current = client(&server).users().current().await.expect("the owner");
    assert!(current.is_current == Some(true) && current.is_owner() && current.permissions.is_some());
    let bot = client_of(&server, "bot");
    let error = bot.users().current().await.expect_err("a service user");
    assert_eq!(*error.kind(), ErrorKind::Forbidden);
    assert!(error.hint().is_some_and(|hint| hint.contains("is_current")), "{error}");
    assert!(
        bot.users()
            .list()
            .await
            .expect("the list")
            .iter()
            .any(|user| user.is_current == Some(true) && user.id == "bot")
    );
}

#[tokio::test]
async fn a_user_says_what_its_fields_mean() {
    let mut invited = User::human("invited", "invited@example.com", "user");
    invited.invited = true;
    let mut seen = User::human("seen", "seen@example.com", "user");
    seen.last_login = Some("2026-05-01T10:00:00.123456789+02:00".parse().expect("a time"));
    let server = MockNetBird::builder()
        .flavour(Flavour::External(Idp::Auth0))
        .user(invited)
        .user(seen)
        .user(User::human("blocked", "blocked@example.com", "user").blocked())
        .user(User::human("waiting", "waiting@example.com", "user").pending())
        .user(User::service("bot", "ci", "admin").blocked())
        .start()
        .await
        .expect("a mock");
    let users = client(&server).users();
    let get = async |id| users.get(id).await.expect("the user");
    assert!(get("invited").await.is_invited() && get("invited").await.last_login.is_none());
    assert!(
        get("seen").await.last_login.is_some_and(|time| time.to_rfc3339().starts_with("2026-05-01T08:00:00"))
    );
    assert_eq!(get("seen").await.is_blocked, Some(false));
    assert_eq!(get("blocked").await.is_blocked, Some(true));
    assert!(get("waiting").await.is_pending() && get("waiting").await.is_blocked == Some(true));
    assert_eq!(get("bot").await.is_blocked, None, "the server shows every service user as not blocked here");
}

#[tokio::test]
async fn a_role_that_is_newer_than_the_client_is_kept() {
    let server = mock().await;
    server.add_user(User::human("new", "new@example.com", "astronaut"));
    let users = client(&server).users().list().await.expect("the list");
    assert!(users.iter().any(|user| user.role.as_str() == "astronaut"));
}
