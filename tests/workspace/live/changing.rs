//! Updates, which replace role, groups and blocked state together.

use netbird_users::model::{User, UserStatus};

use super::account::on_account;

/// Under an external identity provider, service users are listed and updated as if they were never blocked, and without
/// `issued`.
fn is_template(user: &User) -> bool {
    user.issued.as_ref().is_some_and(|issued| issued.as_str().is_empty())
}

#[tokio::test]
async fn an_update_replaces_role_groups_and_blocked_state() {
    on_account(async |account| {
        let made = account.service_user("changed", "user").await;
        let changed = account.update(&made.id, "auditor", &[], true).await.expect("an update");
        assert_eq!((&changed.id, &changed.name), (&made.id, &made.name));
        assert_eq!((changed.role.as_str(), changed.auto_groups.len()), ("auditor", 0));
        let blocked = !is_template(&changed);
        assert_eq!((changed.is_blocked, changed.status == UserStatus::Blocked), (Some(blocked), blocked));
        let listed = account.find(&made.id).await.expect("it is in the list");
        assert_eq!((&listed.role, listed.is_blocked), (&changed.role, changed.is_blocked));
    })
    .await;
}

#[tokio::test]
async fn a_blocked_user_is_let_in_again_and_loses_its_groups() {
    on_account(async |account| {
        let user = netbird_users::NewUser::service(account.name("back")).auto_groups(["gone"]);
        let made = account.client.users().create(user).await.expect("a service user");
        assert_eq!(made.auto_groups, ["gone"]);
        account.update(&made.id, "user", &[], true).await.expect("it is blocked");
        let back = account.update(&made.id, "user", &[], false).await.expect("it is let in");
        assert_eq!(
            (back.is_blocked, &back.status, back.auto_groups.len()),
            (Some(false), &UserStatus::Active, 0)
        );
    })
    .await;
}

#[tokio::test]
async fn an_update_with_a_group_or_a_role_that_is_not_there_changes_nothing() {
    on_account(async |account| {
        let made = account.service_user("kept", "user").await;
        let group = account.name("no-group");
        let refusal = account.update(&made.id, "admin", &[&group], false).await.expect_err("no such group");
        assert!(refusal.status == 422 && refusal.text.contains("doesn't exist"), "{refusal:?}");
        let refusal = account.update(&made.id, "no-such-role", &[], false).await.expect_err("no such role");
        assert!(refusal.status == 422 && refusal.text.contains("role"), "{refusal:?}");
        assert_eq!(account.find(&made.id).await.map(|user| user.role), Some(made.role));
    })
    .await;
}
