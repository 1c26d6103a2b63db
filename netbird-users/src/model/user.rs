use std::ops::Deref;

use chrono::{DateTime, Datelike, Utc};
use netbird_users_gen::types;

use super::{Role, Status};

/// A person or a service user of the account.
///
/// The fields are those of the generated type, as the server sent them: `user.email`, `user.auto_groups`. The methods
/// say what they mean.
#[derive(Clone, Debug)]
#[repr(transparent)]
pub struct User(types::User);

impl User {
    /// When the user last signed in. `None` for never, for every service user, and where the server does not tell: it
    /// sends the year 1 for all three. Requests with a token do not count.
    #[must_use]
    pub fn last_login(&self) -> Option<DateTime<Utc>> {
        self.0.last_login.filter(|time| time.year() > 1)
    }

    /// Whether a person waits for approval. They are blocked until then.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.0.pending_approval.unwrap_or(false)
    }

    /// Whether a person was invited and has not signed in yet. Only some identity providers outside tell.
    #[must_use]
    pub fn is_invited(&self) -> bool {
        self.0.status == Status::Invited
    }

    /// Whether this is an account for programs.
    #[must_use]
    pub fn is_service_user(&self) -> bool {
        self.0.is_service_user.unwrap_or(false)
    }

    /// Whether this is the user that the credential belongs to.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.0.is_current.unwrap_or(false)
    }

    /// Whether this is the owner of the account.
    #[must_use]
    pub fn is_owner(&self) -> bool {
        self.0.role == Role::Owner
    }

    /// Whether the user is locked out, where the server can be believed. `None` where it cannot: with an identity
    /// provider outside, users that it does not know, and so all service users, are listed as not blocked whatever
    /// they are. Such a row has an empty `issued`.
    #[must_use]
    pub fn is_blocked(&self) -> Option<bool> {
        if self.0.status == Status::Blocked {
            return Some(true);
        }
        let made_up = self.0.issued.as_ref().is_some_and(|issued| issued.as_str().is_empty());
        if made_up { None } else { self.0.is_blocked }
    }

    /// Whether two addresses are those of one person, as the server compares them: without regard to case.
    #[must_use]
    pub fn has_email(&self, email: &str) -> bool {
        !email.is_empty() && self.0.email.to_lowercase() == email.to_lowercase()
    }

    /// The generated type.
    #[must_use]
    pub fn into_inner(self) -> types::User {
        self.0
    }
}

impl From<types::User> for User {
    fn from(user: types::User) -> Self {
        Self(user)
    }
}

impl Deref for User {
    type Target = types::User;

    fn deref(&self) -> &types::User {
        &self.0
    }
}
