use netbird_users_gen::types::{UserRequest, error::ConversionError};

use crate::model::{Role, User};

/// What an edit names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    pub(super) role: Option<Role>,
    groups: Option<Vec<String>>,
    added: Vec<String>,
    removed: Vec<String>,
    pub(super) blocked: Option<bool>,
}

impl Plan {
    pub(super) fn add_group(&mut self, group: String) {
        self.removed.retain(|other| *other != group);
        self.added.push(group);
    }

    pub(super) fn remove_group(&mut self, group: &str) {
        self.added.retain(|other| other != group);
        self.removed.push(group.to_owned());
    }

    pub(super) fn set_groups(&mut self, groups: Vec<String>) {
        (self.added, self.removed) = (Vec::new(), Vec::new());
        self.groups = Some(groups);
    }

    /// What to send for this user; nothing when nothing would change.
    pub(crate) fn request(&self, user: &User) -> Result<Option<UserRequest>, String> {
        let role = self.role.as_ref().unwrap_or(&user.role);
        let groups = self.groups_of(user);
        let blocked = user.is_blocked();
        if *role == Role::Owner && !user.is_owner() {
            return Err(
                "the role owner is given by `transfer_ownership`, which says what it does to the caller"
                    .to_owned(),
            );
        }
        if self.blocked == Some(false) && user.is_pending() {
            return Err(
                "the user waits for approval: `approve` lets them in, and unblocking would leave the \
                        approval open"
                    .to_owned(),
            );
        }
        let same_blocked = self.blocked.is_none() || self.blocked == blocked;
        if *role == user.role && same_groups(&groups, &user.auto_groups) && same_blocked {
            return Ok(None);
        }
        let Some(blocked) = self.blocked.or(blocked) else {
            return Err("the server does not tell whether the user is blocked, and takes silence for \"not blocked\": \
                        say `block` or `unblock` as well"
                .to_owned());
        };
        request(role.clone(), groups, blocked).map(Some)
    }

    /// Order and duplicates of what is not named stay.
    fn groups_of(&self, user: &User) -> Vec<String> {
        let mut groups = self.groups.clone().unwrap_or_else(|| user.auto_groups.clone());
        groups.retain(|group| !self.removed.contains(group));
        for group in &self.added {
            if !groups.contains(group) {
                groups.push(group.clone());
            }
        }
        groups
    }
}

/// The order of groups means nothing to the server.
fn same_groups(one: &[String], other: &[String]) -> bool {
    one.iter().all(|group| other.contains(group)) && other.iter().all(|group| one.contains(group))
}

/// All three fields, so that the server changes nothing that was not meant.
pub(crate) fn request(role: Role, groups: Vec<String>, blocked: bool) -> Result<UserRequest, String> {
    let request = UserRequest::builder().role(role).auto_groups(groups).is_blocked(blocked);
    request.try_into().map_err(|error: ConversionError| error.to_string())
}
