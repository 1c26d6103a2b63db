#![doc = include_str!("../README.md")]

mod builder;
mod clock;
mod endpoints;
mod fault;
mod flavour;
mod handle;
mod http;
mod json;
mod permissions;
mod request_log;
mod seed;
mod server;
mod settings;
mod state;

pub use builder::{Builder, StartError};
pub use fault::Fault;
pub use flavour::{Flavour, Generation, Idp};
pub use request_log::Request;
pub use seed::{Seed, SeedError};
pub use server::MockNetBird;
pub use settings::{RateLimit, Settings};
pub use state::{Group, Invite, Token, User};
