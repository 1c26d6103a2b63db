#![doc = include_str!("../README.md")]

#[rustfmt::skip]
#[allow(
    clippy::pedantic,
    unreachable_pub,
    unused_qualifications,
    reason = "progenitor's output: complete paths everywhere, and modules that re-export"
)]
mod generated;
pub mod support;

pub use generated::{ByteStream, Client, ClientInfo, Error, ResponseValue, builder, types};
