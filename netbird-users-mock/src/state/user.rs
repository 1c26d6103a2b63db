use chrono::{DateTime, Utc};

use super::ACCOUNT;

/// A user as the server keeps it. What the API shows of it depends on the endpoint and the flavour.
///
/// The password is printed like the rest: it is made up.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(clippy::struct_excessive_bools, reason = "they are the server's own")]
pub struct User {
    /// What paths name. The API never changes it.
    pub id: String,
    /// The account that it belongs to: that of the mock, unless a test needs a stranger.
    pub account: String,
    /// Empty for service users.
    pub email: String,
    /// Of a person or a service user.
    pub name: String,
    /// Lower case. The API takes six; a test may store any.
    pub role: String,
    /// Ids of groups, in the order given, twice if given twice.
    pub auto_groups: Vec<String>,
    /// A user for programs.
    pub is_service_user: bool,
    /// Tokens of a blocked user pass authentication and answer 403.
    pub is_blocked: bool,
    /// Waits for approval, or did when it was unblocked by PUT.
    pub pending_approval: bool,
    /// Refuses to be deleted, and is hidden from the list where the flavour is external. Off by default.
    pub non_deletable: bool,
    /// `api` by default; `integration` cannot be deleted by people.
    pub issued: String,
    /// None prints as the year 1.
    pub last_login: Option<DateTime<Utc>>,
    /// The identity provider outside knows this user. On by default for people; matters in the external flavour only.
    pub in_idp: bool,
    /// The identity provider outside has sent an invitation that was not accepted.
    pub invited: bool,
    /// The connector of the embedded identity provider, shown as `idp_id`. `local` by default for people.
    pub connector: String,
    /// None for who signs in elsewhere, and for service users.
    pub password: Option<String>,
}

impl User {
    /// A person of the mock's account: active, without groups, known to the identity provider, without a password.
    pub fn human(id: impl Into<String>, email: impl Into<String>, role: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            account: ACCOUNT.to_owned(),
            email: email.into(),
            name: String::new(),
            role: role.into(),
            auto_groups: Vec::new(),
            is_service_user: false,
            is_blocked: false,
            pending_approval: false,
            non_deletable: false,
            issued: "api".to_owned(),
            last_login: None,
            in_idp: true,
            invited: false,
            connector: "local".to_owned(),
            password: None,
        }
    }

    /// A service user of the mock's account: active, without groups.
    pub fn service(id: impl Into<String>, name: impl Into<String>, role: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            is_service_user: true,
            in_idp: false,
            connector: String::new(),
            ..Self::human(id, "", role)
        }
    }

    /// This user with a name.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// This user with these groups.
    #[must_use]
    pub fn auto_groups<G: Into<String>>(mut self, groups: impl IntoIterator<Item = G>) -> Self {
        self.auto_groups = groups.into_iter().map(Into::into).collect();
        self
    }

    /// This user, blocked.
    #[must_use]
    pub fn blocked(mut self) -> Self {
        self.is_blocked = true;
        self
    }

    /// This user, waiting for approval: blocked as well.
    #[must_use]
    pub fn pending(mut self) -> Self {
        self.pending_approval = true;
        self.blocked()
    }

    /// This user with a password at the embedded identity provider.
    #[must_use]
    pub fn password(mut self, password: impl Into<String>) -> Self {
        self.password = Some(password.into());
        self
    }

    /// This user in another account than the mock's.
    #[must_use]
    pub fn account(mut self, account: impl Into<String>) -> Self {
        self.account = account.into();
        self
    }

    /// This user with another origin, such as `integration`.
    #[must_use]
    pub fn issued(mut self, issued: impl Into<String>) -> Self {
        self.issued = issued.into();
        self
    }

    pub(crate) fn has_admin_power(&self) -> bool {
        matches!(self.role.as_str(), "owner" | "admin")
    }

    pub(crate) fn has_email(&self, email: &str) -> bool {
        !self.is_service_user && self.email.to_lowercase() == email.to_lowercase()
    }
}
