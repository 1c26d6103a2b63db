//! Whatever the user, the deployment and the edit: what the edit does not name stays.

use netbird_users::{Client, Edit};
use netbird_users_mock::{Flavour, Group, Idp, MockNetBird, User};
use proptest::{
    collection::vec,
    option, prop_assert, prop_assert_eq,
    sample::select,
    strategy::{Just, Strategy},
    test_runner::{Config, TestCaseError, TestRunner},
};

use crate::{client, started};

const GROUPS: [&str; 4] = ["g1", "g2", "g3", "deleted"];

#[derive(Clone, Debug)]
enum Step {
    Role(&'static str),
    Add(&'static str),
    Remove(&'static str),
    Set(Vec<&'static str>),
    Block,
    Unblock,
}

fn step() -> impl Strategy<Value = Step> {
    let role =
        select(&["owner", "admin", "user", "auditor", "network_admin", "billing_admin", "astronaut"][..]);
    proptest::prop_oneof![
        role.prop_map(Step::Role),
        select(&GROUPS[..]).prop_map(Step::Add),
        select(&GROUPS[..]).prop_map(Step::Remove),
        vec(select(&GROUPS[..]), 0..3).prop_map(Step::Set),
        Just(Step::Block),
        Just(Step::Unblock),
    ]
}

fn user() -> impl Strategy<Value = User> {
    let role = select(&["admin", "user", "auditor", "unknown"][..]);
    let groups = vec(select(&GROUPS[..]), 0..4);
    let flags = proptest::array::uniform4(proptest::bool::ANY);
    (role, groups, flags, option::of(Just("integration"))).prop_map(|(role, groups, flags, issued)| {
        let [service, blocked, pending, in_idp] = flags;
        let mut user = if service {
            User::service("subject", "ci", role)
        } else {
            User::human("subject", "subject@example.com", role).name("Subject")
        };
        user.is_blocked = blocked || pending;
        user.pending_approval = pending && !service;
        user.in_idp = in_idp && !service;
        user.issued(issued.unwrap_or("api")).auto_groups(groups)
    })
}

fn applied(edit: Edit, steps: &[Step]) -> Edit {
    steps.iter().fold(edit, |edit, step| match step {
        Step::Role(role) => edit.role(*role),
        Step::Add(group) => edit.add_group(*group),
        Step::Remove(group) => edit.remove_group(*group),
        Step::Set(groups) => edit.auto_groups(groups.iter().copied()),
        Step::Block => edit.block(),
        Step::Unblock => edit.unblock(),
    })
}

#[test]
fn an_edit_changes_no_field_that_it_does_not_name() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let flavours = [Flavour::Embedded, Flavour::External(Idp::Auth0), Flavour::NoIdp];
    let servers = runtime.block_on(async {
        let mut servers = Vec::new();
        for flavour in flavours {
            let groups = GROUPS[..3].iter().map(|id| Group::new(*id, *id));
            let server = started(
                groups.fold(MockNetBird::builder().flavour(flavour), netbird_users_mock::Builder::group),
            )
            .await;
            servers.push((client(&server), server));
        }
        servers
    });
    let strategy = (0..servers.len(), user(), vec(step(), 0..5));
    let mut runner = TestRunner::new(Config { cases: 400, failure_persistence: None, ..Config::default() });
    let result = runner.run(&strategy, |(server, user, steps)| {
        let (client, server) = &servers[server];
        runtime.block_on(check(client, server, user, &steps))
    });
    runtime.block_on(async { drop(servers) });
    if let Err(error) = result {
        panic!("{error}");
    }
}

async fn check(
    client: &Client,
    server: &MockNetBird,
    before: User,
    steps: &[Step],
) -> Result<(), TestCaseError> {
    server.add_user(before.clone());
    server.clear_requests();
    let owner = server.user(server.owner());
    let result = applied(client.users().edit("subject"), steps).send().await;
    let after = server.user("subject").expect("the subject");
    prop_assert_eq!(server.user(server.owner()), owner, "somebody else was changed");

    let names = |test: fn(&Step) -> bool| steps.iter().any(test);
    let mut allowed = after.clone();
    if names(|step| matches!(step, Step::Role(_))) {
        allowed.role.clone_from(&before.role);
    }
    if names(|step| matches!(step, Step::Block | Step::Unblock)) {
        allowed.is_blocked = before.is_blocked;
    }
    if names(|step| matches!(step, Step::Set(_))) {
        allowed.auto_groups.clone_from(&before.auto_groups);
    }
    let touched: Vec<&str> = steps
        .iter()
        .filter_map(|step| match step {
            Step::Add(group) | Step::Remove(group) => Some(*group),
            _ => None,
        })
        .collect();
    allowed.auto_groups.retain(|group| !touched.contains(&group.as_str()));
    // The server takes no change of a user with a group that it does not know.
    let left_out = result.as_ref().map(|edited| edited.left_out().to_vec()).unwrap_or_default();
    prop_assert!(left_out.iter().all(|group| group == "deleted"), "{left_out:?}");
    let asked_for =
        |group: &str| steps.iter().any(|step| matches!(step, Step::Set(groups) if groups.contains(&group)));
    prop_assert!(!left_out.iter().any(|group| asked_for(group)), "a group that was asked for is left out");
    let mut kept = before.clone();
    kept.auto_groups.retain(|group| !left_out.contains(group));
    kept.auto_groups.retain(|group| !touched.contains(&group.as_str()));
    prop_assert_eq!(&allowed, &kept, "what was not named has changed");

    let sent = server.requests().iter().filter(|request| request.method == "PUT").count();
    let Ok(edited) = result else {
        prop_assert!(after == before, "an error, and a change");
        return Ok(());
    };
    prop_assert_eq!(sent, usize::from(!edited.changes().is_empty()) + left_out.len());
    let last = |wanted: fn(&Step) -> bool| steps.iter().rfind(|step| wanted(step));
    if let Some(step) = last(|step| matches!(step, Step::Block | Step::Unblock)) {
        prop_assert_eq!(after.is_blocked, matches!(step, Step::Block));
    }
    if let Some(Step::Role(role)) = last(|step| matches!(step, Step::Role(_))) {
        prop_assert_eq!(&after.role, role);
    }
    Ok(())
}
