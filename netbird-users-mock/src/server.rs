use std::{fmt, net::SocketAddr, sync::Arc};

use tokio::task::JoinHandle;

use crate::http::Shared;

/// A running NetBird with one account, its owner and a token of the owner's.
///
/// It runs on the tokio runtime that started it, and stops when it is dropped: connections close, and the port is free.
///
/// # Panics
///
/// Dropping it panics when a [`Fault`](crate::Fault) was injected and never used, so that a test whose request never
/// came does not pass. It does not while the thread is panicking already.
pub struct MockNetBird {
    address: SocketAddr,
    token: String,
    owner: String,
    pub(crate) shared: Arc<Shared>,
    task: JoinHandle<()>,
}

impl MockNetBird {
    pub(crate) fn new(
        address: SocketAddr,
        token: String,
        owner: String,
        shared: Arc<Shared>,
        task: JoinHandle<()>,
    ) -> Self {
        Self { address, token, owner, shared, task }
    }

    /// Where it listens, as a management URL without a slash at its end: `http://127.0.0.1:40123`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The owner's token. It is good for a year of the mock's clock.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The owner's id.
    #[must_use]
    pub fn owner(&self) -> &str {
        &self.owner
    }
}

impl fmt::Debug for MockNetBird {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("MockNetBird").field("url", &self.url()).finish_non_exhaustive()
    }
}

impl Drop for MockNetBird {
    fn drop(&mut self) {
        self.task.abort();
        let unused = self.unused_faults();
        #[allow(clippy::manual_assert, clippy::panic, reason = "a test whose fault was never met must fail")]
        if !unused.is_empty() && !std::thread::panicking() {
            panic!("no request met these faults: {unused:#?}");
        }
    }
}
