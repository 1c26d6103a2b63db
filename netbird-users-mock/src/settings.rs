use std::time::Duration;

/// What an administrator has set for the account, and the operator for the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Settings {
    /// Who signs in for the first time waits for approval, blocked. On by default, as in a new account.
    pub approval_required: bool,
    /// No users with a password of this server: creating and inviting people answers 412 in the embedded flavour.
    /// Off by default.
    pub local_auth_disabled: bool,
    /// `is_restricted` is true for the roles `user` and `billing_admin`. On by default, as in a new account.
    pub regular_users_view_blocked: bool,
    /// The server's own zone, in minutes east of UTC: the times of tokens are printed in it. 0 by default.
    pub utc_offset_minutes: i32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            approval_required: true,
            local_auth_disabled: false,
            regular_users_view_blocked: true,
            utc_offset_minutes: 0,
        }
    }
}

/// A bucket that fills at a steady rate; each request takes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    /// How many requests a minute are added.
    pub per_minute: u32,
    /// How many the bucket holds; it starts full.
    pub burst: u32,
}

impl RateLimit {
    /// What a server has when its operator switches the limit on and sets no numbers: 6 a minute, 500 at once. One
    /// request is added every 10 seconds.
    pub const SERVER_DEFAULT: Self = Self { per_minute: 6, burst: 500 };

    /// Of the two public invite endpoints, for each address.
    pub(crate) const PUBLIC: Self = Self { per_minute: 10, burst: 5 };

    pub(crate) fn refill(self) -> Duration {
        Duration::from_secs(60) / self.per_minute.max(1)
    }
}
