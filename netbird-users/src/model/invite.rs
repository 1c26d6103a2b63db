use chrono::{DateTime, Utc};
use netbird_users_gen::{support::Secret, types};
use serde::Serialize;

/// A link by which a person joins.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Invite {
    /// The id, which is not the token.
    pub id: String,
    /// The e-mail address of the person.
    pub email: String,
    /// The name of the person.
    pub name: String,
    /// The role that the user will have, as it was sent.
    pub role: String,
    /// The ids of the groups that new peers of the user will join.
    pub auto_groups: Vec<String>,
    /// From when on the link is no longer good. `None` where that is not known.
    pub expires_at: Option<DateTime<Utc>>,
    /// When the invite was made. `None` where that is not known.
    pub created_at: Option<DateTime<Utc>>,
    /// Whether the link is no longer good. `None` where that is not known.
    pub expired: Option<bool>,
    /// What the link holds: only in what makes an invite or a new link for it. Serializing leaves it out.
    #[serde(skip_serializing)]
    pub invite_token: Option<Secret>,
}

impl From<types::UserInvite> for Invite {
    fn from(invite: types::UserInvite) -> Self {
        Self {
            id: invite.id,
            email: invite.email.unwrap_or_default(),
            name: invite.name.unwrap_or_default(),
            role: invite.role.unwrap_or_default(),
            auto_groups: invite.auto_groups.unwrap_or_default(),
            expires_at: invite.expires_at,
            created_at: invite.created_at,
            expired: invite.expired,
            invite_token: invite.invite_token,
        }
    }
}

/// What whoever has the token of an invite may know.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct InviteInfo {
    /// The e-mail address of the person.
    pub email: String,
    /// The name of the person.
    pub name: String,
    /// From when on the link is no longer good. `None` where that is not known.
    pub expires_at: Option<DateTime<Utc>>,
    /// Whether the link is still good. `None` where that is not known.
    pub valid: Option<bool>,
    /// The name of the person who made the invite; empty for a service user.
    pub invited_by: String,
}

impl From<types::UserInviteInfo> for InviteInfo {
    fn from(info: types::UserInviteInfo) -> Self {
        Self {
            email: info.email.unwrap_or_default(),
            name: info.name.unwrap_or_default(),
            expires_at: info.expires_at,
            valid: info.valid,
            invited_by: info.invited_by.unwrap_or_default(),
        }
    }
}
