//! Rust code as a value: how the things of an API are called in it, how it is laid out, and what it offers to its users.

pub mod attribute;
mod format;
mod guard;
pub mod name;
pub mod outline;

pub use format::format;
pub use guard::guarded;
