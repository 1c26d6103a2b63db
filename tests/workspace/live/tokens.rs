//! Tokens of a service user, invites where there are any, and groups.

use netbird_users::{ErrorKind, NewInvite};

use super::account::on_account;

#[tokio::test]
async fn a_token_works_until_it_is_revoked() {
    on_account(async |account| {
        let user = account.service_user("tokens", "auditor").await;
        let tokens = account.client.users().tokens(&user.id);
        assert_eq!(tokens.list().await.expect("none yet"), []);
        let new = tokens.create("live", 1).await.expect("a token");
        let other = account.with_token(new.plain_token.expose());
        other.users().list().await.expect("it works");
        let seen = tokens.get(&new.token.id).await.expect("it is there");
        assert!(
            seen.name == "live" && seen.last_used.is_some() && seen.expiration_date.is_some(),
            "{seen:?}"
        );
        tokens.revoke(&seen.id).await.expect("revoked");
        let error = other.users().list().await.expect_err("it is gone");
        assert_eq!(*error.kind(), ErrorKind::Unauthorized);
        let error = tokens.revoke(&seen.id).await.expect_err("a second time");
        assert_eq!(*error.kind(), ErrorKind::NotFound);
    })
    .await;
}

#[tokio::test]
async fn a_rotated_token_takes_the_place_of_the_old_one() {
    on_account(async |account| {
        let user = account.service_user("rotated", "auditor").await;
        let tokens = account.client.users().tokens(&user.id);
        let old = tokens.create("live", 1).await.expect("a token");
        let rotated = tokens.rotate(&old.token.id, |_| Ok::<(), String>(())).await.expect("rotated");
        assert!(rotated.old_remains.is_none(), "{rotated:?}");
        let left = tokens.list().await.expect("a list");
        assert_eq!(left.iter().map(|token| &token.id).collect::<Vec<_>>(), [&rotated.token.id]);
    })
    .await;
}

#[tokio::test]
async fn an_invite_is_made_and_taken_back_or_not_available() {
    on_account(async |account| {
        let invites = account.client.users().invites();
        let new = NewInvite::new(format!("{}@example.com", account.name("invited")), account.name("invited"));
        match invites.create(new).await {
            Ok(invite) => {
                let token = invite.invite_token.expect("its only copy");
                let info = account.client.invite_info(token).await.expect("it is good");
                assert_eq!(info.valid, Some(true));
                invites.revoke(&invite.id).await.expect("taken back");
            }
            Err(error) => assert_eq!(*error.kind(), ErrorKind::NotAvailable, "{error}"),
        }
    })
    .await;
}

#[tokio::test]
async fn every_account_has_the_group_all() {
    on_account(async |account| {
        let groups = account.client.groups().list().await.expect("the groups");
        assert_eq!(groups.iter().filter(|group| group.is_all()).count(), 1);
    })
    .await;
}
