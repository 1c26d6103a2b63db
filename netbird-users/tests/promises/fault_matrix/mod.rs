//! Each operation, and each thing that can go wrong with it: what the call says, how often it was sent, and what the
//! server has in the end.

mod rows;

use netbird_users::{Client, Error, ErrorKind, NewInvite, NewUser, model::UserRequest, reqwest};
use netbird_users_mock::{Fault, Flavour, Idp, MockNetBird, User};

use rows::{ROWS, Row};

use crate::{SimulatedClock, builder, until};

/// What a column of the table stands for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Class {
    /// Reads.
    Read,
    /// Replaces a user, and answers it.
    Replace,
    /// Removes a user.
    Remove,
    /// Is sent once, and answers a user.
    Make,
    /// Is sent once, and answers nothing.
    Act,
}

#[derive(Clone, Copy, Debug)]
enum Operation {
    List,
    Current,
    Create,
    Edit,
    Replace,
    TransferOwnership,
    Delete,
    Approve,
    Reject,
    ResendInvitation,
    ChangePassword,
    ListTokens,
    CreateToken,
    RevokeToken,
    ListGroups,
    CreateInvite,
    RevokeInvite,
}

use Class::{Act, Make, Read, Remove};
use Operation::{
    Approve, ChangePassword, Create, CreateInvite, CreateToken, Current, Delete, Edit, List, ListGroups,
    ListTokens, Reject, Replace, ResendInvitation, RevokeInvite, RevokeToken, TransferOwnership,
};

const OPERATIONS: [(Operation, Class, &str, &str); 17] = [
    (List, Read, "GET", "/api/users"),
    (Current, Read, "GET", "/api/users/current"),
    (Create, Make, "POST", "/api/users"),
    (Edit, Class::Replace, "PUT", "/api/users/person"),
    (Replace, Class::Replace, "PUT", "/api/users/person"),
    (TransferOwnership, Class::Replace, "PUT", "/api/users/person"),
    (Delete, Remove, "DELETE", "/api/users/person"),
    (Approve, Make, "POST", "/api/users/waiting/approve"),
    (Reject, Remove, "DELETE", "/api/users/waiting/reject"),
    (ResendInvitation, Act, "POST", "/api/users/invited/invite"),
    (ChangePassword, Act, "PUT", "/api/users/{owner}/password"),
    (ListTokens, Read, "GET", "/api/users/{owner}/tokens"),
    (CreateToken, Make, "POST", "/api/users/{owner}/tokens"),
    (RevokeToken, Remove, "DELETE", "/api/users/{owner}/tokens/{target}"),
    (ListGroups, Read, "GET", "/api/groups"),
    (CreateInvite, Make, "POST", "/api/users/invites"),
    (RevokeInvite, Remove, "DELETE", "/api/users/invites/{target}"),
];

#[tokio::test]
async fn one_fault_is_survived_or_told() {
    check(false).await;
}

#[tokio::test]
async fn a_fault_without_end_is_told() {
    check(true).await;
}

