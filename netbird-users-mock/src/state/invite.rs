use chrono::{DateTime, Utc};

/// An invite link, as the server keeps it: without its token.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Invite {
    /// What the invite endpoints call it.
    pub id: String,
    /// Where it leads.
    pub account: String,
    /// Unique among the invites of the account, ignoring case.
    pub email: String,
    /// The user's name once the invite is accepted.
    pub name: String,
    /// As it was sent: the server does not check it.
    pub role: String,
    /// As they were sent: the server does not check them.
    pub auto_groups: Vec<String>,
    /// Base64 of the SHA-256 of the token.
    pub hash: String,
    /// From when on it cannot be accepted.
    pub expires: DateTime<Utc>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Who made it.
    pub created_by: String,
}
