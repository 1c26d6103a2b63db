//! How far long work has come, for who waits at a terminal.

use std::{
    io::{self, IsTerminal, Write},
    time::{Duration, Instant},
};

/// Fewer than these are through before anybody has read the line.
const WORTH_IT: usize = 10;

/// One line on standard error that is written over and over. Where that is no terminal, nothing.
#[derive(Debug)]
pub(crate) struct Progress {
    total: usize,
    began: Instant,
    shown: bool,
}

impl Progress {
    pub(crate) fn of(total: usize) -> Self {
        Self { total, began: Instant::now(), shown: total >= WORTH_IT && io::stderr().is_terminal() }
    }

    pub(crate) fn at(&self, done: usize) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\u{1b}[K{}", line(done, self.total, self.began.elapsed()));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}

/// `120 of 1000, 40 a second, 22 s left`
#[allow(clippy::cast_precision_loss, reason = "it is read by people")]
fn line(done: usize, total: usize, elapsed: Duration) -> String {
    let rate = done as f64 / elapsed.as_secs_f64().max(0.001);
    if done == 0 {
        return format!("{done} of {total}");
    }
    let left = (total.saturating_sub(done)) as f64 / rate;
    if rate >= 1.0 {
        format!("{done} of {total}, {rate:.0} a second, {left:.0} s left")
    } else {
        format!("{done} of {total}, {:.0} a minute, {left:.0} s left", rate * 60.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_and_the_time_left_are_told() {
        assert_eq!(line(0, 1000, Duration::from_secs(1)), "0 of 1000");
        assert_eq!(line(120, 1000, Duration::from_secs(3)), "120 of 1000, 40 a second, 22 s left");
        assert_eq!(line(1, 10, Duration::from_secs(10)), "1 of 10, 6 a minute, 90 s left");
    }
}
