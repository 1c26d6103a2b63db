//! The examples do what they say, and none reaches a real account that it should leave alone.

use std::{collections::BTreeSet, fs};

use netbird_users_mock::{Fault, MockNetBird};

use crate::program::{run, sources};

/// Each example that reads, and what it prints of the made-up users.
const READING: [(&str, &[&str]); 7] = [
    (
        "access_review",
        &[
            "May change users: ada@example.com, owner@example.com",
            "Never signed in: ada@example.com, carl@example.com, emmy@partner.example",
            "Blocked: carl@example.com",
            "Wait for approval: nobody",
            "ci-deploy is user and has 0 tokens",
        ],
    ),
    (
        "audit",
        &[
            "id,email,name,role,status,blocked,last_login,groups",
            "carl,carl@example.com,Carl Cantor,user,blocked,true,,Berlin",
        ],
    ),
    (
        "list_users",
        &[
            "User: Ada Abel (ada@example.com) - Role: admin - ID: ada",
            "Service user: ci-deploy - Role: user - ID: ci",
        ],
    ),
    ("get_user", &["User: Ada Abel - Status: active", "Last login: never", "Found by address: true"]),
    ("current_user", &["Logged in as: Olivia Owner (owner@example.com)", "Role: owner"]),
    ("find_by_domain", &["3 of 4 people are of example.com:", "Carl Cantor (carl@example.com)"]),
    (
        "filter_by_role",
        &[
            "Admins: Ada Abel (admin), Olivia Owner (owner)",
            "Regular users: Carl Cantor (user), ci-deploy (user)",
            "Others: Emmy Euler (auditor)",
        ],
    ),
];

/// Each example that changes users, and what it prints.
const CHANGING: [(&str, &[&str]); 12] = [
    (
        "ci_service_user",
        &[
            "First run: made true, new token true",
            "Second run: made false, new token false",
            "Not delivered, so nothing has changed: true",
            "Rotated: deploy, and the old one is gone: true",
            "Tokens of the deployer: 1",
        ],
    ),
    (
        "invite_by_link",
        &[
            "with this in it: [redacted]",
            "Grace Gauss was invited by Olivia Owner, and the link is good: Some(true)",
            "could not accept the invite: the password has no digit",
            "Grace Gauss is active with the role user",
        ],
    ),
    (
        "onboard_csv",
        &[
            "line 3: ",
            "grace@example.com is user (password Some([redacted]))",
            "hedy@example.com is admin",
            "ADA@example.com is there already",
            "Second run: 0 done, 3 skipped, 0 failed, 0 of unknown outcome",
            "Nobody became an owner: true",
        ],
    ),
    (
        "offboard",
        &[
            "Ada@Example.com: blocked, was admin",
            "noether@example.com: these groups are no longer there: forgotten",
            "nobody@example.com: nobody has this address",
            "Still let in: 3 of 6",
        ],
    ),
    (
        "approve_pending",
        &[
            "grace@Example.com is active",
            "hedy@example.com is approved already",
            "mallory@else.example waits on",
        ],
    ),
    (
        "test_with_faults",
        &[
            "the answer is lost: Err(OutcomeUnknown)",
            "made after a second run: 1",
            "given up in the middle: true",
            "an empty list is no account: true",
            "and in the end: 1",
        ],
    ),
    ("create_user", &["Created user: John Doe (ID: ", "Groups: developers, berlin", "Password: [redacted]"]),
    (
        "update_user",
        &[
            "Changed role: user -> admin",
            "As before: groups berlin, blocked",
            "Changes of a second edit: 0",
            "Changed groups: +developers -berlin",
            "Changed blocked: yes -> no",
        ],
    ),
    ("delete_user", &["User deleted successfully", "A second time: could not delete the user"]),
    ("invite_again", &["Grace Gauss is invited", "Invitation sent", "needs no invitation"]),
    (
        "handle_errors",
        &[
            "User not found: could not get the user `invalid-id`: it is not among 5 users",
            "Validation error: could not update the user",
            "Somebody has this address: could not create a user",
            "Validation error: could not create a user: the name is empty",
            "Look before you try again: could not create a user",
        ],
    ),
    (
        "create_many",
        &[
            "user1@company.com: created, password [redacted]",
            "user2@company.com: could not create a user: the connection broke",
            "First run: 1 done, 0 skipped, 0 failed, 1 of unknown outcome",
            "user1@company.com: is there already",
            "user2@company.com: is there already",
            "user3@company.com: created",
            "Second run: 2 done, 2 skipped, 0 failed, 0 of unknown outcome",
            "user1@company.com is there 1 time(s)",
            "user2@company.com is there 1 time(s)",
            "user4@company.com is there 1 time(s)",
        ],
    ),
];

