//! Groups are names in people's heads and ids in the API.

use netbird_users::{ErrorKind, NewUser};
use netbird_users_mock::{Group, MockNetBird, User};

use crate::{client, client_of, sent, started};

async fn server() -> MockNetBird {
    let group = |id: &str, name: &str| Group::new(id, name);
    started(
        MockNetBird::builder()
            .group(group("1", "Developers"))
            .group(group("2", "Berlin"))
            .group(group("3", "Berlin"))
            .user(User::human("ada", "ada@example.com", "user")),
    )
    .await
}

#[tokio::test]
async fn names_are_looked_up_once_for_a_run() {
    let server = server().await;
    let client = client(&server);
    let groups = client.groups().names().await.expect("names");
    for name in ["ci", "backup"] {
        let new = NewUser::service(name).auto_groups(groups.ids(["Developers"]).expect("an id"));
        assert_eq!(client.users().create(new).await.expect("a user").auto_groups, Some(vec!["1".to_owned()]));
    }
    client.users().edit("ada").add_group(groups.id("Developers").expect("an id")).await.expect("an edit");
    assert_eq!(server.requests().iter().filter(|request| request.path == "/api/groups").count(), 1);
    assert_eq!(groups.name("1"), Some("Developers"), "an audit shows names");
}

#[tokio::test]
async fn a_name_that_is_no_one_group_is_refused() {
    let server = server().await;
    let groups = client(&server).groups().names().await.expect("names");
    for (name, kind) in
        [("Berlin", ErrorKind::Ambiguous), ("Paris", ErrorKind::NotFound), ("All", ErrorKind::Refused)]
    {
        assert_eq!(*groups.id(name).expect_err(name).kind(), kind);
    }
    assert_eq!(sent(&server, "POST"), 0);
}

#[tokio::test]
async fn who_may_not_see_groups_is_told() {
    let server = server().await;
    let error = client_of(&server, "ada").groups().list().await.expect_err("forbidden");
    assert_eq!(*error.kind(), ErrorKind::Forbidden);
}
