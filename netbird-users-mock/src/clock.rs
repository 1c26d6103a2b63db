use std::time::SystemTime;

use chrono::{DateTime, Utc};
use tokio::time::Instant;

/// The wall clock as it was at the start, moved on by tokio's: a test that advances tokio's time lets tokens expire.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    wall: SystemTime,
    started: Instant,
}

impl Clock {
    pub(crate) fn start() -> Self {
        Self { wall: SystemTime::now(), started: Instant::now() }
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        DateTime::from(self.wall + self.started.elapsed())
    }
}
