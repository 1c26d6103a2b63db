//! New users.

use netbird_users::{ErrorKind, NewUser, model::Status};

use super::account::{Account, on_account, refusal};

#[tokio::test]
async fn a_service_user_is_in_the_list_as_it_was_answered() {
    on_account(async |account| {
        let user = NewUser::service(account.name("ci")).role("auditor").auto_groups(["g2", "g1", "g2"]);
        let made = account.client.users().create(user).await.expect("a service user");
        assert_eq!((made.role.as_str(), made.email.as_str(), &made.status), ("auditor", "", &Status::Active));
        assert_eq!(
            (made.is_service_user, made.is_blocked, made.is_current),
            (Some(true), Some(false), Some(false))
        );
        assert_eq!(
            made.auto_groups.clone().expect("groups"),
            ["g2", "g1", "g2"],
            "groups are not checked, and keep order and duplicates"
        );
        let listed = account.find(&made.id).await.expect("it is in the list");
        assert_eq!(
            (&listed.name, &listed.role, &listed.auto_groups),
            (&made.name, &made.role, &made.auto_groups)
        );
    })
    .await;
}

#[tokio::test]
async fn the_same_service_user_twice_is_two() {
    on_account(async |account| {
        let (one, other) =
            (account.service_user("twin", "user").await, account.service_user("twin", "user").await);
        assert!(one.name == other.name && one.id != other.id, "{one:?} {other:?}");
    })
    .await;
}

#[tokio::test]
async fn no_service_user_is_created_as_owner_or_with_a_role_that_is_none() {
    on_account(async |account| {
        let (users, user) = (account.client.users(), NewUser::service(account.name("refused")));
        let error = users.create(user.clone().role("owner")).await.expect_err("it is refused here");
        assert_eq!(*error.kind(), ErrorKind::Refused, "{error:?}");
        let error = users.create(user.role("no-such-role")).await.expect_err("it is refused there");
        let (status, text) = refusal(&error);
        assert!(status == 422 && text.contains("unknown user role"), "{error:?}");
        assert!(account.list().await.iter().all(|user| user.name != account.name("refused")));
    })
    .await;
}

/// A person, where the deployment can create people.
async fn person(account: &Account, name: &str) -> Option<netbird_users::model::User> {
    let email = format!("{}@example.com", account.name(name));
    // Of two words: one identity provider takes no other.
    let person = NewUser::invite(email, account.name(&format!("{name} Example")));
    match account.client.users().create(person).await {
        Ok(user) => Some(user),
        // 412: there is no identity provider, or it keeps its users to itself. 404: it does not know the inviter.
        // 500: it is one that NetBird cannot create people in.
        Err(error) => {
            let status = error.status().map(|status| status.as_u16());
            assert!(!account.is_mock() && matches!(status, Some(412 | 404 | 500)), "{error:?}");
            None
        }
    }
}

#[tokio::test]
async fn a_person_is_active_or_invited_where_people_can_be_created() {
    on_account(async |account| {
        let Some(made) = person(account, "ada").await else { return };
        assert!(matches!(made.status, Status::Active | Status::Invited), "{made:?}");
        assert_eq!((made.is_service_user, made.role.as_str()), (Some(false), "user"));
        assert_eq!(made.email, format!("{}@example.com", account.name("ada")));
        assert_eq!(made.password.is_some(), made.status == Status::Active, "the embedded provider makes one");
        let listed = account.find(&made.id).await.expect("it is in the list");
        assert!(listed.email == made.email && listed.password.is_none(), "{listed:?}");
    })
    .await;
}

#[tokio::test]
async fn an_address_is_taken_once() {
    on_account(async |account| {
        if person(account, "eve").await.is_none() {
            return;
        }
        let email = format!("{}@example.com", account.name("eve"));
        let again = NewUser::invite(email, account.name("Eve Again"));
        let error = account.client.users().create(again).await.expect_err("the address is taken");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(409), "{error:?}");
    })
    .await;
}