async fn check(every_time: bool) {
    // One for all cells: to set up TLS takes longer than a cell.
    let http =
        reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
    let mut wrong = Vec::new();
    for Row { name, fault, once, always } in ROWS {
        let cells: Vec<&str> = if every_time { always } else { once }.split(" | ").collect();
        for (operation, class, method, path) in OPERATIONS {
            let got = run(operation, &http, &fault(), (method, path), every_time).await;
            let expected = match cells[..] {
                [all] if leaves_no_trace(operation) => all.to_owned(),
                [all] => format!("{all} undone"),
                _ if leaves_no_trace(operation) => without_state(cells[class as usize]).to_owned(),
                _ => cells[class as usize].to_owned(),
            };
            if got != expected {
                wrong.push(format!("{name}, {operation:?}: {got} instead of {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn without_state(cell: &str) -> &str {
    cell.trim_end_matches(" undone").trim_end_matches(" done")
}

async fn server() -> MockNetBird {
    MockNetBird::builder()
        .user(User::human("person", "person@example.com", "user"))
        .user(User::human("waiting", "waiting@example.com", "user").pending())
        .start()
        .await
        .expect("a mock")
}

/// Auth0 resends invitations; the embedded provider does not.
async fn server_with_invitations() -> MockNetBird {
    let mut invited = User::human("invited", "invited@example.com", "user");
    invited.invited = true;
    MockNetBird::builder().flavour(Flavour::External(Idp::Auth0)).user(invited).start().await.expect("a mock")
}

/// One cell: what came out, as the table writes it.
async fn run(
    operation: Operation,
    http: &reqwest::Client,
    fault: &Fault,
    (method, path): (&str, &str),
    every_time: bool,
) -> String {
    let server = match operation {
        ResendInvitation => server_with_invitations().await,
        _ => server().await,
    };
    let (clock, stalls) = (SimulatedClock::default(), format!("{fault:?}").contains("Stall"));
    let client = builder(&server).http_client(http.clone()).clock(clock.clone()).build().expect("a client");
    let target = prepare(operation, &server, &client).await;
    let path = path.replace("{owner}", server.owner()).replace("{target}", &target);
    let fault = fault.clone().method(method).path(path.clone());
    server.inject(if every_time { fault.every_time() } else { fault });
    let sent = || {
        let requests = server.requests();
        requests.iter().filter(|request| request.method == method && request.path == path).count()
    };
    let owner = server.owner().to_owned();
    let mut call = tokio::spawn(async move { call(operation, &client, &owner, &target).await });
    let mut expired = 0;
    while stalls && (every_time || expired == 0) {
        tokio::select! {
            biased;
            result = &mut call => return describe(&result.expect("no panic"), sent(), operation, &server),
            () = until(|| sent() > expired) => {
                expired = sent();
                clock.expire();
            }
        }
    }
    describe(&call.await.expect("no panic"), sent(), operation, &server)
}

/// What is to be removed, where it has to be made first.
async fn prepare(operation: Operation, server: &MockNetBird, client: &Client) -> String {
    match operation {
        RevokeToken => {
            let _ = server.issue_token(server.owner());
            server.tokens().pop().expect("it was made").id
        }
        RevokeInvite => {
            let invite = NewInvite::new("invited@example.com", "Invited");
            client.users().invites().create(invite).await.expect("an invite").id
        }
        _ => String::new(),
    }
}

async fn call(operation: Operation, client: &Client, owner: &str, target: &str) -> Result<(), Error> {
    let users = client.users();
    let request = UserRequest::builder().role("auditor").auto_groups(Vec::new()).is_blocked(false);
    match operation {
        List => users.list().await.map(drop),
        Current => users.current().await.map(drop),
        Create => users.create(NewUser::service("new")).await.map(drop),
        Edit => users.edit("person").role("auditor").send().await.map(drop),
        Replace => users.replace("person", request.try_into().expect("a request")).await.map(drop),
        TransferOwnership => users.transfer_ownership("person").await.map(drop),
        Delete => users.delete("person").await,
        Approve => users.approve("waiting").await.map(drop),
        Reject => users.reject("waiting").await,
        ResendInvitation => users.resend_invitation("invited").await,
        ListTokens => users.tokens(owner).list().await.map(drop),
        CreateToken => users.tokens(owner).create("new", 1).await.map(drop),
        RevokeToken => users.tokens(owner).revoke(target).await,
        ListGroups => client.groups().list().await.map(drop),
        CreateInvite => users.invites().create(NewInvite::new("new@example.com", "new")).await.map(drop),
        RevokeInvite => users.invites().revoke(target).await,
        ChangePassword => users.change_password(owner, "Owner-passw0rd", "Another-passw0rd").await,
    }
}

fn describe(result: &Result<(), Error>, sent: usize, operation: Operation, server: &MockNetBird) -> String {
    let word = match result {
        Ok(()) => "ok",
        Err(error) => match error.kind() {
            ErrorKind::Server => "server",
            ErrorKind::OutcomeUnknown => "unknown",
            ErrorKind::RateLimited { .. } => "rate limited",
            ErrorKind::Undecodable => "undecodable",
            ErrorKind::Connection => "connection",
            ErrorKind::Timeout => "timeout",
            ErrorKind::Redirected => "redirected",
            ErrorKind::WrongEndpoint => "wrong endpoint",
            ErrorKind::Unauthorized => "unauthorized",
            ErrorKind::Forbidden => "forbidden",
            ErrorKind::InvalidRequest => "invalid",
            other => panic!("{other:?}: {error}"),
        },
    };
    if let Err(error) = result {
        assert_eq!(error.attempts() as usize, sent, "{error:?}");
    }
    if leaves_no_trace(operation) {
        return format!("{word} {sent}");
    }
    format!("{word} {sent} {}", if done(operation, server) { "done" } else { "undone" })
}

/// Reading changes nothing, and a message that was sent cannot be seen on the server.
fn leaves_no_trace(operation: Operation) -> bool {
    matches!(operation, List | Current | ResendInvitation | ListTokens | ListGroups)
}

/// Whether the server has what the call was to bring about. No cell has a second user of the same name.
fn done(operation: Operation, server: &MockNetBird) -> bool {
    let role = |id: &str| server.user(id).map(|user| user.role);
    match operation {
        List | Current | ResendInvitation | ListTokens | ListGroups => {
            panic!("{operation:?} leaves no trace")
        }
        CreateToken => {
            let made = server.tokens().iter().filter(|token| token.name == "new").count();
            assert!(made <= 1, "{made} tokens were made by one call");
            made == 1
        }
        RevokeToken => server.tokens().len() == 1,
        CreateInvite => server.invites().len() == 1,
        RevokeInvite => server.invites().is_empty(),
        Create => {
            let made = server.users().iter().filter(|user| user.name == "new").count();
            assert!(made <= 1, "{made} users were made by one call");
            made == 1
        }
        Edit | Replace => role("person").as_deref() == Some("auditor"),
        TransferOwnership => {
            let swapped = role(server.owner()).as_deref() == Some("admin");
            assert_eq!(swapped, role("person").as_deref() == Some("owner"), "an account has one owner");
            swapped
        }
        Delete => server.user("person").is_none(),
        Approve => server.user("waiting").is_some_and(|user| !user.pending_approval),
        Reject => server.user("waiting").is_none(),
        ChangePassword => server
            .user(server.owner())
            .is_some_and(|user| user.password.as_deref() == Some("Another-passw0rd")),
    }
}
