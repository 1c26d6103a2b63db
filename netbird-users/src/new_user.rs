use netbird_users_gen::types::{UserCreateRequest, error::ConversionError};

use crate::{
    guard::Ownership,
    model::{Role, User},
    operation::CREATE,
};

/// A user to create: a person to invite, or a service user.
///
/// ```
/// use netbird_users::{NewUser, model::Role};
///
/// let person = NewUser::invite("ada@example.com", "Ada Abel").role(Role::Auditor).auto_groups(["group-id"]);
/// let bot = NewUser::service("ci-deploy").role("admin");
/// assert_eq!((person.key(), bot.key()), ("ada@example.com", "ci-deploy"));
/// ```
#[derive(Clone, Debug)]
pub struct NewUser {
    email: Option<String>,
    name: String,
    role: Role,
    auto_groups: Vec<String>,
    groups_named: Vec<String>,
}

impl NewUser {
    /// A person. The identity provider gets the address and the full name; neither may be empty.
    pub fn invite(email: impl Into<String>, name: impl Into<String>) -> Self {
        Self { email: Some(email.into()), ..Self::service(name) }
    }

    /// A service user: an account for programs, which sign in with a personal access token. The server takes two of
    /// one name, and none with none; this crate needs the name to find the user again, so it may not be empty.
    pub fn service(name: impl Into<String>) -> Self {
        Self {
            email: None,
            name: name.into(),
            role: Role::User,
            auto_groups: Vec::new(),
            groups_named: Vec::new(),
        }
    }

    /// The role. Nobody can be created as owner.
    ///
    /// Default: `user`, which has the fewest rights, as in the Python client.
    #[must_use]
    pub fn role(mut self, role: impl Into<Role>) -> Self {
        self.role = role.into();
        self
    }

    /// The ids of the groups that new peers of the user join. The server does not check here that they exist.
    ///
    /// Default: none.
    #[must_use]
    pub fn auto_groups<G: Into<String>>(mut self, groups: impl IntoIterator<Item = G>) -> Self {
        self.auto_groups = groups.into_iter().map(Into::into).collect();
        self
    }

    /// Adds the group of this name to those of [`auto_groups`](Self::auto_groups). Letter case counts.
    ///
    /// The creation looks up the id. It is [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) when no group has the name,
    /// [`ErrorKind::Ambiguous`](crate::ErrorKind::Ambiguous) with the ids when several have it, and
    /// [`ErrorKind::Refused`](crate::ErrorKind::Refused) for `All`; then nobody is created. A client reads the names once
    /// for all that it creates and edits in a minute.
    #[must_use]
    pub fn group_named(mut self, name: impl Into<String>) -> Self {
        self.groups_named.push(name.into());
        self
    }

    /// What tells this user from others: the address of a person, the name of a service user.
    #[must_use]
    pub fn key(&self) -> &str {
        self.email.as_deref().unwrap_or(&self.name)
    }

    /// Whether it is a person, who is invited; a service user otherwise.
    #[must_use]
    pub fn is_person(&self) -> bool {
        self.email.is_some()
    }

    pub(crate) fn groups_named(&self) -> &[String] {
        &self.groups_named
    }

    /// Whether this user of the account is the one.
    #[must_use]
    pub fn is(&self, user: &User) -> bool {
        Some(self.identity()) == Identity::of(user)
    }

    pub(crate) fn identity(&self) -> Identity {
        match &self.email {
            Some(email) => Identity::Person(email.to_lowercase()),
            None => Identity::ServiceUser(self.name.clone()),
        }
    }

    /// Says without a server what [`create`](crate::Users::create) would refuse.
    ///
    /// # Errors
    ///
    /// The role is `owner`, or a name or an address is missing: in words for a person.
    pub fn check(&self) -> Result<(), String> {
        self.to_request().map(drop)
    }

    pub(crate) fn to_request(&self) -> Result<UserCreateRequest, String> {
        let owner = Ownership::Refused.allows(&self.role, CREATE.doing);
        owner.map_err(|error| error.detail().to_owned())?;
        if self.name.trim().is_empty() {
            return Err("the name is empty".to_owned());
        }
        if self.email.as_ref().is_some_and(|email| email.trim().is_empty()) {
            return Err("the e-mail address is empty".to_owned());
        }
        UserCreateRequest::builder()
            .is_service_user(self.email.is_none())
            .email(self.email.clone())
            .name(self.name.clone())
            .role(self.role.clone())
            .auto_groups(self.auto_groups.clone())
            .try_into()
            .map_err(|error: ConversionError| error.to_string())
    }
}

/// By what two people, or two service users, are the same: an address in any case, a name.
#[derive(Eq, Hash, PartialEq)]
pub(crate) enum Identity {
    Person(String),
    ServiceUser(String),
}

impl Identity {
    /// `None` for a row that does not say what it is.
    pub(crate) fn of(user: &User) -> Option<Self> {
        match user.is_service_user {
            Some(true) if !user.name.is_empty() => Some(Self::ServiceUser(user.name.clone())),
            Some(false) if !user.email.is_empty() => Some(Self::Person(user.email.to_lowercase())),
            _ => None,
        }
    }
}
