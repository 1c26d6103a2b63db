use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use netbird_users_gen::types;
use serde::Serialize;

/// An access token of a user, without the token itself.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Token {
    /// The id, which is not the token.
    pub id: String,
    /// The name that it was given. Names are not unique.
    pub name: String,
    /// From when on it is no longer taken. `None` where that is not known.
    pub expiration_date: Option<DateTime<Utc>>,
    /// The id of the user who made it. Empty where that is not known.
    pub created_by: String,
    /// When it was made. `None` where that is not known.
    pub created_at: Option<DateTime<Utc>>,
    /// When it was used last. `None` for never.
    pub last_used: Option<DateTime<Utc>>,
}

impl Token {
    /// Whether it is no longer taken in so much time, by this machine's clock. A token whose expiry is not known counts as
    /// one that expires.
    #[must_use]
    pub fn expires_within(&self, time: Duration) -> bool {
        let now = DateTime::<Utc>::from(SystemTime::now());
        let left = |at: DateTime<Utc>| (at - now).to_std().unwrap_or_default();
        self.expiration_date.is_none_or(|at| left(at) <= time)
    }
}

impl From<types::PersonalAccessToken> for Token {
    fn from(token: types::PersonalAccessToken) -> Self {
        Self {
            id: token.id,
            name: token.name.unwrap_or_default(),
            expiration_date: token.expiration_date,
            created_by: token.created_by.unwrap_or_default(),
            created_at: token.created_at,
            last_used: token.last_used,
        }
    }
}
