//! What the client promises, each against the mock.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that fails panics")]

mod absence;
mod batches;
#[cfg(feature = "blocking")]
mod blocking;
#[cfg(feature = "rustls")]
mod connecting;
mod creating;
mod desired;
mod editing;
mod edits_keep_the_rest;
mod errors;
mod examples;
mod fault_matrix;
mod first_steps;
mod groups;
mod invites;
mod limits;
mod outcomes;
mod owned_futures;
mod ownership;
mod program;
mod reading;
mod retries;
mod secrets;
mod service_users;
mod settings;
mod simulated_clock;
mod tokens;
#[cfg(feature = "tracing")]
mod traces;

use netbird_users::{Client, ClientBuilder, Credential};
use netbird_users_mock::{Builder, Fault, MockNetBird};
use simulated_clock::SimulatedClock;

/// The settings of a client of this server, with the owner's token and a clock that lets each wait pass at once.
fn builder(server: &MockNetBird) -> ClientBuilder {
    with_token(server, server.token())
}

fn with_token(server: &MockNetBird, token: &str) -> ClientBuilder {
    Client::builder(Credential::token(token)).base_url(server.url()).clock(SimulatedClock::default())
}

/// A client with a token of this user's.
fn client_of(server: &MockNetBird, user: &str) -> Client {
    with_token(server, &server.issue_token(user)).build().expect("a client")
}

fn client(server: &MockNetBird) -> Client {
    builder(server).build().expect("a client")
}

async fn started(builder: Builder) -> MockNetBird {
    builder.start().await.expect("a mock")
}

async fn mock() -> MockNetBird {
    started(MockNetBird::builder()).await
}

/// An error in the words of the API.
fn api_error(status: u16, message: &str) -> Fault {
    Fault::status(status)
        .header("content-type", "application/json; charset=UTF-8")
        .body(format!("{{\"message\":\"{message}\",\"code\":{status}}}\n"))
}

/// How many requests with this method the server has got.
fn sent(server: &MockNetBird, method: &str) -> usize {
    server.requests().iter().filter(|request| request.method == method).count()
}

/// Lets the other tasks go on until this is so.
async fn until(condition: impl Fn() -> bool) {
    while !condition() {
        tokio::task::yield_now().await;
    }
}
