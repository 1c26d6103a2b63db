//! What a server refuses, with ids that cannot do harm if it does not.

use netbird_users_gen::types::PasswordChangeRequest;

use super::account::{on_account, outcome};

#[tokio::test]
async fn an_unknown_id_is_404_for_every_operation_on_users() {
    on_account(async |account| {
        let (id, client) = (account.name("nobody"), account.client.generated());
        let refusals = [
            account.update(&id, "user", &[], false).await.map(drop),
            account.delete(&id).await,
            outcome(client.approve_user().user_id(&id).send().await).map(drop),
            outcome(client.reject_user().user_id(&id).send().await).map(drop),
        ];
        for refusal in refusals {
            let refusal = refusal.expect_err("there is nobody of this id");
            assert!(refusal.status == 404 && refusal.text.contains(&id), "{refusal:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn who_does_not_wait_is_neither_approved_nor_rejected() {
    on_account(async |account| {
        let made = account.service_user("settled", "user").await;
        let client = account.client.generated();
        for refusal in [
            outcome(client.approve_user().user_id(&made.id).send().await).map(drop),
            outcome(client.reject_user().user_id(&made.id).send().await).map(drop),
        ] {
            let refusal = refusal.expect_err("it does not wait");
            assert!(refusal.status == 422 && refusal.text.contains("not pending approval"), "{refusal:?}");
        }
        assert!(account.find(&made.id).await.is_some());
    })
    .await;
}

#[tokio::test]
async fn a_service_user_is_not_invited_again() {
    on_account(async |account| {
        let made = account.service_user("uninvited", "user").await;
        let client = account.client.generated();
        let refusal =
            outcome(client.resend_invitation().user_id(&made.id).send().await).expect_err("an error");
        // 412 without an identity provider; 404 since none knows a service user.
        assert!(matches!(refusal.status, 404 | 412), "{refusal:?}");
    })
    .await;
}

#[tokio::test]
async fn nobody_changes_the_password_of_another() {
    on_account(async |account| {
        let made = account.service_user("secretive", "user").await;
        let body = PasswordChangeRequest::builder().old_password("old").new_password("new");
        let client = account.client.generated();
        let answer = client.change_password().user_id(&made.id).body(body).send().await;
        let refusal = outcome(answer).expect_err("an error");
        // 412 where passwords are not NetBird's.
        assert!(
            matches!(refusal.status, 412 | 422) && (refusal.status == 422 || !account.is_mock()),
            "{refusal:?}"
        );
    })
    .await;
}
