//! What can be done with the users of an account.

mod actions;
mod create;
mod find;
mod ownership;
mod roster;

use std::{fmt, sync::Arc};

use netbird_users_gen::types;
pub use ownership::OwnershipTransfer;
pub(crate) use roster::Roster;

use crate::{
    call::{Call, Engine},
    error::Error,
    invites::Invites,
    model::User,
    operation::{CURRENT, LIST},
    pending::Pending,
    tokens::Tokens,
};

/// The users of the account that the credential belongs to. From [`Client::users`](crate::Client::users); cheap to
/// clone.
#[derive(Clone)]
pub struct Users {
    pub(crate) engine: Arc<Engine>,
}

impl Users {
    pub(crate) fn new(engine: Arc<Engine>) -> Self {
        Self { engine }
    }

    /// Every user that the credential gets to see, people and service users, in no order: the server sends all in one
    /// answer, in a new order each time. Somebody with the role `user` sees only themselves, and so does not see that
    /// there are others.
    ///
    /// ```
    #[doc = example!()]
    /// let mut users = client.users().list().await?;
    /// users.sort_by(|one, other| one.email.cmp(&other.email));
    /// # assert_eq!(users.len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// No answer came, or another than the list. It is asked for again where that may help.
    pub fn list(&self) -> Pending<Vec<User>> {
        self.listing(None)
    }

    /// All users of the account, or an error: for an audit, and for whatever follows from who is not in it.
    ///
    /// [`list`](Self::list) gives what the credential gets to see, which is its own user alone where it may not see others.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::IncompleteList`](crate::ErrorKind::IncompleteList) where the list does not show that it is the whole
    /// account, or as for [`list`](Self::list).
    pub fn list_complete(&self) -> Pending<Vec<User>> {
        let users = self.clone();
        Pending::new(async move {
            let roster = Roster::read(&users).await?;
            roster.whole("list all users")?;
            Ok(roster.users)
        })
    }

    /// The service users.
    ///
    /// # Errors
    ///
    /// As for [`list`](Self::list).
    pub fn list_service_users(&self) -> Pending<Vec<User>> {
        self.listing(Some(true))
    }

    /// The people.
    ///
    /// # Errors
    ///
    /// As for [`list`](Self::list).
    pub fn list_regular_users(&self) -> Pending<Vec<User>> {
        self.listing(Some(false))
    }

    fn listing(&self, service_users: Option<bool>) -> Pending<Vec<User>> {
        let users = self.clone();
        Pending::new(async move { users.list_of(service_users).await })
    }

    pub(crate) async fn list_of(&self, service_users: Option<bool>) -> Result<Vec<User>, Error> {
        let request = || {
            let request = self.engine.generated.list_users();
            match service_users {
                Some(which) => request.service_user(which),
                None => request,
            }
        };
        let users: Vec<types::User> = self.engine.call(Call::of(&LIST), || request().send()).await?;
        Ok(users.into_iter().map(User::from).collect())
    }

    /// The access tokens of a user.
    #[must_use]
    pub fn tokens(&self, user_id: impl Into<String>) -> Tokens {
        Tokens::new(Arc::clone(&self.engine), user_id.into())
    }

    /// Links by which people join, on a server with the embedded identity provider.
    #[must_use]
    pub fn invites(&self) -> Invites {
        Invites::new(Arc::clone(&self.engine))
    }

    /// The user that the credential belongs to, with its permissions.
    ///
    /// # Errors
    ///
    /// No answer came, or another than the user. The server refuses every service user with 403, so this is no test of
    /// a service user's token: find it in the list by [`User::is_current`].
    pub fn current(&self) -> Pending<User> {
        let engine = Arc::clone(&self.engine);
        Pending::new(async move {
            let user = engine.call(Call::of(&CURRENT), || engine.generated.get_current_user().send());
            user.await.map(User::from)
        })
    }
}

impl fmt::Debug for Users {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Users").field("base_url", &self.engine.base_url).finish_non_exhaustive()
    }
}
