use std::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use crate::error::Error;

/// A call that begins when it is awaited. It owns what it needs, so it can be joined with others and handed to
/// `tokio::spawn`; dropping it breaks it off, and the outcome of what was sent by then is unknown.
///
/// ```
#[doc = example!()]
/// let (all, me) = tokio::join!(client.users().list(), client.users().current());
/// let deletion = tokio::spawn(client.users().delete("nobody"));
/// # assert_eq!(all?.len(), 1);
/// # assert!(me.is_ok() && deletion.await?.is_err());
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is sent until it is awaited"]
pub struct Pending<T>(Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>);

impl<T> Pending<T> {
    pub(crate) fn new(call: impl Future<Output = Result<T, Error>> + Send + 'static) -> Self {
        Self(Box::pin(call))
    }
}

impl<T> Future for Pending<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}

impl<T> fmt::Debug for Pending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pending")
    }
}
