use std::{collections::BTreeSet, fmt::Write};

use netbird_users_mock::{Builder, Flavour, Group, Idp, MockNetBird, RateLimit, User};

use super::{
    Contract,
    recorder::{client, read},
    requests,
};

const UNKNOWN: &str = "nbp_00000000000000000000000000040500azb7";

/// Asks, and holds the answers against the document.
struct Sweep {
    client: reqwest::Client,
    answered: BTreeSet<(String, u16)>,
    complaints: BTreeSet<String>,
}

impl Sweep {
    async fn ask(&mut self, url: &str, authorization: Option<&str>, request: (&str, &str, &str)) {
        let (method, target, body) = request;
        let sent = self.client.request(method.parse().expect("a method"), format!("{url}{target}"));
        let sent = sent.body(body.to_owned());
        let sent = match authorization {
            Some(value) => sent.header("authorization", value),
            None => sent,
        };
        // None where the server drops the connection: the document says so in words.
        let Ok(answer) = sent.send().await else { return };
        let answer = read(method, target, answer).await.expect("a whole answer");
        match Contract::committed().check(&answer) {
            Ok(operation) => drop(self.answered.insert((operation.to_owned(), answer.status))),
            Err(complaint) => drop(self.complaints.insert(complaint)),
        }
    }

    /// Everything, on a mock of its own.
    async fn everything(&mut self, builder: Builder, caller: &str) {
        let mock = builder.start().await.expect("a mock");
        let invite = r#"{"email":"early@b","name":"Early","role":"user","auto_groups":["g"]}"#;
        let owner = format!("Token {}", mock.token());
        self.ask(&mock.url(), Some(&owner), ("POST", "/api/users/invites", invite)).await;
        let invite = mock.invites().first().map_or_else(|| "nobody".to_owned(), |invite| invite.id.clone());
        let _ = mock.issue_token("ci");
        let token = mock.tokens().into_iter().rfind(|token| token.user == "ci").expect("it was just made").id;
        let (id, authorization) = match caller {
            "" => (mock.owner().to_owned(), None),
            "unknown" => (mock.owner().to_owned(), Some(format!("Token {UNKNOWN}"))),
            "owner" => (mock.owner().to_owned(), Some(owner)),
            "deleted" => (caller.to_owned(), Some("Bearer jwt-of-deleted".to_owned())),
            id => (id.to_owned(), Some(format!("Token {}", mock.issue_token(id)))),
        };
        for (method, target, body) in requests::all(mock.owner(), &id, &token, &invite) {
            self.ask(&mock.url(), authorization.as_deref(), (method, &target, body)).await;
        }
    }
}

/// A server with one user of each kind.
fn server(flavour: Flavour) -> Builder {
    let person =
        |id: &str, role: &str| User::human(id, format!("{id}@b"), role).name(id).password("Old-passw0rd");
    let mut invited = person("invited", "user");
    invited.invited = true;
    let mut protected = User::service("protected", "protected", "user");
    protected.non_deletable = true;
    let mut builder = MockNetBird::builder().flavour(flavour).group(Group::new("g", "Developers"));
    for role in ["admin", "user", "auditor", "network_admin", "billing_admin"] {
        builder = builder.user(person(role, role).auto_groups(["g"]));
    }
    for user in [
        person("blocked", "admin").blocked(),
        person("pending", "user").pending(),
        person("waiting", "user").pending(),
        person("integration", "user").issued("integration"),
        person("stranger", "user").account("another"),
        User::service("ci", "deploy", "admin"),
        User::service("reader", "reader", "user"),
        invited,
        protected,
    ] {
        builder = builder.user(user);
    }
    builder.session("jwt-of-deleted", "deleted")
}

#[tokio::test]
async fn each_answer_of_the_mock_is_one_that_the_document_describes() {
    let mut sweep = Sweep { client: client(), answered: BTreeSet::new(), complaints: BTreeSet::new() };
    let callers = [
        "owner",
        "admin",
        "user",
        "auditor",
        "network_admin",
        "billing_admin",
        "blocked",
        "pending",
        "stranger",
        "ci",
        "reader",
        "deleted",
        "unknown",
        "",
    ];
    for caller in callers {
        sweep.everything(server(Flavour::Embedded), caller).await;
    }
    for flavour in [Flavour::External(Idp::Auth0), Flavour::External(Idp::Keycloak), Flavour::NoIdp] {
        for caller in ["owner", "ci"] {
            sweep.everything(server(flavour), caller).await;
        }
    }
    let without_passwords =
        server(Flavour::Embedded).settings(|settings| settings.local_auth_disabled = true);
    sweep.everything(without_passwords, "owner").await;
    let limited = server(Flavour::Embedded).rate_limit(RateLimit { per_minute: 1, burst: 1 });
    sweep.everything(limited, "ci").await;
    for flavour in [Flavour::Embedded, Flavour::NoIdp] {
        links(&mut sweep, flavour).await;
    }
    assert!(sweep.complaints.is_empty(), "{}", Vec::from_iter(sweep.complaints).join("\n"));
    crate::snapshot("answered", &page(&sweep.answered));
}

/// The operations that take no credential, each more often than is let in.
async fn links(sweep: &mut Sweep, flavour: Flavour) {
    const UNSOUND: &str = "nbi_x";
    const NOBODYS: &str = "nbi_00000000000000000000000000040500azb7";
    let too_long = format!(r#"{{"password":"Good-passw0rd{}"}}"#, "d".repeat(60));
    for number in 0..6 {
        let mock = server(flavour).start().await.expect("a mock");
        let users = netbird_users::Client::builder(netbird_users::Credential::token(mock.token()))
            .base_url(mock.url())
            .build()
            .expect("a client")
            .users();
        let new = netbird_users::NewInvite::new("link@b", "Link");
        let made = users.invites().create(new).await.ok().and_then(|invite| invite.invite_token);
        let made = made.as_ref().map_or(NOBODYS, |token| token.expose());
        for (token, body) in [
            (UNSOUND, r#"{"password":"Good-passw0rd"}"#),
            (NOBODYS, r#"{"password":"Good-passw0rd"}"#),
            (made, r#"{"password":"weak"}"#),
            (made, r#"{"password":1}"#),
            (made, &too_long),
            (made, r#"{"password":"Good-passw0rd"}"#),
        ]
        .into_iter()
        .skip(number)
        {
            let link = format!("/api/users/invites/{token}");
            sweep.ask(&mock.url(), None, ("GET", &link, "")).await;
            sweep.ask(&mock.url(), None, ("POST", &format!("{link}/accept"), body)).await;
        }
    }
}

/// Each operation with the statuses that were answered, and those that were not.
fn page(answered: &BTreeSet<(String, u16)>) -> String {
    let mut page = String::new();
    let mut last = "";
    for (operation, status) in Contract::committed().declared() {
        if operation != last {
            let _ = write!(page, "{}{operation}", if last.is_empty() { "" } else { "\n" });
            last = operation;
        }
        let seen = answered.contains(&(operation.to_owned(), status));
        let _ = if seen { write!(page, " {status}") } else { write!(page, " ({status})") };
    }
    page
}
