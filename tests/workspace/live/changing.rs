//! Updates, which replace role, groups and blocked state together.

use netbird_users::{
    Change, ErrorKind,
    model::{Status, User},
};

use super::account::{on_account, refusal};

/// Under an external identity provider, service users are listed and updated as if they were never blocked, and without
/// `issued`: whether they are blocked is not told.
fn is_template(user: &User) -> bool {
    user.issued.as_ref().is_some_and(|issued| issued.as_str().is_empty())
}

#[tokio::test]
async fn an_update_replaces_role_groups_and_blocked_state() {
    on_account(async |account| {
        let made = account.service_user("changed", "user").await;
        let changed = account.update(&made.id, "auditor", &[], true).await.expect("an update");
        assert_eq!((&changed.id, &changed.name), (&made.id, &made.name));
        assert_eq!((changed.role.as_str(), changed.auto_groups.as_ref().map(Vec::len)), ("auditor", Some(0)));
        let told = !is_template(&changed);
        assert_eq!((changed.is_blocked, changed.status == Status::Blocked), (told.then_some(true), told));
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
        assert_eq!(made.auto_groups.as_deref(), Some(&["gone".to_owned()][..]));
        account.update(&made.id, "user", &[], true).await.expect("it is blocked");
        let back = account.update(&made.id, "user", &[], false).await.expect("it is let in");
        assert_eq!(
            (back.is_blocked, &back.status, back.auto_groups.as_ref().map(Vec::len)),
            ((!is_template(&back)).then_some(false), &Status::Active, Some(0))
        );
    })
    .await;
}

#[tokio::test]
async fn an_update_with_a_group_or_a_role_that_is_not_there_changes_nothing() {
    on_account(async |account| {
        let made = account.service_user("kept", "user").await;
        let group = account.name("no-group");
        let error = account.update(&made.id, "admin", &[&group], false).await.expect_err("no such group");
        let (status, text) = refusal(&error);
        assert!(status == 422 && text.contains("doesn't exist"), "{error:?}");
        let error = account.update(&made.id, "no-such-role", &[], false).await.expect_err("no such role");
        let (status, text) = refusal(&error);
        assert!(status == 422 && text.contains("role"), "{error:?}");
        assert_eq!(account.find(&made.id).await.expect("it is there").role, made.role);
    })
    .await;
}

#[tokio::test]
async fn an_edit_changes_what_it_names_and_nothing_else() {
    on_account(async |account| {
        let (made, users) = (account.service_user("edited", "user").await, account.client.users());
        let blocked = users.edit(&made.id).block().send().await.expect("it is blocked");
        assert_eq!(blocked.changes().len(), 1);
        // Where its row cannot be trusted, the edit says so.
        let edit = users.edit(&made.id).role("auditor");
        let edited = match edit.clone().send().await {
            Err(error) if is_template(blocked.after()) => {
                assert_eq!(*error.kind(), ErrorKind::Refused, "{error:?}");
                edit.block().send().await
            }
            edited => edited,
        };
        let edited = edited.expect("it is edited");
        assert!(matches!(edited.changes()[0], Change::Role { .. }), "{edited:?}");
        let listed = account.find(&made.id).await.expect("it is in the list");
        assert_eq!((listed.role.as_str(), listed.auto_groups.as_ref().map(Vec::len)), ("auditor", Some(0)));
        assert_eq!(listed.is_blocked, blocked.after().is_blocked);
    })
    .await;
}
