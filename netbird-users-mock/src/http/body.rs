//! Bodies that come in pieces, slowly, or not to their end.

use std::{
    collections::VecDeque,
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
#[derive(Debug)]
pub(crate) struct Pieces {
    rest: VecDeque<Piece>,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Pieces {
    pub(crate) fn new(pieces: impl IntoIterator<Item = Piece>) -> Self {
        Self { rest: pieces.into_iter().collect(), sleep: None }
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
            match self.rest.pop_front() {
                None => return Poll::Ready(None),
                Some(Piece::Bytes(bytes)) => return Poll::Ready(Some(Ok(Frame::data(bytes)))),
                Some(Piece::Pause(pause)) => self.sleep = Some(Box::pin(sleep(pause))),
                Some(Piece::Stall) => {
                    // Nothing wakes it: it ends with the connection.
                    self.rest.push_front(Piece::Stall);
                    return Poll::Pending;
                }
                Some(Piece::Break) => return Poll::Ready(Some(Err(Broken))),
            }
        }
    }
}
