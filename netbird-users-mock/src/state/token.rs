use chrono::{DateTime, Days, Utc};

use super::{hash, xid};

/// A personal access token, as the server keeps it: without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Token {
    /// What the token endpoints call it.
    pub id: String,
    /// Whose it is.
    pub user: String,
    /// Names need not be unique.
    pub name: String,
    /// Base64 of the SHA-256 of the text: all by which the server knows it again.
    pub hash: String,
    /// From when on it answers 401; none counts as expired.
    pub expires: Option<DateTime<Utc>>,
    /// Who made it.
    pub created_by: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When a request last carried it.
    pub last_used: Option<DateTime<Utc>>,
}

impl Token {
    pub(crate) fn new(
        user: &str,
        name: &str,
        plain: &str,
        days: i64,
        creator: &str,
        now: DateTime<Utc>,
    ) -> Self {
        let days = Days::new(u64::try_from(days).unwrap_or_default());
        Self {
            id: xid(),
            user: user.to_owned(),
            name: name.to_owned(),
            hash: hash(plain),
            expires: now.checked_add_days(days),
            created_by: creator.to_owned(),
            created_at: now,
            last_used: None,
        }
    }
}
