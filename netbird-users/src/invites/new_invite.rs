use std::time::Duration;

use netbird_users_gen::types::UserInviteCreateRequest;

use crate::model::Role;

const HOUR: Duration = Duration::from_secs(3600);

/// Whom to invite by a link.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "nobody is invited until it is given to `create`"]
pub struct NewInvite {
    email: String,
    name: String,
    role: Role,
    auto_groups: Vec<String>,
    groups_named: Vec<String>,
    expires_in: Option<Duration>,
}

impl NewInvite {
    /// A person with the role `user` and no groups, and a link that is good for 72 hours.
    pub fn new(email: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            email: email.into(),
            name: name.into(),
            role: Role::User,
            auto_groups: Vec::new(),
            groups_named: Vec::new(),
            expires_in: None,
        }
    }

    /// Another role. The owner's cannot be given.
    pub fn role(mut self, role: impl Into<Role>) -> Self {
        self.role = role.into();
        self
    }

    /// The groups that new peers of the user will join, by id. The server does not check them.
    pub fn auto_groups<G: Into<String>>(mut self, groups: impl IntoIterator<Item = G>) -> Self {
        self.auto_groups = groups.into_iter().map(Into::into).collect();
        self
    }

    /// Adds the group of this name; as for [`NewUser::group_named`](crate::NewUser::group_named).
    pub fn group_named(mut self, name: impl Into<String>) -> Self {
        self.groups_named.push(name.into());
        self
    }

    pub(super) fn groups_named(&self) -> &[String] {
        &self.groups_named
    }

    /// For how long the link is good: an hour at least.
    ///
    /// Default: the server's, 72 hours.
    pub fn expires_in(mut self, time: Duration) -> Self {
        self.expires_in = Some(time);
        self
    }

    /// The body, or what the server would refuse. It takes any role here, and makes a user without rights of one that it
    /// does not know.
    pub(super) fn to_request(&self) -> Result<UserInviteCreateRequest, String> {
        if self.name.is_empty() {
            return Err("the name is empty".to_owned());
        }
        if self.email.is_empty() {
            return Err("the e-mail address is empty".to_owned());
        }
        if let Role::Unknown(role) = &self.role {
            return Err(format!("the role {:?} is none that the server knows", role.as_str()));
        }
        if self.expires_in.is_some_and(|time| time < HOUR) {
            return Err("the link is to be good for an hour at least".to_owned());
        }
        let expires_in = self.expires_in.map(|time| i64::try_from(time.as_secs()).unwrap_or(i64::MAX));
        UserInviteCreateRequest::builder()
            .email(self.email.as_str())
            .name(self.name.as_str())
            .role(self.role.as_str())
            .auto_groups(self.auto_groups.clone())
            .expires_in(expires_in)
            .try_into()
            .map_err(|error: netbird_users_gen::types::error::ConversionError| error.to_string())
    }
}
