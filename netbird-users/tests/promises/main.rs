//! What the client promises, each against the mock.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that fails panics")]

#[cfg(feature = "blocking")]
mod blocking;
mod fault_matrix;
mod simulated_clock;

use netbird_users::{Client, ClientBuilder, Credential};
use netbird_users_mock::MockNetBird;
use simulated_clock::SimulatedClock;

/// The settings of a client of this server, with the owner's token and a clock that lets each wait pass at once.
fn builder(server: &MockNetBird) -> ClientBuilder {
    Client::builder(Credential::token(server.token())).base_url(server.url()).clock(SimulatedClock::default())
}

/// Lets the other tasks go on until this is so.
async fn until(condition: impl Fn() -> bool) {
    while !condition() {
        tokio::task::yield_now().await;
    }
}
