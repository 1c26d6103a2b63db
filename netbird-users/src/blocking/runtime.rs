use std::{future::Future, sync::Arc};

use futures_util::FutureExt;
use tokio::{
    runtime::{Builder, Handle},
    task::{JoinHandle, consume_budget},
};

use crate::client::BuildError;

/// How much of a task's budget is tried. Tokio gives 128 at a time.
const BUDGET: usize = 1024;

/// What the calls of one client run on; clones share it. It has a thread of its own, so that connections live on between
/// two calls, and calls of several threads go on at once.
#[derive(Clone)]
pub(super) struct Runtime(Arc<Owned>);

struct Owned {
    handle: Handle,
    /// There until it is dropped.
    runtime: Option<tokio::runtime::Runtime>,
}

impl Runtime {
    pub(super) fn new() -> Result<Self, BuildError> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("netbird-users")
            .enable_all()
            .build()
            .map_err(BuildError::runtime)?;
        Ok(Self(Arc::new(Owned { handle: runtime.handle().clone(), runtime: Some(runtime) })))
    }

    /// Waits for a future on this thread.
    ///
    /// # Panics
    ///
    /// When a task runs on this thread. It would stand still with all others that the thread drives, and where the
    /// answer depends on one of them, for ever: no error that a program could get over, but a mistake in it.
    pub(super) fn block_on<F: Future>(&self, future: F) -> F::Output {
        assert!(
            !in_task(),
            "a method of `netbird_users::blocking` was called in async code, where it would block every other task of \
             the thread: use `netbird_users::Client` there, or wrap the call in `tokio::task::spawn_blocking`"
        );
        self.0.handle.block_on(future)
    }

    /// Runs a function that may block on a thread for such.
    pub(super) fn spawn_blocking<T: Send + 'static>(
        &self,
        function: impl FnOnce() -> T + Send + 'static,
    ) -> JoinHandle<T> {
        self.0.handle.spawn_blocking(function)
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        // Tokio's own way to drop a runtime waits for it, and so panics in async code.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Whether this thread drives a task. A runtime is entered on threads for blocking work as well, where waiting is
/// right; but only who drives tasks counts what they do, and has them pause when a budget is used up. Where this does
/// not see a task, as in `tokio::task::unconstrained`, tokio's own panic is left.
fn in_task() -> bool {
    Handle::try_current().is_ok() && (0..BUDGET).any(|_| consume_budget().now_or_never().is_none())
}
