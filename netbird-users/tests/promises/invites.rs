//! Links by which people join.

use std::time::Duration;

use netbird_users::{ErrorKind, NewInvite, model::Secret};
use netbird_users_mock::{Fault, Flavour, Idp, MockNetBird};

use crate::{client, mock, sent, started};

fn ada() -> NewInvite {
    NewInvite::new("ada@example.com", "Ada Abel")
}

#[tokio::test]
async fn a_person_joins_by_the_link_and_no_credential_goes_with_it() {
    let server = mock().await;
    let client = client(&server);
    let invite = client.users().invites().create(ada().role("Admin")).await.expect("an invite");
    let token = invite.invite_token.expect("its only copy");
    server.clear_requests();
    let info = client.invite_info(token.clone()).await.expect("it is good");
    assert_eq!((info.email.as_str(), info.valid), ("ada@example.com", Some(true)));
    client.accept_invite(token.clone(), "Correct horse 1").await.expect("accepted");
    assert!(server.requests().iter().all(|request| request.header("authorization").is_none()));
    let user = server.users().into_iter().find(|user| user.email == "ada@example.com").expect("she is there");
    assert_eq!(user.role, "admin");
    let error = client.invite_info(token).await.expect_err("it is used up");
    assert_eq!(*error.kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn a_new_link_takes_the_place_of_the_old_one_and_a_revoked_one_is_gone() {
    let server = mock().await;
    let client = client(&server);
    let invites = client.users().invites();
    let first = invites.create(ada()).await.expect("an invite");
    let second = invites.regenerate(&first.id).await.expect("another link");
    assert_eq!((&second.id, &second.email), (&first.id, &first.email));
    let [old, new] = [first, second].map(|invite| invite.invite_token.expect("a link"));
    assert!(client.invite_info(old).await.is_err());
    client.invite_info(new).await.expect("the new one is good");
    let listed = invites.list().await.expect("a list");
    assert!(listed.len() == 1 && listed[0].invite_token.is_none(), "{listed:?}");
    server.inject(Fault::close_after_write().method("DELETE"));
    invites.revoke(&listed[0].id).await.expect("the second attempt finds it gone");
    assert_eq!(invites.list().await.expect("a list"), []);
}

#[tokio::test]
async fn what_the_server_would_take_and_regret_is_refused() {
    let server = mock().await;
    let client = client(&server);
    for (invite, part) in [
        (ada().role("OWNER"), "transfer_ownership"),
        (ada().role("wizard"), "none that the server knows"),
        (NewInvite::new("", "Ada"), "address is empty"),
        (NewInvite::new("ada@example.com", ""), "name is empty"),
        (ada().expires_in(Duration::from_secs(60)), "an hour"),
    ] {
        let error = client.users().invites().create(invite).await.expect_err(part);
        assert!(*error.kind() == ErrorKind::Refused && error.to_string().contains(part), "{error}");
    }
    let token = Secret::new("nbi_abcdefghijklmnopqrstuvwxyz01232LolCm");
    let error = client.accept_invite(token, "weak").await.expect_err("refused");
    assert!(*error.kind() == ErrorKind::Refused && error.to_string().contains("fewer than 8"), "{error}");
    assert_eq!(sent(&server, "POST"), 0);
}

#[tokio::test]
async fn an_invite_is_never_made_twice() {
    let server = mock().await;
    server.inject(Fault::close_after_write().method("POST"));
    let error = client(&server).users().invites().create(ada()).await.expect_err("the answer is lost");
    assert_eq!((error.kind(), sent(&server, "POST")), (&ErrorKind::OutcomeUnknown, 1));
    let error = client(&server).users().invites().create(ada()).await.expect_err("it is there");
    assert_eq!(*error.kind(), ErrorKind::Conflict);
}

#[tokio::test]
async fn what_a_deployment_cannot_do_is_said() {
    let server = started(MockNetBird::builder().flavour(Flavour::External(Idp::Auth0))).await;
    let error = client(&server).users().invites().create(ada()).await.expect_err("no links here");
    assert_eq!(*error.kind(), ErrorKind::NotAvailable);
    assert!(error.hint().is_some_and(|hint| hint.contains("invite people through `create`")), "{error}");
}

#[tokio::test]
async fn neither_links_nor_passwords_are_printed() {
    let server = mock().await;
    let client = client(&server);
    let invite = client.users().invites().create(ada()).await.expect("an invite");
    let token = invite.invite_token.clone().expect("a link");
    let held = format!("{} and Correct-horse-1", token.expose());
    let echo = Fault::status(422).header("content-type", "application/json");
    server.inject(echo.body(format!("{{\"message\":\"bad {held}\",\"code\":422}}")).every_time());
    let info = client.invite_info(token.clone()).await.expect_err("the fault");
    let accepted = client.accept_invite(token.clone(), "Correct-horse-1").await.expect_err("the fault");
    let page = format!("{invite:?} {info} {info:?} {accepted} {accepted:?}");
    assert!(!page.contains(token.expose()), "{page}");
    assert!(!format!("{accepted:?}").contains("Correct-horse"), "{accepted:?}");
    server.clear_faults();
}
