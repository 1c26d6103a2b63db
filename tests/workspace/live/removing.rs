//! Deletion.

use super::account::{on_account, refusal};

#[tokio::test]
async fn a_deleted_user_is_gone_and_a_second_deletion_is_404() {
    on_account(async |account| {
        let (made, other) =
            (account.service_user("gone", "user").await, account.service_user("kept", "user").await);
        let users = account.client.users();
        users.delete(&made.id).await.expect("it is deleted");
        assert!(account.find(&made.id).await.is_none() && account.find(&other.id).await.is_some());
        let error = users.delete(&made.id).await.expect_err("it is gone");
        let (status, text) = refusal(&error);
        assert!(status == 404 && text.contains("not found"), "{error:?}");
    })
    .await;
}
