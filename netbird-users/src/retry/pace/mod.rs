//! Keeps the calls of one client from racing each other into refusals.

mod limiter;
#[cfg(test)]
mod simulation;
#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    future::poll_fn,
    sync::{Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
    time::{Duration, Instant},
};

pub(crate) use limiter::FIRST_PROBE;
use limiter::{Limiter, Place};

use crate::clock::{Clock, Pause};

/// The places in the server's limit, for the calls of one client: in the order in which the calls began, and none is held
/// by a call that was given up.
#[derive(Debug)]
pub(crate) struct Pace(Mutex<State>);

#[derive(Debug)]
struct State {
    limiter: Limiter,
    /// The calls that wait, by their turns.
    waiting: BTreeMap<u64, Waker>,
    next_turn: u64,
}

/// Where a call stands among the others; it keeps its turn when it is refused.
#[derive(Debug, Default)]
pub(crate) struct Turn(Option<u64>);

/// One request that is under way.
#[derive(Debug)]
pub(crate) struct UnderWay<'a>(&'a Pace);

enum Step {
    Go,
    Sleep(Duration),
    Wait,
    TooLate(Duration),
}

impl Pace {
    pub(crate) fn new(now: Instant) -> Self {
        Self(Mutex::new(State { limiter: Limiter::new(now), waiting: BTreeMap::new(), next_turn: 0 }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place at once, where nobody waits for one.
    pub(crate) fn at_once(&self, turn: &mut Turn, now: Instant) -> Option<UnderWay<'_>> {
        let mut state = self.state();
        let number = turn.number(&mut state);
        if state.waiting.keys().next().is_some_and(|first| *first < number)
            || state.limiter.place(now) != Place::Now
        {
            return None;
        }
        state.limiter.sent();
        Some(UnderWay(self))
    }

    /// Waits for a place; where that would take longer than is left at a time, says how long it would have been.
    pub(crate) async fn place(
        &self,
        turn: &mut Turn,
        clock: &dyn Clock,
        left: impl Fn(Instant) -> Duration,
    ) -> Result<UnderWay<'_>, Duration> {
        let number = turn.number(&mut self.state());
        let waiting = Waiting { pace: self, number };
        let mut pause: Option<(Instant, Pause)> = None;
        poll_fn(|context| {
            loop {
                let now = clock.now();
                match waiting.step(now, left(now), context) {
                    Step::Go => return Poll::Ready(Ok(UnderWay(self))),
                    Step::TooLate(wait) => return Poll::Ready(Err(wait)),
                    Step::Wait => return Poll::Pending,
                    Step::Sleep(wait) => {
                        let until = now.checked_add(wait).unwrap_or(now);
                        let (_, sleep) = match &mut pause {
                            Some(pause) if pause.0 == until => pause,
                            pause => pause.insert((until, clock.sleep(wait))),
                        };
                        if sleep.as_mut().poll(context).is_pending() {
                            return Poll::Pending;
                        }
                        pause = None;
                    }
                }
            }
        })
        .await
    }

    /// The server let a request in that was sent at this time.
    pub(crate) fn accepted(&self, sent: Instant) {
        let mut state = self.state();
        state.limiter.accepted(sent);
        state.wake_first();
    }

    /// The server refused a request that was sent at this time. It said when to come again, or the bucket is tried after
    /// this time at first.
    pub(crate) fn refused(&self, sent: Instant, now: Instant, told: Option<Duration>, first: Duration) {
        let mut state = self.state();
        match told {
            Some(wait) => state.limiter.told(now, wait),
            None => state.limiter.refused(sent, now, first, fastrand::f64()),
        }
        state.wake_first();
    }
}

impl State {
    fn wake_first(&self) {
        if let Some((_, waker)) = self.waiting.first_key_value() {
            waker.wake_by_ref();
        }
    }
}

impl Turn {
    fn number(&mut self, state: &mut State) -> u64 {
        *self.0.get_or_insert_with(|| {
            state.next_turn += 1;
            state.next_turn
        })
    }
}

/// A call that waits; when it has its place or is given up, the next one is asked.
struct Waiting<'a> {
    pace: &'a Pace,
    number: u64,
}

impl Waiting<'_> {
    fn step(&self, now: Instant, left: Duration, context: &Context<'_>) -> Step {
        let mut state = self.pace.state();
        let before = state.waiting.range(..self.number).count();
        let step = match state.limiter.place(now) {
            Place::Now if before == 0 => {
                state.limiter.sent();
                return Step::Go;
            }
            Place::In(wait) if before == 0 && wait <= left => Step::Sleep(wait),
            _ => match state.limiter.wait_behind(before, now) {
                wait if wait > left => Step::TooLate(wait),
                _ => Step::Wait,
            },
        };
        if matches!(step, Step::Sleep(_) | Step::Wait) {
            state.waiting.insert(self.number, context.waker().clone());
        }
        step
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let mut state = self.pace.state();
        state.waiting.remove(&self.number);
        state.wake_first();
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.limiter.ended();
        state.wake_first();
    }
}
