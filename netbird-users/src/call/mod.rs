//! One call: its attempts, the waits between them, and what is said in the end.

mod answer;
mod attempt;
mod retry_after;
mod scrub;
mod so_far;
mod traces;
mod transport;

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
use reqwest::header::{AUTHORIZATION, HeaderValue};
use so_far::SoFar;

use crate::{
    clock::Clock,
    error::{Cause, Error, ErrorKind},
    groups::KnownGroups,
    operation::{Operation, Repeat},
    retry::{Budget, FIRST_PROBE, FailedAttempt, Pace, RetryPolicy, Turn, UnderWay},
};

/// What all clones of a client share.
#[derive(Debug)]
pub(crate) struct Engine {
    pub(crate) generated: generated::Client,
    /// The same without the credential, for whoever holds the link of an invite.
    pub(crate) public: generated::Client,
    pub(crate) base_url: String,
    pub(crate) credential: Secret,
    /// Whether the credential is a JWT.
    pub(crate) bearer: bool,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) retry: Arc<dyn RetryPolicy>,
    /// How long it takes at most until a connection is known not to come about.
    pub(crate) time_to_connect: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) deadline: Duration,
    pub(crate) pace: Pace,
    pub(crate) budget: Budget,
    pub(crate) known_groups: KnownGroups,
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

enum Next {
    /// Another attempt after this time.
    Wait(Duration),
    /// Another attempt when it has a place in the server's limit.
    TakeTurns,
    GiveUp,
}

type Answer<T> = Result<ResponseValue<T>, Generated<ErrorBody>>;

impl Engine {
    /// The generated client with another token in the place of the credential.
    pub(crate) fn speaking_for(&self, token: &Secret) -> Result<generated::Client, &'static str> {
        let header = Secret::new(format!("Token {}", token.expose()));
        let mut header = HeaderValue::from_str(header.expose())
            .map_err(|_| "the server's token holds characters that no header can hold")?;
        header.set_sensitive(true);
        Ok(self.public.clone().with_header(AUTHORIZATION, header))
    }

    /// Sends until there is an answer, or no further attempt is safe, allowed, or in time.
    pub(crate) async fn call<T, F>(&self, call: Call<'_>, send: impl Fn() -> F) -> Result<T, Error>
    where
        F: Future<Output = Answer<T>>,
    {
        traces::call(call.operation, self.attempts(&call, send, |_| None)).await
    }

    /// The same for an operation that removes: when an attempt that the server may have worked on, even one that
    /// it said to have failed, is followed by "not found", that attempt has done it.
    pub(crate) async fn remove<F>(&self, call: Call<'_>, send: impl Fn() -> F) -> Result<(), Error>
    where
        F: Future<Output = Answer<()>>,
    {
        let user_id = call.user_id;
        let gone = |attempt: &Attempt| user_id.is_some_and(|id| attempt.says_gone(id));
        self.remove_unless(call, send, gone).await
    }

    /// The same where "not found" is said in other words.
    pub(crate) async fn remove_unless<F>(
        &self,
        call: Call<'_>,
        send: impl Fn() -> F,
        gone: impl Fn(&Attempt) -> bool,
    ) -> Result<(), Error>
    where
        F: Future<Output = Answer<()>>,
    {
        let done_before = |attempt: &Attempt| gone(attempt).then_some(());
        traces::call(call.operation, self.attempts(&call, send, done_before)).await
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
        let mut turn = Turn::default();
        let mut so_far = SoFar::default();
        loop {
            let under_way = match self.pace.at_once(&mut turn, began) {
                Some(under_way) => under_way,
                None => match self.place(operation, &mut turn, started).await {
                    Ok(under_way) => {
                        began = self.clock.now();
                        under_way
                    }
                    Err(wait) => return Err(so_far.not_begun(call, wait)),
                },
            };
            so_far.attempts += 1;
            let left = self.left(started, began);
            let limit = self.attempt_timeout.min(left);
            let answer = self.within(limit, pin!(send())).await;
            drop(under_way);
            let took = || self.clock.now().saturating_duration_since(began);
            let attempt = match answer {
                Some(Ok(answer)) => {
                    self.pace.accepted(began);
                    self.budget.give_back(so_far.paid);
                    let clean = |text: &str| self.clean(text, call.secrets);
                    traces::answered(so_far.attempts, &answer, took, clean);
                    return Ok(answer.into_inner());
                }
                Some(Err(error)) => self.read(error, call.secrets),
                None if left < self.attempt_timeout => Attempt::timed_out(limit, Cause::Deadline),
                None => Attempt::timed_out(limit, Cause::AttemptTimeout),
            };
            traces::failed(so_far.attempts, &attempt, took);
            if so_far.begun
                && let Some(value) = done_before(&attempt)
            {
                return Ok(value);
            }
            so_far.note(&attempt);
            match self.after(operation, &attempt, &mut so_far, began, started) {
                Next::Wait(wait) => self.clock.sleep(wait).await,
                Next::TakeTurns => {}
                Next::GiveUp => return Err(so_far.error(call, attempt)),
            }
            began = self.clock.now();
        }
    }

    /// A place behind the calls that began before this one.
    async fn place(
        &self,
        operation: &Operation,
        turn: &mut Turn,
        started: Instant,
    ) -> Result<UnderWay<'_>, Duration> {
        let left = self.left_to_wait(operation, started, self.clock.now());
        let place = self.pace.place(turn, &*self.clock, |now| self.left_to_wait(operation, started, now));
        self.within(left, pin!(place)).await.unwrap_or(Err(left))
    }

    /// What is left of the call's time.
    fn left(&self, started: Instant, now: Instant) -> Duration {
        self.deadline.saturating_sub(now.saturating_duration_since(started))
    }

    /// How late an attempt may begin. What is sent once needs the time in which a connection comes about or does not:
    /// without one nothing was sent, and that is to be known.
    fn left_to_wait(&self, operation: &Operation, started: Instant, now: Instant) -> Duration {
        let kept = if operation.repeat == Repeat::Once { self.time_to_connect } else { Duration::ZERO };
        self.left(started, now).saturating_sub(kept)
    }

    /// What comes after a failed attempt: another where it can do no harm, is wanted, is paid for, and ends in time.
    fn after(
        &self,
        operation: &Operation,
        attempt: &Attempt,
        so_far: &mut SoFar,
        began: Instant,
        started: Instant,
    ) -> Next {
        let safe = operation.repeat != Repeat::Once || attempt.sent == Sent::Nothing;
        let failed = FailedAttempt {
            attempt: so_far.attempts,
            refused: so_far.refused,
            kind: &attempt.kind,
            retry_after: attempt.retry_after,
        };
        let wait = if safe && attempt.transient { self.retry.wait(&failed) } else { None };
        let now = self.clock.now();
        let in_time = wait.filter(|wait| *wait <= self.left_to_wait(operation, started, now));
        if let ErrorKind::RateLimited { .. } = attempt.kind {
            let told = attempt.retry_after.map(|asked| wait.unwrap_or(asked));
            self.pace.refused(began, now, told, wait.unwrap_or(FIRST_PROBE));
            return if in_time.is_some() { Next::TakeTurns } else { Next::GiveUp };
        }
        if attempt.status.is_some() {
            self.pace.accepted(began);
        }
        let Some(wait) = in_time else { return Next::GiveUp };
        so_far.paid = self.budget.spend(attempt.kind == ErrorKind::Timeout);
        so_far.unpaid = so_far.paid.is_none();
        if so_far.unpaid { Next::GiveUp } else { Next::Wait(wait) }
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
