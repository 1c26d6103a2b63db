use std::{
    fmt::Debug,
    future::Future,
    pin::Pin,
    time::{Duration, Instant},
};

/// A future on the heap, as [`Clock`] gives it.
pub type Pause = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Where a client has its time from: tokio, unless [`ClientBuilder::clock`](crate::ClientBuilder::clock) says
/// otherwise. A program that tests its own use of this crate can bring a clock that it moves by hand.
pub trait Clock: Debug + Send + Sync {
    /// The time now.
    fn now(&self) -> Instant;

    /// Ends after this time. The client waits so between two attempts, when nothing is under way.
    fn sleep(&self, duration: Duration) -> Pause;

    /// Ends after this time, and is dropped when the answer comes first. The client limits each attempt so.
    ///
    /// Default: the same as [`sleep`](Self::sleep). A clock that is moved by hand wants to tell them apart: it can let
    /// a pause between two attempts pass at once, but not the time that an answer has.
    fn timeout(&self, duration: Duration) -> Pause {
        self.sleep(duration)
    }
}

/// The clock of the tokio runtime.
#[derive(Debug)]
pub(crate) struct TokioClock;

impl Clock for TokioClock {
    fn now(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }

    fn sleep(&self, duration: Duration) -> Pause {
        Box::pin(tokio::time::sleep(duration))
    }
}
