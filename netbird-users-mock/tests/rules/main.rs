//! What the real server does, rule by rule. `table.rs` says which test holds which rule.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::format_push_string,
    reason = "a test fails by panicking"
)]

mod approval;
mod authentication;
mod authorisation;
mod cli;
mod client;
mod concurrency;
mod create;
mod current;
mod decoding;
mod delete;
mod errors;
mod faults;
mod groups;
mod handle;
mod invites;
mod list;
mod observed;
mod password;
mod rate_limit;
mod resend;
mod responses;
mod routing;
mod table;
mod tokens;
mod update;
mod user_object;
