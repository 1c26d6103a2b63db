//! Bodies that come in pieces, slowly, or not to their end.

use std::{
    convert::Infallible,
    error::Error,
    fmt,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use http_body::{Body, Frame};
use tokio::time::{Sleep, sleep};

/// A part of a body, or what happens between two.
#[derive(Debug)]
pub(crate) enum Piece {
    Bytes(Bytes),
    Pause(Duration),
    /// Nothing more, and no end.
    Stall,
    /// The connection breaks.
    Break,
}

/// A body of pieces. It does not tell its length, so that it is sent in chunks.
pub(crate) struct Pieces {
    rest: Box<dyn Iterator<Item = Piece> + Send>,
    sleep: Option<Pin<Box<Sleep>>>,
    stalled: bool,
}

impl Pieces {
    pub(crate) fn new(pieces: impl IntoIterator<Item = Piece, IntoIter: Send + 'static>) -> Self {
        Self { rest: Box::new(pieces.into_iter()), sleep: None, stalled: false }
    }
}

/// The connection was broken on purpose.
#[derive(Debug)]
pub(crate) struct Broken;

impl fmt::Display for Broken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the connection is broken on purpose")
    }
}

impl Error for Broken {}

impl From<Infallible> for Broken {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        loop {
            if let Some(sleep) = &mut self.sleep {
                if sleep.as_mut().poll(context).is_pending() {
                    return Poll::Pending;
                }
                self.sleep = None;
            }
            if self.stalled {
                // Nothing wakes it: it ends with the connection.
                return Poll::Pending;
            }
            match self.rest.next() {
                None => return Poll::Ready(None),
                Some(Piece::Bytes(bytes)) => return Poll::Ready(Some(Ok(Frame::data(bytes)))),
                Some(Piece::Pause(pause)) => self.sleep = Some(Box::pin(sleep(pause))),
                Some(Piece::Stall) => self.stalled = true,
                Some(Piece::Break) => return Poll::Ready(Some(Err(Broken))),
            }
        }
    }
}
