#![doc = include_str!("../README.md")]

mod base_url;
mod client;
mod credential;
mod error;
mod new_user;
mod users;

pub use client::{BuildError, Client, ClientBuilder};
pub use credential::Credential;
pub use error::Error;
pub use new_user::NewUser;
pub use users::Users;

/// The values that the API speaks of.
pub mod model {
    pub use netbird_users_gen::{
        support::{Secret, UnknownValue},
        types::{User, UserIssued, UserPermissions, UserRole, UserStatus},
    };
}

/// The generated client, for what this crate does not cover.
pub use netbird_users_gen as generated;

/// Compiles the example on the workspace's front page.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct FrontPage;
