//! The list and the current user.

use super::account::on_account;

#[tokio::test]
async fn the_list_has_its_caller_once_and_every_id_once() {
    on_account(async |account| {
        let users = account.list().await;
        assert_eq!(users.iter().filter(|user| user.is_current == Some(true)).count(), 1);
        let ids: std::collections::BTreeSet<&str> = users.iter().map(|user| user.id.as_str()).collect();
        assert!(ids.len() == users.len() && !ids.contains(""));
    })
    .await;
}

#[tokio::test]
async fn the_filter_tells_service_users_from_people() {
    on_account(async |account| {
        let made = account.service_user("filtered", "user").await;
        let (caller, all) = (account.caller().await, account.client.users());
        for (wanted, users) in
            [(true, all.list_service_users().await), (false, all.list_regular_users().await)]
        {
            let users = users.expect("the list");
            assert!(users.iter().all(|user| user.is_service_user == Some(wanted)), "{users:?}");
            assert_eq!(users.iter().any(|user| user.id == made.id), wanted);
            assert_eq!(users.iter().any(|user| user.id == caller.id), caller.is_service_user == Some(wanted));
        }
    })
    .await;
}

#[tokio::test]
async fn the_current_user_is_the_lists_with_permissions_and_a_service_user_has_none() {
    on_account(async |account| {
        let caller = account.caller().await;
        match account.client.users().current().await {
            Ok(user) => {
                assert_eq!((&user.id, &user.email, &user.role), (&caller.id, &caller.email, &caller.role));
                assert!(user.permissions.as_ref().is_some_and(|permissions| {
                    permissions.modules.as_ref().is_some_and(|modules| !modules.is_empty())
                }));
            }
            // The token may be a service user's: there is no current user for it.
            Err(error) => {
                assert_eq!(caller.is_service_user, Some(true), "{error:?}");
                assert_eq!(error.status().map(|status| status.as_u16()), Some(403), "{error:?}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_token_that_the_server_does_not_know_reads_nothing() {
    on_account(async |account| {
        let stranger = account.with_token("nbp_00000000000000000000000000040500azb7");
        let error = stranger.users().list().await.expect_err("the token is nobody's");
        // Releases before 0.59.13 answer 401.
        let status = error.status().map(|status| status.as_u16());
        assert!(
            matches!(status, Some(401 | 404)) && (status == Some(404) || !account.is_mock()),
            "{error:?}"
        );
    })
    .await;
}
