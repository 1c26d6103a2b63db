//! Access tokens: shown once, rotated so that one that works is always known.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use netbird_users::{ErrorKind, Rotated, Tokens, model::Secret};
use netbird_users_mock::{Fault, MockNetBird, User};

use crate::{api_error, builder, client, client_of, sent, started, with_token};

async fn with_ci() -> MockNetBird {
    started(MockNetBird::builder().user(User::service("ci", "ci", "admin"))).await
}

fn names(server: &MockNetBird) -> Vec<String> {
    let of_ci = server.tokens().into_iter().filter(|token| token.user == "ci");
    of_ci.map(|token| token.name).collect()
}

#[tokio::test]
async fn a_token_is_made_seen_and_revoked() {
    let server = with_ci().await;
    let tokens = client(&server).users().tokens("ci");
    assert_eq!(tokens.list().await.expect("the server says null"), []);
    let new = tokens.create("deploy", 30).await.expect("a token");
    with_token(&server, new.plain_token.expose())
        .build()
        .expect("a client")
        .users()
        .list()
        .await
        .expect("it works");
    let seen = tokens.get(&new.token.id).await.expect("it is there");
    assert!(seen.last_used.is_some() && new.token.last_used.is_none(), "never used is none");
    assert_eq!((seen.name.as_str(), seen.created_by.as_str()), ("deploy", server.owner()));
    let (month, week) = (Duration::from_secs(31 * 86_400), Duration::from_secs(7 * 86_400));
    assert!(seen.expires_within(month) && !seen.expires_within(week), "{seen:?}");
    tokens.revoke(&seen.id).await.expect("revoked");
    let error = tokens.revoke(&seen.id).await.expect_err("a second time");
    assert_eq!((error.kind(), error.user_id()), (&ErrorKind::NotFound, Some("ci")));
}

#[tokio::test]
async fn what_cannot_be_a_token_is_refused_before_anything_is_sent() {
    let server = with_ci().await;
    let tokens = client(&server).users().tokens("ci");
    for (name, days) in [("", 30), ("a", 0), ("a", 366)] {
        let error = tokens.create(name, days).await.expect_err("refused");
        assert_eq!(*error.kind(), ErrorKind::Refused, "{error}");
    }
    assert_eq!(sent(&server, "POST"), 0);
}

#[tokio::test]
async fn a_token_is_never_made_twice_and_a_lost_revocation_is_done() {
    let server = with_ci().await;
    let tokens = client(&server).users().tokens("ci");
    server.inject(Fault::close_after_write().method("POST"));
    let error = tokens.create("deploy", 30).await.expect_err("the answer is lost");
    assert_eq!((error.kind(), names(&server)), (&ErrorKind::OutcomeUnknown, vec!["deploy".to_owned()]));
    let id = tokens.list().await.expect("a list")[0].id.clone();
    server.inject(Fault::close_after_write().method("DELETE"));
    tokens.revoke(id).await.expect("the second attempt finds it gone");
    assert!(names(&server).is_empty());
}

#[tokio::test]
async fn the_revocation_of_ones_own_token_is_done_though_its_answer_was_lost() {
    let server = with_ci().await;
    let own = client(&server).users().tokens("ci").create("own", 30).await.expect("a token");
    let ci = with_token(&server, own.plain_token.expose()).build().expect("a client").users().tokens("ci");
    server.inject(Fault::close_after_write().method("DELETE"));
    ci.revoke(&own.token.id).await.expect("the second attempt is not known any more");
    assert!(names(&server).is_empty());
    let other = client(&server).users().tokens("ci").create("other", 30).await.expect("a token");
    let expired = api_error(401, "token invalid").method("DELETE");
    server.inject(Fault::close_before_answer().method("DELETE"));
    server.inject(expired);
    let error = client(&server).users().tokens("ci").revoke(&other.token.id).await.expect_err("who knows?");
    assert_eq!((error.kind(), names(&server).len()), (&ErrorKind::OutcomeUnknown, 1));
}

/// Where a rotated token goes.
#[derive(Clone, Default)]
struct Vault(Arc<Mutex<Option<String>>>);

impl Vault {
    fn held(&self) -> Option<String> {
        self.0.lock().expect("a lock").clone()
    }

    async fn rotate(&self, tokens: &Tokens, old: &str) -> Result<Rotated, netbird_users::Error> {
        let vault = self.clone();
        let keep = move |token: &Secret| -> Result<(), String> {
            *vault.0.lock().expect("a lock") = Some(token.expose().to_owned());
            Ok(())
        };
        tokens.rotate(old, keep).await
    }
}

async fn works(server: &MockNetBird, token: &str) -> bool {
    with_token(server, token).build().expect("a client").users().list().await.is_ok()
}

