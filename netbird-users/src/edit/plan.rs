use netbird_users_gen::types::{UserRequest, error::ConversionError};

use crate::{
    error::{Error, ErrorKind},
    groups::{GroupRef, Groups},
    guard::Ownership,
    model::{Role, User},
    operation::UPDATE,
};

/// What an edit names. What is to be sent is known once the groups are known by their ids.
#[derive(Clone, Debug)]
pub(crate) struct Plan<G = GroupRef> {
    pub(super) role: Option<Role>,
    /// As they were said, one after the other.
    pub(super) groups: Vec<GroupChange<G>>,
    pub(super) blocked: Option<bool>,
}

#[derive(Clone, Debug)]
pub(super) enum GroupChange<G> {
    Set(Vec<String>),
    Add(G),
    Remove(G),
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
    /// The same by ids. Asks nothing where no group is named.
    pub(super) async fn by_id(&self, groups: &Groups) -> Result<Plan<String>, Error> {
        let mut changes = Vec::with_capacity(self.groups.len());
        for change in self.groups.iter().cloned() {
            changes.push(match change {
                GroupChange::Set(ids) => GroupChange::Set(ids),
                GroupChange::Add(group) => GroupChange::Add(groups.id_of(group).await?),
                GroupChange::Remove(group) => GroupChange::Remove(groups.id_of(group).await?),
            });
        }
        Ok(Plan { role: self.role.clone(), groups: changes, blocked: self.blocked })
    }
}

impl Plan<String> {
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
        let named = self.named();
        Ok(Some(Replacement { body: request(role.clone(), groups, blocked)?, ownership, named }))
    }

    /// Order and duplicates of what is not named stay.
    fn groups_of(&self, user: &User) -> Option<Vec<String>> {
        let mut groups = user.auto_groups.clone();
        for change in &self.groups {
            match (change, &mut groups) {
                (GroupChange::Set(all), _) => groups = Some(all.clone()),
                (GroupChange::Add(group), Some(groups)) if !groups.contains(group) => {
                    groups.push(group.clone());
                }
                (GroupChange::Remove(group), Some(groups)) => groups.retain(|other| other != group),
                (GroupChange::Add(_) | GroupChange::Remove(_), _) => {}
            }
        }
        groups
    }

    fn named(&self) -> Vec<String> {
        let said = self.groups.iter().map(|change| match change {
            GroupChange::Set(groups) => groups.as_slice(),
            GroupChange::Add(group) => std::slice::from_ref(group),
            GroupChange::Remove(_) => &[],
        });
        said.flatten().cloned().collect()
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
