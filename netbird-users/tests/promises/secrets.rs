//! Planted secrets are searched in everything that a program can print, and not found.

use std::fmt::{Debug, Write};

use base64::{Engine as _, prelude::BASE64_STANDARD as STANDARD};
use netbird_users::{Client, Credential, Error, NewInvite, NewUser, model::Secret, reqwest};
use netbird_users_mock::{Fault, MockNetBird, User};

use crate::{api_error, builder, mock};

const JWT: &str = "eyJhbGciOiJSUzI1NiJ9.c2VjcmV0LWp3dA.c2lnbmF0dXJl";
const OLD: &str = "Old-Sesame-1";
const NEW: &str = "New-Sesame-2";

/// What a server might say about a request, with all that the request held.
fn echoes(held: &[&str]) -> Vec<Fault> {
    let encoded = held.iter().map(|secret| STANDARD.encode(format!("user:{secret}")));
    let parts = held.iter().map(|secret| format!("{}…", &secret[..secret.len().min(20)]));
    let escaped = held.iter().map(|secret| secret.replace('_', "%5F"));
    let held: Vec<String> =
        held.iter().map(|secret| (*secret).to_owned()).chain(encoded).chain(parts).chain(escaped).collect();
    let held = held.join(" ");
    let page = format!("<pre>Authorization: Token {held}</pre>");
    vec![
        api_error(422, &format!("bad value {}", held.to_lowercase())),
        api_error(500, &format!("panic while serving {}", held.to_uppercase())),
        Fault::status(400).header("content-type", "text/plain").body(format!("cannot read {held}")),
        Fault::status(502).header("content-type", "text/html").body(page.clone()),
        Fault::status(200)
            .header("content-type", "application/json")
            .body(format!("{{\"password\":\"{OLD}\"}}")),
        Fault::status(200).header("content-type", "text/html").body(page),
        Fault::status(403).header("x-request-id", held.clone()),
        Fault::redirect(format!("https://elsewhere.example.com/{held}?token={held}")),
        Fault::close_before_answer(),
        Fault::truncated_body(),
    ]
}

fn print(page: &mut String, value: &dyn Debug) {
    let _ = write!(page, "{value:?} {value:#?} ");
}

fn print_error(page: &mut String, error: &Error) {
    print(page, error);
    let _ = write!(page, "{error} {:?} {:?} {:?} ", error.server_message(), error.request_id(), error.hint());
}

/// Calls whose answers hold what is secret.
async fn for_secrets(client: &Client, page: &mut String) {
    let users = client.users();
    let errors = [
        users.invites().create(NewInvite::new("a@example.com", "A")).await.map(drop),
        users.invites().regenerate("i1").await.map(drop),
        users.invites().revoke("i1").await,
        users.tokens("ci").create("deploy", 30).await.map(drop),
        users.tokens("ci").list().await.map(drop),
        users.tokens("ci").revoke("t1").await,
        users.tokens("ci").rotate("t1", |_| Ok::<_, Error>(())).await.map(drop),
        users.service_user("ci").with_token("deploy", 30).ensure().await.map(drop),
    ];
    for error in errors.into_iter().filter_map(Result::err) {
        print_error(page, &error);
    }
}

async fn everything(server: &MockNetBird, client: &Client, page: &mut String) {
    let users = client.users();
    print(page, client);
    print(page, &users);
    print(page, client.generated());
    print(page, &users.edit("ada").block());
    let owner = server.owner();
    let errors = [
        users.list().await.map(drop),
        users.current().await.map(drop),
        users.create(NewUser::service("ci")).await.map(drop),
        users.edit(owner).add_group("g").send().await.map(drop),
        users.delete("ada").await,
        users.approve("ada").await.map(drop),
        users.reject("ada").await,
        users.resend_invitation("ada").await,
        users.transfer_ownership("ada").await.map(drop),
    ];
    for error in errors.into_iter().filter_map(Result::err) {
        print(page, &error);
        let _ =
            write!(page, "{error} {:?} {:?} {:?} ", error.server_message(), error.request_id(), error.hint());
    }
    let mut batch = users.create_many([NewUser::service("a")]).await;
    if let Ok(batch) = &mut batch {
        print(page, batch.run().await);
    }
    print(page, &batch);
}

