//! The values that the API speaks of.

mod group;
mod invite;
mod token;
mod user;

pub use group::Group;
pub use invite::{Invite, InviteInfo};
pub use netbird_users_gen::{
    support::{Secret, UnknownValue},
    types::{GroupIssued, UserIssued as Issued, UserRequest, UserRole as Role, UserStatus as Status},
};
pub use token::Token;
pub use user::{Permissions, User};
