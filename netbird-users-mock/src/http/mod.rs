//! The server's HTTP: from bytes to an endpoint and back.

mod answer;
mod auth;
mod body;
mod bypass;
mod connection;
mod cors;
mod decode;
mod exchange;
mod path;
mod query;
mod rate_limit;
mod routing;

pub(crate) use answer::{Answer, Content, Failure, Outcome};
pub(crate) use body::{Piece, Pieces};
pub(crate) use connection::{Cut, serve};
pub(crate) use decode::Members;
pub(crate) use exchange::{Inner, Shared, cut, exchange, send, with_body};
pub(crate) use query::first;
pub(crate) use rate_limit::Limiter;
pub(crate) use routing::Verb;
