use crate::{model::Role, new_user::NewUser};

/// A user as it is wanted: a person by address, a service user by name. What is not named stays as it is.
///
/// ```
/// use netbird_users::Wanted;
///
/// let rows = [
///     Wanted::person("ada@example.com", "Ada Abel").role("Admin").blocked(false),
///     Wanted::service_user("ci").auto_groups(["id-of-a-group"]),
/// ];
/// ```
#[derive(Clone, Debug)]
#[must_use = "it is a row of a plan"]
pub struct Wanted {
    pub(super) new: NewUser,
    pub(super) role: Option<Role>,
    pub(super) auto_groups: Option<Vec<String>>,
    pub(super) blocked: Option<bool>,
}

impl Wanted {
    /// A person. The name is for the identity provider when the person is created; NetBird cannot change one.
    pub fn person(email: impl Into<String>, name: impl Into<String>) -> Self {
        Self::of(NewUser::invite(email, name))
    }

    /// A service user.
    pub fn service_user(name: impl Into<String>) -> Self {
        Self::of(NewUser::service(name))
    }

    fn of(new: NewUser) -> Self {
        Self { new, role: None, auto_groups: None, blocked: None }
    }

    /// The role. A new user has `user` otherwise. Nobody becomes the owner so.
    pub fn role(mut self, role: impl Into<Role>) -> Self {
        let role = role.into();
        self.new = self.new.role(role.clone());
        self.role = Some(role);
        self
    }

    /// The groups that new peers of the user join, by id. A new user has none otherwise.
    pub fn auto_groups<G: Into<String>>(mut self, groups: impl IntoIterator<Item = G>) -> Self {
        let groups: Vec<String> = groups.into_iter().map(Into::into).collect();
        self.new = self.new.auto_groups(groups.clone());
        self.auto_groups = Some(groups);
        self
    }

    /// Whether the user is locked out.
    pub fn blocked(mut self, blocked: bool) -> Self {
        self.blocked = Some(blocked);
        self
    }
}
