//! From users as they are to users as they are wanted.

use std::collections::BTreeMap;

use netbird_users::{Client, ErrorKind, Plan, Step, Wanted, model::Role};
use netbird_users_mock::{Fault, Group, MockNetBird, User};
use proptest::{
    collection::vec,
    option,
    prelude::{Just, Strategy, any, prop_oneof},
    prop_assert, prop_assert_eq,
    sample::select,
    test_runner::{Config, TestCaseError, TestRunner},
};

use crate::{client, sent, started};

const ROLES: [&str; 8] =
    ["user", "Admin", "auditor", "OWNER", "owner", "network_admin", "astronaut", "aDmin"];
const GROUPS: [&str; 2] = ["g1", "g2"];
const PEOPLE: [&str; 4] = ["ada", "carl", "emmy", "grace"];

#[derive(Clone, Debug)]
struct Row {
    name: &'static str,
    service: bool,
    upper: bool,
    role: Option<&'static str>,
    groups: Option<Vec<&'static str>>,
    blocked: Option<bool>,
}

impl Row {
    fn wanted(&self) -> Wanted {
        let email = format!("{}@example.com", self.name);
        let email = if self.upper { email.to_uppercase() } else { email };
        let mut wanted =
            if self.service { Wanted::service_user(self.name) } else { Wanted::person(email, self.name) };
        if let Some(role) = self.role {
            wanted = wanted.role(role);
        }
        if let Some(groups) = &self.groups {
            wanted = wanted.auto_groups(groups.clone());
        }
        if let Some(blocked) = self.blocked {
            wanted = wanted.blocked(blocked);
        }
        wanted
    }
}

fn row() -> impl Strategy<Value = Row> {
    let groups = option::of(vec(select(&GROUPS[..]), 0..2));
    (
        select(&PEOPLE[..]),
        any::<bool>(),
        any::<bool>(),
        option::of(select(&ROLES[..])),
        groups,
        option::of(any::<bool>()),
    )
        .prop_map(|(name, service, upper, role, groups, blocked)| Row {
            name,
            service,
            upper,
            role,
            groups,
            blocked,
        })
}

fn there() -> impl Strategy<Value = User> {
    let state = prop_oneof![Just(0), Just(1), Just(2), Just(3)];
    let groups = vec(select(&["g1", "g2", "deleted"][..]), 0..3);
    (select(&PEOPLE[..]), any::<bool>(), select(&["user", "admin", "auditor"][..]), groups, state).prop_map(
        |(name, service, role, groups, state)| {
            let id = format!("{name}-{service}");
            let user = if service {
                User::service(id, name, role)
            } else {
                User::human(id, format!("{name}@example.com"), role).name(name)
            };
            let mut user = user.auto_groups(groups);
            match state {
                1 => user = user.blocked(),
                2 if !service => user = user.pending(),
                3 => "integration".clone_into(&mut user.issued),
                _ => {}
            }
            user
        },
    )
}

async fn plan(client: &Client, rows: &[Row]) -> Plan {
    let now = client.users().list_complete().await.expect("the account");
    Plan::between(&now, rows.iter().map(Row::wanted)).expect("it is the whole account")
}

fn by_id(server: &MockNetBird) -> BTreeMap<String, User> {
    server.users().into_iter().map(|user| (user.id.clone(), user)).collect()
}

/// What a row does not name stays, for those who were there.
fn kept(before: &User, after: &User, rows: &[Row]) -> Result<(), TestCaseError> {
    let meant = |row: &&Row| {
        row.service == before.is_service_user
            && if row.service {
                row.name == before.name
            } else {
                before.email == format!("{}@example.com", row.name)
            }
    };
    let row = rows.iter().find(meant);
    if row.is_none_or(|row| row.role.is_none()) {
        prop_assert_eq!(&before.role, &after.role);
    }
    if row.is_none_or(|row| row.blocked.is_none()) {
        prop_assert_eq!(before.is_blocked, after.is_blocked);
    }
    if row.is_none_or(|row| row.groups.is_none()) {
        let known = |groups: &[String]| -> Vec<String> {
            groups.iter().filter(|group| *group != "deleted").cloned().collect()
        };
        prop_assert_eq!(known(&before.auto_groups), known(&after.auto_groups));
    }
    if before.issued == "integration" || before.role == "owner" {
        prop_assert_eq!(before, after);
    }
    Ok(())
}

