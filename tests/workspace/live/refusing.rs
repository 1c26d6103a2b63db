//! What a server refuses, with ids that cannot do harm if it does not.

use super::account::{on_account, refusal};

#[tokio::test]
async fn an_unknown_id_is_404_for_every_operation_on_users() {
    on_account(async |account| {
        let (id, users) = (account.name("nobody"), account.client.users());
        for result in [
            account.update(&id, "user", &[], false).await.map(drop),
            users.delete(&id).await,
            users.approve(&id).await.map(drop),
            users.reject(&id).await,
        ] {
            let error = result.expect_err("there is nobody of this id");
            let (status, text) = refusal(&error);
            assert!(status == 404 && text.contains(&id), "{error:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn who_does_not_wait_is_neither_approved_nor_rejected() {
    on_account(async |account| {
        let (made, users) = (account.service_user("settled", "user").await, account.client.users());
        for result in [users.approve(&made.id).await.map(drop), users.reject(&made.id).await] {
            let error = result.expect_err("it does not wait");
            let (status, text) = refusal(&error);
            assert!(status == 422 && text.contains("not pending approval"), "{error:?}");
        }
        assert!(account.find(&made.id).await.is_some());
    })
    .await;
}

#[tokio::test]
async fn a_service_user_is_not_invited_again() {
    on_account(async |account| {
        let made = account.service_user("uninvited", "user").await;
        let error = account.client.users().resend_invitation(&made.id).await.expect_err("an error");
        // 412 without an identity provider; 404 since none knows a service user.
        assert!(matches!(refusal(&error).0, 404 | 412), "{error:?}");
    })
    .await;
}

#[tokio::test]
async fn nobody_changes_the_password_of_another() {
    on_account(async |account| {
        let made = account.service_user("secretive", "user").await;
        let error =
            account.client.users().change_password(&made.id, "old", "new").await.expect_err("an error");
        // 412 where passwords are not NetBird's.
        let (status, _) = refusal(&error);
        assert!(status == 422 || (status == 412 && !account.is_mock()), "{error:?}");
    })
    .await;
}
