use std::fmt;

use serde::Deserialize;

use crate::{
    builder::Builder,
    settings::Settings,
    state::{Group, User},
};

/// What a server begins with, as a JSON file for [`Seed::parse`]:
///
/// ```
/// # fn main() -> Result<(), netbird_users_mock::SeedError> {
/// let seed = netbird_users_mock::Seed::parse(
///     r#"{
///         "settings": { "approval_required": false },
///         "groups": [{ "id": "g1", "name": "Developers" }],
///         "users": [
///             { "id": "u1", "email": "ada@example.com", "name": "Ada", "role": "admin", "auto_groups": ["g1"] },
///             { "id": "s1", "name": "ci", "role": "user", "is_service_user": true }
///         ],
///         "tokens": [{ "user": "u1", "token": "nbp_abcdefghijklmnopqrstuvwxyz01232LolCm" }]
///     }"#,
/// )?;
/// # let _ = seed;
/// # Ok(())
/// # }
/// ```
///
/// Everything may be left out but a user's `id`, and the members shown of groups and tokens. A member that is not known
/// is an error, since it would be a typing error.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Seed {
    settings: SeedSettings,
    groups: Vec<Group>,
    users: Vec<SeedUser>,
    tokens: Vec<SeedToken>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct SeedSettings {
    approval_required: Option<bool>,
    local_auth_disabled: Option<bool>,
    regular_users_view_blocked: Option<bool>,
    utc_offset_minutes: Option<i32>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(clippy::struct_excessive_bools, reason = "they are the server's own")]
struct SeedUser {
    id: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    name: String,
    #[serde(default = "regular")]
    role: String,
    #[serde(default)]
    auto_groups: Vec<String>,
    #[serde(default)]
    is_service_user: bool,
    #[serde(default)]
    is_blocked: bool,
    #[serde(default)]
    pending_approval: bool,
    #[serde(default)]
    invited: bool,
    password: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedToken {
    user: String,
    token: String,
}

fn regular() -> String {
    "user".to_owned()
}

/// Why a text is no seed: with the line and the column.
#[derive(Debug)]
pub struct SeedError(serde_json::Error);

impl fmt::Display for SeedError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "this is no seed: {}", self.0)
    }
}

impl std::error::Error for SeedError {}

impl Seed {
    /// Reads a seed from JSON.
    ///
    /// # Errors
    ///
    /// The text is no JSON, or has a member that a seed does not have, or one of another type.
    pub fn parse(json: &str) -> Result<Self, SeedError> {
        serde_json::from_str(json).map_err(SeedError)
    }

    fn change(&self, settings: &mut Settings) {
        let SeedSettings {
            approval_required,
            local_auth_disabled,
            regular_users_view_blocked,
            utc_offset_minutes,
        } = self.settings;
        settings.approval_required = approval_required.unwrap_or(settings.approval_required);
        settings.local_auth_disabled = local_auth_disabled.unwrap_or(settings.local_auth_disabled);
        settings.regular_users_view_blocked =
            regular_users_view_blocked.unwrap_or(settings.regular_users_view_blocked);
        settings.utc_offset_minutes = utc_offset_minutes.unwrap_or(settings.utc_offset_minutes);
    }
}

impl From<SeedUser> for User {
    fn from(seed: SeedUser) -> Self {
        let mut user = if seed.is_service_user {
            Self::service(seed.id, seed.name, seed.role)
        } else {
            Self::human(seed.id, seed.email, seed.role).name(seed.name)
        };
        user.auto_groups = seed.auto_groups;
        user.is_blocked = seed.is_blocked || seed.pending_approval;
        user.pending_approval = seed.pending_approval;
        user.invited = seed.invited;
        user.password = seed.password;
        user
    }
}

impl Builder {
    /// Adds everything that a seed has.
    pub fn seed(self, seed: Seed) -> Self {
        let mut builder = self.settings(|settings| seed.change(settings));
        for group in seed.groups {
            builder = builder.group(group);
        }
        for user in seed.users {
            builder = builder.user(user.into());
        }
        for token in seed.tokens {
            builder = builder.token(token.user, token.token);
        }
        builder
    }
}
