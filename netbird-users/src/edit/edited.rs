use std::{collections::BTreeSet, fmt};

use netbird_users_gen::types::UserRequest;

use crate::model::{Role, User};

/// What an edit did.
#[derive(Clone, Debug)]
pub struct Edited {
    before: User,
    after: User,
    changes: Vec<Change>,
    unconfirmed: Vec<Change>,
    left_out: Vec<String>,
}

/// One thing that an edit changed. `Display` is a line for a person.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Change {
    /// The role.
    Role {
        /// Before.
        from: Role,
        /// After.
        to: Role,
    },
    /// The groups that new peers of the user join, by id.
    Groups {
        /// Those that came.
        added: Vec<String>,
        /// Those that went.
        removed: Vec<String>,
    },
    /// Whether the user is locked out.
    Blocked {
        /// Before; `None` where the server did not tell.
        from: Option<bool>,
        /// After.
        to: bool,
    },
}

impl Edited {
    pub(super) fn nothing(user: User) -> Self {
        Self {
            after: user.clone(),
            before: user,
            changes: Vec::new(),
            unconfirmed: Vec::new(),
            left_out: Vec::new(),
        }
    }

    pub(super) fn new(before: User, after: User, asked: &UserRequest, left_out: Vec<String>) -> Self {
        let changes = differences(&before, asked);
        let mut sent = asked.clone();
        sent.auto_groups.retain(|group| !left_out.contains(group));
        let unconfirmed = differences(&after, &sent);
        Self { before, after, changes, unconfirmed, left_out }
    }

    /// The user before the edit.
    #[must_use]
    pub fn before(&self) -> &User {
        &self.before
    }

    /// The user as the server showed it after the edit.
    #[must_use]
    pub fn after(&self) -> &User {
        &self.after
    }

    /// What was changed; nothing when all was as it should be, and then nothing was sent.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// What the server took and does not show: the differences that are left between its answer and what was asked.
    /// With an identity provider outside, the blocked state of a service user never shows.
    #[must_use]
    pub fn unconfirmed(&self) -> &[Change] {
        &self.unconfirmed
    }

    /// The groups that the user had and has no more, since the server called them unknown: it takes no change of a user
    /// who has such a group. They are not among the [`changes`](Self::changes), which nobody but the caller asks for.
    #[must_use]
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// Whether the user still waits for approval: an edit never changes that, [`Users::approve`](crate::Users::approve)
    /// does.
    #[must_use]
    pub fn is_still_pending(&self) -> bool {
        self.after.is_pending()
    }
}

/// What would have to change in this user to be as asked.
pub(super) fn differences(user: &User, asked: &UserRequest) -> Vec<Change> {
    let mut changes = Vec::new();
    if user.role != asked.role {
        changes.push(Change::Role { from: user.role.clone(), to: asked.role.clone() });
    }
    let (had, wanted): (BTreeSet<&String>, BTreeSet<&String>) =
        (user.auto_groups.iter().flatten().collect(), asked.auto_groups.iter().collect());
    if had != wanted {
        let missing = |one: &BTreeSet<&String>, other: &BTreeSet<&String>| {
            one.difference(other).map(|group| (*group).clone()).collect()
        };
        changes.push(Change::Groups { added: missing(&wanted, &had), removed: missing(&had, &wanted) });
    }
    if user.is_blocked != Some(asked.is_blocked) {
        changes.push(Change::Blocked { from: user.is_blocked, to: asked.is_blocked });
    }
    changes
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Role { from, to } => write!(f, "role: {from} -> {to}"),
            Self::Groups { added, removed } => {
                f.write_str("groups:")?;
                added.iter().try_for_each(|group| write!(f, " +{group}"))?;
                removed.iter().try_for_each(|group| write!(f, " -{group}"))
            }
            Self::Blocked { from, to } => {
                let word = |blocked| if blocked { "yes" } else { "no" };
                write!(f, "blocked: {} -> {}", from.map_or("unknown", word), word(*to))
            }
        }
    }
}
