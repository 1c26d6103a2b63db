use netbird_users_gen::{Client, types::User};

use crate::{
    error::{Effect, Error},
    new_user::NewUser,
};

/// The users of the account that the credential belongs to. From [`Client::users`](crate::Client::users).
#[derive(Clone, Copy, Debug)]
pub struct Users<'a> {
    generated: &'a Client,
}

impl<'a> Users<'a> {
    pub(crate) fn new(generated: &'a Client) -> Self {
        Self { generated }
    }

    /// Every user that the credential may see, people and service users, in no order. Somebody with the role `user`
    /// sees only themselves.
    ///
    /// # Errors
    ///
    /// No answer came, or another than the list.
    pub async fn list(&self) -> Result<Vec<User>, Error> {
        let answer = self.generated.list_users().send().await;
        answer
            .map(netbird_users_gen::ResponseValue::into_inner)
            .map_err(|error| Error::new("list users", Effect::None, error))
    }

    /// The user that the credential belongs to, with its permissions.
    ///
    /// # Errors
    ///
    /// No answer came, or another than the user. The server refuses every service user with 403, so this is no test
    /// of a service user's token.
    pub async fn current(&self) -> Result<User, Error> {
        let answer = self.generated.get_current_user().send().await;
        answer
            .map(netbird_users_gen::ResponseValue::into_inner)
            .map_err(|error| Error::new("get the current user", Effect::None, error))
    }

    /// Creates a user, and asks the server once: what cannot be known to have failed is not tried again.
    ///
    /// With the embedded identity provider the answer for a person holds the only copy of their password.
    ///
    /// # Errors
    ///
    /// No answer came, or another than the new user. When [`Error::outcome_is_unknown`], the user may exist.
    pub async fn create(&self, user: NewUser) -> Result<User, Error> {
        const DOING: &str = "create a user";
        let body = user.into_request().map_err(|reason| Error::refused(DOING, reason))?;
        let answer = self.generated.create_user().body(body).send().await;
        answer
            .map(netbird_users_gen::ResponseValue::into_inner)
            .map_err(|error| Error::new(DOING, Effect::Write, error))
    }
}
