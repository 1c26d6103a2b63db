use netbird_users_gen::types::{UserRequest, error::ConversionError};

use crate::{
    error::{Error, ErrorKind},
    guard::Ownership,
    model::{Role, User},
    operation::UPDATE,
};

/// What an edit names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    pub(super) role: Option<Role>,
    groups: Option<Vec<String>>,
    added: Vec<String>,
    removed: Vec<String>,
    pub(super) blocked: Option<bool>,
}

/// All that the server is to hold of a user from now on.
#[derive(Clone, Debug)]
pub(crate) struct Replacement {
    pub(crate) body: UserRequest,
    pub(crate) ownership: Ownership,
    /// The groups that the caller asked for, and that are not left out in silence.
    pub(crate) named: Vec<String>,
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
    pub(super) fn replacement(&self, user: &User) -> Result<Option<Replacement>, String> {
        let role = self.role.as_ref().unwrap_or(&user.role);
        let groups = self.groups_of(user);
        let blocked = user.is_blocked;
        let ownership = if user.is_owner() { Ownership::Kept } else { Ownership::Refused };
        if self.blocked == Some(false) && user.is_pending() {
            return Err(
                "the user waits for approval: `approve` lets them in, and unblocking would leave the \
                        approval open"
                    .to_owned(),
            );
        }
        let same_groups = match (&groups, &user.auto_groups) {
            (Some(groups), Some(before)) => same_groups(groups, before),
            (None, None) => true,
            _ => false,
        };
        let same_blocked = self.blocked.is_none() || self.blocked == blocked;
        if *role == user.role && same_groups && same_blocked {
            return Ok(None);
        }
        ownership.allows(role, UPDATE.doing).map_err(|error| error.detail().to_owned())?;
        if role.as_str().is_empty() {
            return Err("the server does not tell the role of the user: say `role` as well".to_owned());
        }
        let Some(groups) = groups else {
            return Err(
                "the server does not tell the groups of the user: say `auto_groups` as well".to_owned()
            );
        };
        let Some(blocked) = self.blocked.or(blocked) else {
            return Err("the server does not tell whether the user is blocked, and takes silence for \"not blocked\": \
                        say `block` or `unblock` as well"
                .to_owned());
        };
        let named = self.groups.iter().flatten().chain(&self.added).cloned().collect();
        Ok(Some(Replacement { body: request(role.clone(), groups, blocked)?, ownership, named }))
    }

    /// Order and duplicates of what is not named stay.
    fn groups_of(&self, user: &User) -> Option<Vec<String>> {
        let mut groups = self.groups.clone().or_else(|| user.auto_groups.clone())?;
        groups.retain(|group| !self.removed.contains(group));
        for group in &self.added {
            if !groups.contains(group) {
                groups.push(group.clone());
            }
        }
        Some(groups)
    }
}

impl Replacement {
    /// The group that the server has just refused as unknown, where it is taken over from before. The server writes its
    /// message in lower case; where that fits two groups, none is meant.
    pub(super) fn unknown_group(&self, error: &Error) -> Option<String> {
        if *error.kind() != ErrorKind::InvalidRequest {
            return None;
        }
        let message = error.server_message()?.to_lowercase();
        let called_unknown = |group: &&String| {
            message.contains(&format!("provided group id {} in the user", group.to_lowercase()))
        };
        let mut unknown: Vec<&String> = self.body.auto_groups.iter().filter(called_unknown).collect();
        unknown.dedup();
        match unknown[..] {
            [group] if !self.named.contains(group) => Some(group.clone()),
            _ => None,
        }
    }
}

/// Whether the server has just refused the group `All`, which it lets a creation store and no update send.
pub(super) fn refuses_all(error: &Error) -> bool {
    let says = |message: &str| message.to_lowercase().contains("all group");
    *error.kind() == ErrorKind::InvalidRequest && error.server_message().is_some_and(says)
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
