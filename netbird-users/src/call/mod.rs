//! One call: its attempts, the waits between them, and what is said in the end.

mod answer;
mod attempt;
mod retry_after;
mod scrub;
mod traces;

use std::{
    future::{Future, poll_fn},
    pin::{Pin, pin},
    sync::Arc,
    task::Poll,
    time::{Duration, Instant},
};

pub(crate) use attempt::{Attempt, Sent};
use netbird_users_gen::{
    self as generated, Error as Generated, ResponseValue,
    support::{ErrorBody, Secret},
};

use crate::{
    clock::Clock,
    error::{Error, ErrorKind},
    operation::{Operation, Repeat},
    retry::{FailedAttempt, Pace, RetryPolicy},
};

/// What all clones of a client share.
#[derive(Debug)]
pub(crate) struct Engine {
    pub(crate) generated: generated::Client,
    pub(crate) base_url: String,
    pub(crate) credential: Secret,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) retry: Arc<dyn RetryPolicy>,
    pub(crate) attempt_timeout: Duration,
    pub(crate) deadline: Duration,
    pub(crate) pace: Pace,
}

/// One call of an operation, for this user where it is about one.
pub(crate) struct Call<'a> {
    pub(crate) operation: &'static Operation,
    pub(crate) user_id: Option<&'a str>,
    /// What the request holds and no error may show.
    pub(crate) secrets: &'a [Secret],
}

impl<'a> Call<'a> {
    pub(crate) fn of(operation: &'static Operation) -> Self {
        Self { operation, user_id: None, secrets: &[] }
    }

    pub(crate) fn on(operation: &'static Operation, user_id: &'a str) -> Self {
        Self { operation, user_id: Some(user_id), secrets: &[] }
    }
}

type Answer<T> = Result<ResponseValue<T>, Generated<ErrorBody>>;

impl Engine {
    /// Sends until there is an answer, or no further attempt is safe, allowed, or in time.
    pub(crate) async fn call<T, F>(&self, call: Call<'_>, send: impl Fn() -> F) -> Result<T, Error>
    where
        F: Future<Output = Answer<T>>,
    {
        traces::call(call.operation, self.attempts(&call, send, |_| None)).await
    }

    /// The same for an operation that removes: when an attempt whose outcome is unknown is followed by "not found",
    /// that attempt has done it.
    pub(crate) async fn remove<F>(&self, call: Call<'_>, send: impl Fn() -> F) -> Result<(), Error>
    where
        F: Future<Output = Answer<()>>,
    {
        let gone = |attempt: &Attempt| call.user_id.filter(|id| attempt.says_gone(id)).map(drop);
        traces::call(call.operation, self.attempts(&call, send, gone)).await
    }

    async fn attempts<T, F>(
        &self,
        call: &Call<'_>,
        send: impl Fn() -> F,
        done_before: impl Fn(&Attempt) -> Option<T>,
    ) -> Result<T, Error>
    where
        F: Future<Output = Answer<T>>,
    {
        let operation = call.operation;
        let started = self.clock.now();
        let mut began = started;
        let mut unknown_before = false;
        let mut number = 0;
        loop {
            number += 1;
            match self.pace.take(began, self.left(started, began)) {
                Ok(Duration::ZERO) => {}
                Ok(wait) => {
                    self.clock.sleep(wait).await;
                    began = self.clock.now();
                }
                Err(wait) => {
                    return Err(Attempt::not_begun(wait).into_error(operation, number - 1, unknown_before));
                }
            }
            let limit = self.attempt_timeout.min(self.left(started, began));
            let answer = self.within(limit, pin!(send())).await;
            let took = || self.clock.now() - began;
            let attempt = match answer {
                Some(Ok(answer)) => {
                    traces::answered(number, &answer, took);
                    return Ok(answer.into_inner());
                }
                Some(Err(error)) => self.read(error, call.secrets),
                None => Attempt::timed_out(limit),
            };
            traces::failed(number, &attempt, took);
            if unknown_before && let Some(value) = done_before(&attempt) {
                return Ok(value);
            }
            let wait = self.wait(operation, number, &attempt);
            unknown_before |= attempt.sent == Sent::Unknown;
            match wait {
                Some(wait) if wait <= self.left(started, self.clock.now()) => self.rest(&attempt, wait).await,
                _ => return Err(attempt.into_error(operation, number, unknown_before)),
            }
            began = self.clock.now();
        }
    }

    /// What is left of the call's time.
    fn left(&self, started: Instant, now: Instant) -> Duration {
        self.deadline.saturating_sub(now - started)
    }

    /// How long to wait before the next attempt, where one can do no harm.
    fn wait(&self, operation: &Operation, number: u32, attempt: &Attempt) -> Option<Duration> {
        let safe = operation.repeat != Repeat::Once || attempt.sent == Sent::Nothing;
        let policy = FailedAttempt { attempt: number, kind: &attempt.kind, retry_after: attempt.retry_after };
        if safe && attempt.transient { self.retry.wait(&policy) } else { None }
    }

    async fn rest(&self, attempt: &Attempt, wait: Duration) {
        if let ErrorKind::RateLimited { .. } = attempt.kind {
            let interval = if attempt.retry_after.is_some() { Duration::ZERO } else { wait };
            self.pace.refused(self.clock.now(), wait, interval);
        } else {
            self.clock.sleep(wait).await;
        }
    }

    /// The future's output, or nothing when this time is over first. It is borrowed, since a future that is handed on
    /// is copied, and stands twice in the one that waits for it.
    async fn within<T>(&self, limit: Duration, mut future: Pin<&mut impl Future<Output = T>>) -> Option<T> {
        let mut over = self.clock.timeout(limit);
        poll_fn(|context| match future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending => over.as_mut().poll(context).map(|()| None),
        })
        .await
    }
}
