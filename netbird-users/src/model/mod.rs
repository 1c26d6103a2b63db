//! The values that the API speaks of.

mod user;

pub use netbird_users_gen::{
    support::{Secret, UnknownValue},
    types::{UserIssued as Issued, UserRequest, UserRole as Role, UserStatus as Status},
};
pub use user::{Permissions, User};
