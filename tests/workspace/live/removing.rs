//! Deletion.

use super::account::on_account;

#[tokio::test]
async fn a_deleted_user_is_gone_and_a_second_deletion_is_404() {
    on_account(async |account| {
        let (made, other) =
            (account.service_user("gone", "user").await, account.service_user("kept", "user").await);
        account.delete(&made.id).await.expect("it is deleted");
        assert!(account.find(&made.id).await.is_none() && account.find(&other.id).await.is_some());
        let refusal = account.delete(&made.id).await.expect_err("it is gone");
        assert!(refusal.status == 404 && refusal.text.contains("not found"), "{refusal:?}");
    })
    .await;
}
