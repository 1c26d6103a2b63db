use std::fmt;

use crate::{
    model::{Role, User},
    new_user::NewUser,
};

/// What is different about a user, and how it is wanted.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Differs {
    /// Another role.
    pub role: Option<Role>,
    /// Other groups, by id.
    pub auto_groups: Option<Vec<String>>,
    /// To be locked out, or let in.
    pub blocked: Option<bool>,
}

/// What a plan does about one user, or why it does nothing.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Step {
    /// Somebody is wanted and not there.
    Create {
        /// Who.
        new: NewUser,
        /// Whether they are locked out at once.
        blocked: bool,
    },
    /// Somebody is there and not as wanted.
    Change {
        /// As they are.
        user: User,
        /// What is to be other.
        to: Differs,
    },
    /// Somebody is there and not wanted. Nothing is done about them, unless [`Plan::block_extra`](super::Plan::block_extra)
    /// makes it a change.
    Extra(User),
    /// What is wanted is not done.
    Refused {
        /// The address or the name.
        who: String,
        /// Why.
        reason: String,
    },
}

impl Step {
    /// Whether it changes anything.
    #[must_use]
    pub fn acts(&self) -> bool {
        matches!(self, Self::Create { .. } | Self::Change { .. })
    }

    /// The address of the person, or the name of the service user.
    #[must_use]
    pub fn who(&self) -> &str {
        match self {
            Self::Create { new, .. } => new.key(),
            Self::Change { user, .. } | Self::Extra(user) => who(user),
            Self::Refused { who, .. } => who,
        }
    }
}

pub(super) fn who(user: &User) -> &str {
    [&user.email, &user.name, &user.id].into_iter().find(|text| !text.is_empty()).map_or("", String::as_str)
}

/// One line.
impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let who = self.who().escape_debug();
        match self {
            Self::Create { blocked: false, .. } => write!(f, "create   {who}"),
            Self::Create { blocked: true, .. } => write!(f, "create   {who}, blocked"),
            Self::Extra(user) => write!(f, "extra    {who} ({}, {})", user.role, user.status),
            Self::Refused { reason, .. } => write!(f, "refused  {who}: {}", reason.escape_debug()),
            Self::Change { user, to } => {
                let word = match to {
                    Differs { role: None, auto_groups: None, blocked: Some(true) } => "block",
                    Differs { role: None, auto_groups: None, blocked: Some(false) } => "unblock",
                    _ => "change",
                };
                write!(f, "{word:<8} {who}")?;
                if let Some(role) = &to.role {
                    write!(f, "  role {} -> {role}", user.role)?;
                }
                if let Some(groups) = &to.auto_groups {
                    let before = user.auto_groups.as_deref().unwrap_or_default().join(" ");
                    write!(
                        f,
                        "  groups [{}] -> [{}]",
                        before.escape_debug(),
                        groups.join(" ").escape_debug()
                    )?;
                }
                match to.blocked {
                    Some(blocked) if word == "change" => write!(f, "  blocked -> {blocked}"),
                    _ => Ok(()),
                }
            }
        }
    }
}