#[tokio::test]
async fn nothing_that_can_be_printed_holds_a_secret() {
    let mut page = String::new();
    let server = MockNetBird::builder().session(JWT, "jwt").start().await.expect("a mock");
    let token = server.token().to_owned();
    for (credential, secret) in
        [(Credential::token(token.as_str()), token.as_str()), (Credential::bearer(JWT), JWT)]
    {
        print(&mut page, &credential);
        let settings = builder(&server);
        print(&mut page, &settings);
        let settings =
            Client::builder(credential).base_url(server.url()).clock(crate::SimulatedClock::default());
        print(&mut page, &settings);
        let client = settings.build().expect("a client");
        for fault in echoes(&[secret]) {
            server.inject(fault.every_time());
            everything(&server, &client, &mut page).await;
            server.clear_faults();
        }
        for fault in echoes(&[secret, OLD, NEW]) {
            server.inject(fault.every_time());
            if let Err(error) = client.users().change_password(server.owner(), OLD, NEW).await {
                print_error(&mut page, &error);
            }
            server.clear_faults();
        }
    }
    for broken in [format!("{token}\n"), format!("{token}x"), token.replace("nbp_", "nbq_")] {
        print(&mut page, &Client::builder(Credential::token(broken)).build());
    }
    for url in [
        token.clone(),
        token[4..].to_owned(),
        format!("https://{token}"),
        format!("https://{token}@nb.example.com"),
        format!("https://user:{token}@nb.example.com"),
        format!("https://nb.example.com/{token}"),
        format!("https://nb.example.com/?token={token}"),
        format!("https://nb.example.com/#{token}"),
        format!("{token}://nb.example.com"),
        JWT.to_owned(),
        format!("https://{JWT}"),
    ] {
        let settings = Client::builder(Credential::token(token.as_str())).base_url(url);
        print(&mut page, &settings);
        let built = settings.build();
        print(&mut page, &built);
        let _ = built.map_err(|error| write!(page, "{error}"));
    }
    let proxy = reqwest::Proxy::all(format!("http://user:{NEW}@127.0.0.1:1")).expect("a proxy");
    print(&mut page, &builder(&server).proxy(proxy));
    let encoded = [&token, JWT].map(|secret| STANDARD.encode(format!("user:{secret}")));
    let parts = [&token[..20], &token[4..16], &JWT[..20], &JWT[30..]];
    let wanted = [token.as_str(), &token[4..], JWT, OLD, NEW, &encoded[0][10..30], &encoded[1][10..30]];
    let found: Vec<&str> = wanted
        .into_iter()
        .chain(parts)
        .filter(|secret| page.to_lowercase().contains(&secret.to_lowercase()))
        .collect();
    assert!(found.is_empty(), "{found:?} in {} bytes", page.len());
    assert!(page.contains("[redacted]") && page.len() > 10_000, "the page is empty");
}

#[tokio::test]
async fn tokens_links_and_passwords_are_shown_by_nobody_but_who_asks() {
    let server =
        MockNetBird::builder().user(User::service("ci", "ci", "admin")).start().await.expect("a mock");
    let client = builder(&server).build().expect("a client");
    let mut page = String::new();
    let invites = client.users().invites();
    let invite = invites.create(NewInvite::new("a@example.com", "A")).await.expect("an invite");
    let again = invites.regenerate(&invite.id).await.expect("a link");
    let made = client.users().tokens("ci").create("deploy", 30).await.expect("a token");
    let ensured = client.users().service_user("b").with_token("deploy", 30).ensure().await.expect("made");
    let values: [&dyn Debug; 5] = [&invite, &again, &made, &ensured, &invites];
    for value in values {
        print(&mut page, value);
    }
    let shown = [invite.invite_token, again.invite_token, Some(made.plain_token)];
    let mut secrets: Vec<Secret> = shown.into_iter().flatten().collect();
    secrets.extend(ensured.new_token.map(|token| token.plain_token));
    assert_eq!(secrets.len(), 4);
    let link = secrets[1].expose().to_owned();
    for (fault, both) in echoes(&[&link]).into_iter().zip(echoes(&[&link, NEW])) {
        server.inject(fault.every_time());
        client.invite_info(&*link).await.map_err(|error| print_error(&mut page, &error)).err();
        server.clear_faults();
        server.inject(both.every_time());
        client.accept_invite(&*link, NEW).await.map_err(|error| print_error(&mut page, &error)).err();
        server.clear_faults();
    }
    for fault in echoes(&[server.token()]) {
        server.inject(fault.every_time());
        for_secrets(&client, &mut page).await;
        server.clear_faults();
    }
    assert!(page.len() > 10_000, "the page is empty");
    for secret in secrets.iter().map(Secret::expose).chain([NEW, server.token()]) {
        let at = page.to_lowercase().find(&secret.to_lowercase());
        assert_eq!(at.map(|at| &page[at.saturating_sub(300)..at + 40]), None, "{secret}");
    }
}

#[tokio::test]
async fn a_one_time_password_is_shown_by_one_method_only() {
    let server = mock().await;
    let client = builder(&server).build().expect("a client");
    let mut batch =
        client.users().create_many([NewUser::invite("a@example.com", "A")]).await.expect("a list");
    let mut page = String::new();
    let item = batch.next().await.expect("a result");
    print(&mut page, &item);
    print(&mut page, batch.report());
    let user = &batch.report().done()[0].1;
    print(&mut page, user);
    let password = user.password.as_ref().expect("a password");
    assert!(password.expose().len() == 16 && !page.contains(password.expose()));
}

#[tokio::test]
async fn the_hash_of_an_unknown_token_is_not_repeated() {
    let server = mock().await;
    let client = builder(&server).build().expect("a client");
    assert!(server.revoke_token(server.token()));
    let error = client.users().delete("ada").await.expect_err("unknown");
    assert_eq!(*error.kind(), netbird_users::ErrorKind::Unauthorized);
    assert_eq!(error.server_message(), Some("invalid token: pat: [redacted] not found"));
}
