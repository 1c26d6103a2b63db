use netbird_users_gen::types::{UserCreateRequest, UserRole};

/// A user to create: a person to invite, or a service user.
#[derive(Clone, Debug)]
pub struct NewUser {
    email: Option<String>,
    name: String,
    role: UserRole,
    auto_groups: Vec<String>,
}

impl NewUser {
    /// A person. The identity provider gets the address and the full name; the server takes neither empty.
    pub fn invite(email: impl Into<String>, name: impl Into<String>) -> Self {
        Self { email: Some(email.into()), ..Self::service(name) }
    }

    /// A service user: an account for programs, which sign in with a personal access token. Names need not be
    /// different, so creating one twice makes two.
    pub fn service(name: impl Into<String>) -> Self {
        Self { email: None, name: name.into(), role: UserRole::User, auto_groups: Vec::new() }
    }

    /// The role. Nobody can be created as owner.
    ///
    /// Default: `user`, which has the fewest rights, as in the Python client.
    #[must_use]
    pub fn role(mut self, role: impl Into<UserRole>) -> Self {
        self.role = role.into();
        self
    }

    /// The ids of the groups that new peers of the user join. The server does not check that they exist.
    ///
    /// Default: none.
    #[must_use]
    pub fn auto_groups<G: Into<String>>(mut self, groups: impl IntoIterator<Item = G>) -> Self {
        self.auto_groups = groups.into_iter().map(Into::into).collect();
        self
    }

    pub(crate) fn into_request(self) -> Result<UserCreateRequest, String> {
        let builder = UserCreateRequest::builder()
            .is_service_user(self.email.is_none())
            .email(self.email)
            .name(self.name)
            .role(self.role)
            .auto_groups(self.auto_groups);
        builder
            .try_into()
            .map_err(|error: netbird_users_gen::types::error::ConversionError| error.to_string())
    }
}
