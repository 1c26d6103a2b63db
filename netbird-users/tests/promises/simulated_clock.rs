use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use netbird_users::{Clock, Pause};
use tokio::sync::Notify;

/// A clock that lets a wait between two attempts pass at once, and the time of an attempt only when the test says so.
#[derive(Clone, Debug)]
pub(crate) struct SimulatedClock(Arc<State>);

#[derive(Debug)]
struct State {
    now: Mutex<Instant>,
    waits: Mutex<Vec<Duration>>,
    limit: Mutex<Duration>,
    expired: Notify,
}

impl Default for SimulatedClock {
    fn default() -> Self {
        Self(Arc::new(State {
            now: Mutex::new(Instant::now()),
            waits: Mutex::default(),
            limit: Mutex::default(),
            expired: Notify::new(),
        }))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl SimulatedClock {
    /// The waits so far, in order.
    pub(crate) fn waits(&self) -> Vec<Duration> {
        lock(&self.0.waits).clone()
    }

    /// The time of every attempt under way is over.
    pub(crate) fn expire(&self) {
        *lock(&self.0.now) += *lock(&self.0.limit);
        self.0.expired.notify_waiters();
    }
}

impl Clock for SimulatedClock {
    fn now(&self) -> Instant {
        *lock(&self.0.now)
    }

    fn sleep(&self, duration: Duration) -> Pause {
        lock(&self.0.waits).push(duration);
        let until = self.now() + duration;
        let state = Arc::clone(&self.0);
        Box::pin(async move {
            tokio::task::yield_now().await;
            let mut now = lock(&state.now);
            *now = until.max(*now);
        })
    }

    fn timeout(&self, duration: Duration) -> Pause {
        *lock(&self.0.limit) = duration;
        let state = Arc::clone(&self.0);
        Box::pin(async move { state.expired.notified().await })
    }
}
