use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Utc};
use netbird_users_gen::{support::Secret, types};
use serde::Serialize;

use super::{Issued, Role, Status};

/// A person or a service user of the account, with what the server's answer can be believed to say.
///
/// A member that the server left out, or sent in a form that is none, is not known: `None` where that is not the same
/// as another value, an empty text in the others. Serializing gives the members by these names and never the password.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct User {
    /// The id. The identity provider makes that of a person; the case of its letters counts.
    pub id: String,
    /// The e-mail address of a person. Empty for a service user, and where it is not known.
    pub email: String,
    /// The full name of a person, or the name of a service user. Names are not unique, and may be empty.
    pub name: String,
    /// The role. [`Role::Unknown`] with an empty text where it is not known.
    pub role: Role,
    /// Whether the user can use the network. [`Status::Unknown`] with an empty text where it is not known.
    pub status: Status,
    /// The ids of the groups that new peers of the user join. `None` where they are not known.
    pub auto_groups: Option<Vec<String>>,
    /// When the user last signed in. `None` for never, for every service user, and where the server does not tell: it
    /// sends the year 1 for all three. Requests with a token do not count.
    pub last_login: Option<DateTime<Utc>>,
    /// Whether this is the user that the credential belongs to.
    pub is_current: Option<bool>,
    /// Whether this is an account for programs.
    pub is_service_user: Option<bool>,
    /// Whether the user is locked out. `None` where the server cannot be believed: with an identity provider outside,
    /// users that it does not know, and so all service users, are listed as not blocked whatever they are. Such a row
    /// has an empty `issued`.
    pub is_blocked: Option<bool>,
    /// Whether a person waits for approval. They are blocked until then. Releases before 0.56.0 do not tell.
    pub pending_approval: Option<bool>,
    /// What made the user: NetBird itself, or an integration. Empty in a row that the server has made up.
    pub issued: Option<Issued>,
    /// The connector of the embedded identity provider that the user signs in through.
    pub idp_id: Option<String>,
    /// The password of a new person at the embedded identity provider: only the answer that creates them has it.
    #[serde(skip)]
    pub password: Option<Secret>,
    /// What the user may do. Only the answer for the current user has it.
    pub permissions: Option<Permissions>,
}

/// What a user may do in the account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Permissions {
    /// Whether the account hides its data from this user.
    pub is_restricted: Option<bool>,
    /// For each module, such as `peers`, the operations (`read`, `create`, `update`, `delete`) and whether the user may
    /// do each. `None` where it is not known.
    pub modules: Option<BTreeMap<String, BTreeMap<String, bool>>>,
}

impl User {
    /// Whether a person waits for approval, as far as the server tells.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.pending_approval == Some(true)
    }

    /// Whether a person was invited and has not signed in yet. Only some identity providers outside tell.
    #[must_use]
    pub fn is_invited(&self) -> bool {
        self.status == Status::Invited
    }

    /// Whether this is the owner of the account.
    #[must_use]
    pub fn is_owner(&self) -> bool {
        self.role == Role::Owner
    }

    /// Whether the address is this user's, as the server compares addresses: without regard to case.
    #[must_use]
    pub fn has_email(&self, email: &str) -> bool {
        !email.is_empty() && self.email.to_lowercase() == email.to_lowercase()
    }
}

impl From<types::User> for User {
    fn from(user: types::User) -> Self {
        let made_up = user.issued.as_ref().is_some_and(|issued| issued.as_str().is_empty());
        let is_blocked = match user.status {
            Some(Status::Blocked) => Some(true),
            _ if made_up => None,
            _ => user.is_blocked,
        };
        Self {
            id: user.id,
            email: user.email.unwrap_or_default(),
            name: user.name.unwrap_or_default(),
            role: user.role.unwrap_or_else(|| Role::from("")),
            status: user.status.unwrap_or_else(|| Status::from("")),
            auto_groups: user.auto_groups,
            last_login: user.last_login.filter(|time| time.year() > 1),
            is_current: user.is_current,
            is_service_user: user.is_service_user,
            is_blocked,
            pending_approval: user.pending_approval,
            issued: user.issued,
            idp_id: user.idp_id,
            password: user.password,
            permissions: user
                .permissions
                .map(|all| Permissions { is_restricted: all.is_restricted, modules: all.modules }),
        }
    }
}