#[tokio::test]
async fn a_rotated_token_works_before_the_old_one_goes() {
    let (server, vault) = (with_ci().await, Vault::default());
    let tokens = client(&server).users().tokens("ci");
    let old = tokens.create("deploy", 30).await.expect("a token");
    let rotated = vault.rotate(&tokens, &old.token.id).await.expect("rotated");
    assert!(rotated.old_remains.is_none() && rotated.token.id != old.token.id);
    assert!(!works(&server, old.plain_token.expose()).await);
    assert!(works(&server, &vault.held().expect("delivered")).await);
    let span = |token: &netbird_users::model::Token| Some(token.expiration_date? - token.created_at?);
    assert_eq!(span(&rotated.token).map(|time| time.num_days()), Some(30), "for as many days");
}

#[tokio::test]
async fn a_token_that_is_not_delivered_is_revoked_and_the_old_one_stays() {
    let server = with_ci().await;
    let tokens = client(&server).users().tokens("ci");
    let old = tokens.create("deploy", 30).await.expect("a token");
    let error =
        tokens.rotate(&old.token.id, |_| Err("the vault is sealed")).await.expect_err("not delivered");
    assert_eq!(*error.kind(), ErrorKind::Refused);
    assert!(error.to_string().contains("the old one stays: the vault is sealed"), "{error}");
    assert!(works(&server, old.plain_token.expose()).await);
    assert_eq!(names(&server).len(), 1);
}

#[tokio::test]
async fn the_very_token_in_use_can_be_rotated() {
    let (server, vault) = (with_ci().await, Vault::default());
    let own = client(&server).users().tokens("ci").create("own", 30).await.expect("a token");
    let ci = with_token(&server, own.plain_token.expose()).build().expect("a client");
    let rotated = vault.rotate(&ci.users().tokens("ci"), &own.token.id).await.expect("rotated");
    assert!(rotated.old_remains.is_none());
    assert!(
        works(&server, &vault.held().expect("delivered")).await
            && !works(&server, own.plain_token.expose()).await
    );
}

/// Each thing that can go wrong, at each request of a rotation, once or without end.
#[tokio::test]
async fn at_every_moment_a_token_that_works_is_known_and_a_second_run_finishes() {
    let faults = [
        ("a proxy fails", Fault::html_502()),
        ("no answer, and no work", Fault::close_before_answer()),
        ("no answer after the work", Fault::close_after_write()),
        ("half an answer", Fault::close_in_the_middle()),
        ("an empty body", Fault::empty_body()),
        ("no UTF-8", Fault::invalid_utf8()),
        ("a limit", Fault::too_many_requests(None)),
    ];
    for (name, fault) in faults {
        for method in ["GET", "POST", "DELETE"] {
            for path in [None, Some("/api/users/current")] {
                for every_time in [false, true] {
                    let (server, vault) = (with_ci().await, Vault::default());
                    let tokens = builder(&server).build().expect("a client").users().tokens("ci");
                    let old = tokens.create("deploy", 30).await.expect("a token");
                    let what = format!("{name}, {method} {path:?}, every time: {every_time}");
                    let fault = fault.clone().method(method);
                    let fault = if let Some(path) = path { fault.path(path) } else { fault };
                    server.inject(if every_time { fault.every_time() } else { fault });
                    let first = vault.rotate(&tokens, &old.token.id).await;
                    server.clear_faults();
                    let old_works = works(&server, old.plain_token.expose()).await;
                    let new_works = match vault.held() {
                        Some(token) => works(&server, &token).await,
                        None => false,
                    };
                    assert!(old_works || new_works, "{what}: no token is known that works: {first:?}");
                    if let Ok(rotated) = &first {
                        assert!(new_works, "{what}: {rotated:?}");
                        assert!(!old_works || rotated.old_remains.is_some(), "{what}: {rotated:?}");
                    }
                    let next = if old_works { old.token.id } else { first.expect(&what).token.id };
                    vault.rotate(&tokens, &next).await.unwrap_or_else(|error| panic!("{what}: {error}"));
                    assert!(works(&server, &vault.held().expect("delivered")).await, "{what}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_token_whose_answer_was_lost_is_revoked_and_made_again() {
    let (server, vault) = (with_ci().await, Vault::default());
    let tokens = client(&server).users().tokens("ci");
    let old = tokens.create("deploy", 30).await.expect("a token");
    tokens.create("deploy", 10).await.expect("another of the same name, which stays");
    server.inject(Fault::close_after_write().method("POST"));
    vault.rotate(&tokens, &old.token.id).await.expect("rotated");
    assert_eq!(names(&server), ["deploy", "deploy"], "the other one, and the new one");
}

#[tokio::test]
async fn tokens_of_another_person_are_out_of_reach() {
    let server = started(MockNetBird::builder().user(User::human("ada", "ada@example.com", "admin"))).await;
    let error = client(&server).users().tokens("ada").list().await.expect_err("forbidden");
    assert_eq!(*error.kind(), ErrorKind::Forbidden);
    client_of(&server, "ada").users().tokens("ada").list().await.expect("her own");
}