async fn holds(users: Vec<User>, rows: Vec<Row>) -> Result<(), TestCaseError> {
    let mut builder = MockNetBird::builder();
    for id in GROUPS {
        builder = builder.group(Group::new(id, id));
    }
    let mut ids = Vec::new();
    for user in users {
        if !ids.contains(&user.id) {
            ids.push(user.id.clone());
            builder = builder.user(user);
        }
    }
    let server = started(builder).await;
    let (client, before) = (client(&server), by_id(&server));
    let first = plan(&client, &rows).await;
    prop_assert_eq!(sent(&server, "POST") + sent(&server, "PUT"), 0, "a plan is a dry run");
    let applied = client.users().apply(&first).await.expect("a list");
    prop_assert!(applied.is_success(), "{first}{applied:?}");
    let (after, second) = (by_id(&server), plan(&client, &rows).await);
    prop_assert!(second.is_empty(), "{first}then\n{second}");
    prop_assert_eq!(after.values().filter(|user| user.role == "owner").count(), 1, "{}", first);
    for (id, user) in &before {
        prop_assert!(after.contains_key(id), "{id} was deleted");
        kept(user, &after[id], &rows)?;
    }
    Ok(())
}

#[test]
fn an_applied_plan_leaves_nothing_to_do_and_touches_nothing_else() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let mut runner = TestRunner::new(Config { cases: 64, failure_persistence: None, ..Config::default() });
    let cases = (vec(there(), 0..6), vec(row(), 0..6));
    runner
        .run(&cases, |(users, rows)| runtime.block_on(holds(users, rows)))
        .unwrap_or_else(|error| panic!("{error}"));
}

#[tokio::test]
async fn a_list_that_is_not_the_account_makes_no_plan() {
    let error = Plan::between(&[], [Wanted::service_user("ci")]).expect_err("everybody would be made anew");
    assert_eq!(*error.kind(), ErrorKind::IncompleteList);
}

#[tokio::test]
async fn who_is_extra_is_told_and_blocked_only_when_asked_for() {
    let person = User::human("ada", "ada@example.com", "user");
    let server = started(MockNetBird::builder().user(person).user(User::service("ci", "ci", "user"))).await;
    let client = client(&server);
    let plan = plan(&client, &[]).await;
    assert!(plan.is_empty() && plan.steps().iter().all(|step| matches!(step, Step::Extra(_))), "{plan}");
    assert_eq!(plan.steps().len(), 2, "neither the owner nor the caller: {plan}");
    let blocking = plan.block_extra();
    assert!(blocking.to_string().contains("block    ada@example.com"), "{blocking}");
    client.users().apply(&blocking).await.expect("a list");
    assert!(server.user("ada").is_some_and(|user| user.is_blocked));
    assert!(server.user(server.owner()).is_some_and(|user| !user.is_blocked));
}

#[tokio::test]
async fn a_plan_that_was_broken_off_is_finished_by_the_next() {
    let server = started(MockNetBird::builder().user(User::human("ada", "ada@example.com", "user"))).await;
    let client = client(&server);
    let rows = [("ada", false), ("ci", true), ("backup", true)].map(|(name, service)| Row {
        name,
        service,
        upper: false,
        role: Some("auditor"),
        groups: None,
        blocked: Some(service),
    });
    server.inject(Fault::close_after_write().method("POST"));
    server.inject(Fault::status(403).method("PUT"));
    let applied = client.users().apply(&plan(&client, &rows).await).await.expect("a list");
    assert!(!applied.is_success());
    let next = plan(&client, &rows).await;
    assert!(!next.is_empty());
    assert!(client.users().apply(&next).await.expect("a list").is_success());
    assert!(plan(&client, &rows).await.is_empty());
    for name in ["ci", "backup"] {
        let made: Vec<User> = server.users().into_iter().filter(|user| user.name == name).collect();
        assert!(made.len() == 1 && made[0].is_blocked, "{made:?}");
    }
}

#[tokio::test]
async fn what_is_refused_says_why() {
    let mut integrated = User::human("carl", "carl@example.com", "user");
    integrated.issued = "integration".to_owned();
    let server = started(
        MockNetBird::builder()
            .user(integrated)
            .user(User::service("a", "ci", "user"))
            .user(User::service("b", "ci", "user")),
    )
    .await;
    let client = client(&server);
    let now = client.users().list_complete().await.expect("the account");
    let plan = Plan::between(
        &now,
        [
            Wanted::person("owner@example.com", "Olivia").role("user"),
            Wanted::person("carl@example.com", "Carl").blocked(true),
            Wanted::person("new@example.com", "New").role(Role::Owner),
            Wanted::person("other@example.com", "Other").role("wizard"),
            Wanted::person("OTHER@example.com", "Again"),
            Wanted::service_user("ci").role("admin"),
        ],
    )
    .expect("a plan");
    assert!(plan.is_empty());
    for part in [
        "refused  owner@example.com: is the owner",
        "refused  carl@example.com: belongs to an integration",
        "refused  new@example.com: nobody becomes the owner",
        "refused  other@example.com: the server knows no role \\\"wizard\\\"",
        "refused  OTHER@example.com: is named twice",
        "refused  ci: 2 users have this name",
    ] {
        assert!(plan.to_string().contains(part), "{part} in\n{plan}");
    }
}