#[tokio::test]
async fn each_example_does_what_it_says_with_nothing_set() {
    for (name, lines) in READING.into_iter().chain(CHANGING) {
        let ran = run(name, &[], &[]).await;
        assert!(ran.success, "{name}: {ran:?}");
        assert!(
            ran.stdout.contains("mock with made-up users at http://127.0.0.1:"),
            "{name}: {}",
            ran.stdout
        );
        for line in lines {
            assert!(ran.stdout.contains(line), "{name} does not print {line:?}: {}", ran.stdout);
        }
    }
}

#[tokio::test]
async fn a_password_is_printed_when_asked_for_and_not_otherwise() {
    let ran = run("create_many", &["--show-passwords"], &[]).await;
    assert!(ran.success && !ran.stdout.contains("[redacted]"), "{ran:?}");
    assert_eq!(ran.stdout.matches("created, password ").count(), 3, "{}", ran.stdout);
}

#[tokio::test]
async fn examples_that_read_use_the_server_of_the_environment_and_change_nothing() {
    let server = MockNetBird::builder().made_up_users(1).start().await.expect("a mock");
    for (name, _) in READING {
        server.clear_requests();
        let ran = run(name, &[server.owner()], &environment(&server)).await;
        assert!(ran.success, "{name}: {ran:?}");
        assert!(ran.stdout.contains(&format!("Talking to {}.", server.url())), "{name}: {}", ran.stdout);
        let requests = server.requests();
        assert!(!requests.is_empty() && requests.iter().all(|request| request.method == "GET"), "{name}");
    }
}

#[tokio::test]
async fn examples_that_change_users_never_reach_the_server_of_the_environment() {
    let server = MockNetBird::start().await.expect("a mock");
    for (name, _) in CHANGING {
        let ran = run(name, &[], &environment(&server)).await;
        assert!(ran.success, "{name}: {ran:?}");
        assert!(server.requests().is_empty(), "{name} sent {:?}", server.requests());
    }
}

#[tokio::test]
async fn the_quickstart_needs_nothing() {
    let ran = run("quickstart", &[], &[]).await;
    assert!(ran.success, "{ran:?}");
    for line in [
        "NB_PAT is not set, so this talks to a mock with made-up users at http://127.0.0.1:",
        "Ada Abel is admin and active",
        "created quickstart-",
        "changed role: user -> auditor",
        "changed blocked: no -> yes",
        "deleted quickstart-",
    ] {
        assert!(ran.stdout.contains(line), "{line:?} is not in {}", ran.stdout);
    }
}

#[tokio::test]
async fn the_quickstart_leaves_a_server_as_it_was() {
    let (denied, lost) = (Fault::status(403).method("PUT"), Fault::close_after_write().method("POST"));
    for (fault, success) in [(None, true), (Some(denied), false), (Some(lost), true)] {
        let server = MockNetBird::builder().made_up_users(3).start().await.expect("a mock");
        let before = server.users();
        server.inject(fault.unwrap_or_else(|| Fault::delay(std::time::Duration::ZERO)));
        let ran = run("quickstart", &[], &environment(&server)).await;
        assert_eq!(ran.success, success, "{ran:?}");
        assert_eq!(server.users(), before, "{ran:?}");

        let sent: Vec<String> = server.requests().into_iter().map(|request| request.method).collect();
        assert_eq!(sent.iter().filter(|method| *method == "POST").count(), 1, "{sent:?}");
        assert_eq!(sent.last().map(String::as_str), Some("DELETE"), "{sent:?}");
    }
}

#[test]
fn the_page_lists_every_example_and_no_other() {
    let files: BTreeSet<String> = fs::read_dir(sources())
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file())
        .map(|path| path.file_stem().and_then(|name| name.to_str()).expect("UTF-8").to_owned())
        .collect();
    let tested: BTreeSet<String> = READING
        .iter()
        .chain(&CHANGING)
        .map(|(name, _)| *name)
        .chain(["quickstart"])
        .map(str::to_owned)
        .collect();
    assert_eq!(tested, files, "an example is without a test");

    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("the page");
    let rows = page.lines().filter(|line| line.starts_with('|'));
    let listed: BTreeSet<String> = rows
        .filter_map(|row| row.split_once("cargo run --example ")?.1.split_once(' '))
        .map(|(name, _)| name.to_owned())
        .collect();
    assert_eq!(listed, files, "the page and the folder differ");
}

fn environment(server: &MockNetBird) -> [(&'static str, String); 2] {
    [("NB_PAT", server.token().to_owned()), ("NB_MANAGEMENT_URL", server.url())]
}
