//! Groups are names in people's heads and ids in the API.

use std::time::Duration;

use netbird_users::{Clock, ErrorKind, NewInvite, NewUser};
use netbird_users_mock::{Group, MockNetBird, User};

use crate::{SimulatedClock, builder, client, client_of, sent, started};

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

fn reads_of_groups(server: &MockNetBird) -> usize {
    server.requests().iter().filter(|request| request.path == "/api/groups").count()
}

#[tokio::test]
async fn users_invites_and_edits_take_names_which_one_client_reads_once() {
    let server = server().await;
    let users = client(&server).users();
    let created = users.create(NewUser::service("ci").group_named("Developers")).await.expect("a user");
    assert_eq!(created.auto_groups, Some(vec!["1".to_owned()]));
    let edit = users.edit("ada").auto_groups(["9"]).add_group_named("Developers").remove_group("9");
    assert_eq!(edit.await.expect("an edit").after().auto_groups, Some(vec!["1".to_owned()]));
    let edit = users.edit("ada").remove_group_named("Developers").await.expect("an edit");
    assert_eq!(edit.after().auto_groups, Some(Vec::new()));
    let ensured = users.service_user("backup").group_named("Developers").ensure().await.expect("a user");
    assert_eq!(ensured.user.auto_groups, Some(vec!["1".to_owned()]));
    let invite = NewInvite::new("grace@example.com", "Grace").group_named("Developers");
    let invite = users.invites().create(invite).await.expect("an invite");
    assert_eq!(invite.auto_groups, ["1"]);
    assert_eq!(reads_of_groups(&server), 1, "the clones of one client share the names");
}

#[tokio::test]
async fn where_no_group_is_named_none_is_read() {
    let server = server().await;
    let users = client(&server).users();
    users.create(NewUser::service("ci").auto_groups(["1"])).await.expect("a user");
    users.edit("ada").add_group("1").await.expect("an edit");
    assert_eq!(reads_of_groups(&server), 0);
}

#[tokio::test]
async fn a_name_that_is_no_one_group_stops_a_creation_and_an_edit_before_they_are_sent() {
    let server = server().await;
    let users = client(&server).users();
    for (name, kind) in
        [("Berlin", ErrorKind::Ambiguous), ("Paris", ErrorKind::NotFound), ("All", ErrorKind::Refused)]
    {
        let created = users.create(NewUser::service("ci").group_named(name)).await;
        assert_eq!(*created.expect_err(name).kind(), kind);
        let edited = users.edit("ada").add_group_named(name).await.expect_err(name);
        assert_eq!((edited.kind(), edited.user_id()), (&kind, Some("ada")));
    }
    assert_eq!((sent(&server, "POST"), sent(&server, "PUT")), (0, 0));
}

#[tokio::test]
async fn a_group_made_meanwhile_is_found_once_the_names_are_a_few_seconds_old() {
    let server = server().await;
    let clock = SimulatedClock::default();
    let users = builder(&server).clock(clock.clone()).build().expect("a client").users();
    let missed = users.edit("ada").add_group_named("Paris").await;
    assert_eq!(*missed.expect_err("not there").kind(), ErrorKind::NotFound);
    server.add_group(Group::new("4", "Paris"));
    clock.sleep(Duration::from_secs(6)).await;
    let edited = users.edit("ada").add_group_named("Paris").await.expect("an edit");
    assert_eq!(edited.after().auto_groups, Some(vec!["4".to_owned()]));
}

#[tokio::test]
async fn names_are_read_again_when_they_are_a_minute_old() {
    let server = server().await;
    let clock = SimulatedClock::default();
    let users = builder(&server).clock(clock.clone()).build().expect("a client").users();
    for (seconds, reads) in [(0, 1), (50, 1), (20, 2)] {
        clock.sleep(Duration::from_secs(seconds)).await;
        users.edit("ada").add_group_named("Developers").await.expect("an edit");
        assert_eq!(reads_of_groups(&server), reads, "after {seconds} s more");
    }
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
