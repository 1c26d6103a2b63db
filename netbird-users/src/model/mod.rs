//! The values that the API speaks of.

mod user;

pub use netbird_users_gen::{
    support::{Secret, UnknownValue},
    types::{
        UserIssued as Issued, UserPermissions as Permissions, UserRequest, UserRole as Role,
        UserStatus as Status,
    },
};
pub use user::User;
