use std::time::Duration;

use super::{FIRST_PROBE, FailedAttempt, RetryPolicy};
use crate::error::ErrorKind;

/// Waits that grow: the default [`RetryPolicy`].
///
/// With the defaults a call makes four attempts, after about 0.25, 0.5 and 1 second. Where the server says that it gets
/// too many requests, the call waits for a place in its limit until its deadline: such an attempt did nothing, and is none
/// of the four.
///
/// ```
/// use std::time::Duration;
/// use netbird_users::{Backoff, Client, Credential};
///
/// # fn example() -> Result<(), netbird_users::BuildError> {
/// let client = Client::builder(Credential::token("nbp_abcdefghijklmnopqrstuvwxyz01232LolCm"))
///     .retry(Backoff::new().attempts(6).longest(Duration::from_secs(30)))
///     .build()?;
/// # Ok(())
/// # }
/// # example().unwrap();
/// ```
#[derive(Clone, Debug)]
#[must_use = "a policy does nothing until it is given to a client"]
pub struct Backoff {
    attempts: u32,
    first: Duration,
    longest: Duration,
    rate_limit_wait: Duration,
    retry_after_cap: Duration,
}

impl Default for Backoff {
    fn default() -> Self {
        Self::new()
    }
}

impl Backoff {
    /// The defaults.
    pub fn new() -> Self {
        Self {
            attempts: 4,
            first: Duration::from_millis(250),
            longest: Duration::from_secs(8),
            rate_limit_wait: FIRST_PROBE,
            retry_after_cap: Duration::from_secs(60),
        }
    }

    /// How many attempts a call makes at most, the first included.
    ///
    /// Default: 4, which bridges the restart of a proxy.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// The wait after the first attempt. Each further one is twice as long, up to [`longest`](Self::longest). Half of
    /// a wait is random, so that clients that failed together do not come back together.
    ///
    /// Default: 250 ms.
    pub fn first(mut self, wait: Duration) -> Self {
        self.first = wait;
        self
    }

    /// The longest wait between two attempts, unless the server asks for more.
    ///
    /// Default: 8 s.
    pub fn longest(mut self, wait: Duration) -> Self {
        self.longest = wait;
        self
    }

    /// How long after a 429 without `Retry-After` the limit is tried again at first; up to a twentieth is added at
    /// random. It is twice as long after each further refusal, up to a minute, and once a request is let in, the rate of
    /// the server is known and kept to.
    ///
    /// Default: 1 s. What the server's bucket takes in meanwhile is not lost, and a shorter time is refused more often.
    pub fn rate_limit_wait(mut self, wait: Duration) -> Self {
        self.rate_limit_wait = wait;
        self
    }

    /// The longest `Retry-After` that is waited for. When the server asks for more, the call fails at once, and the
    /// error says how long it asked for. Up to a tenth is added at random to what it asks for; where that is nothing, or a
    /// time that is past, the call waits as if it had asked for nothing.
    ///
    /// Default: 60 s.
    pub fn retry_after_cap(mut self, cap: Duration) -> Self {
        self.retry_after_cap = cap;
        self
    }
}

impl RetryPolicy for Backoff {
    fn wait(&self, failed: &FailedAttempt<'_>) -> Option<Duration> {
        let limited = matches!(failed.kind, ErrorKind::RateLimited { .. }) && failed.retry_after.is_none();
        if !limited && failed.attempt.saturating_sub(failed.refused) >= self.attempts || self.attempts <= 1 {
            return None;
        }
        match failed.retry_after {
            Some(asked) if asked > self.retry_after_cap => None,
            Some(asked) => Some(asked.saturating_add(at_random(asked / 10)).max(self.step(failed.attempt))),
            None if limited => Some(self.rate_limit_wait),
            None => Some(self.step(failed.attempt)),
        }
    }
}

impl Backoff {
    fn step(&self, attempt: u32) -> Duration {
        let doublings = attempt.saturating_sub(1).min(31);
        let full = self.first.saturating_mul(1 << doublings).min(self.longest);
        (full / 2).saturating_add(at_random(full / 2))
    }
}

fn at_random(most: Duration) -> Duration {
    Duration::try_from_secs_f64(most.as_secs_f64() * fastrand::f64()).unwrap_or(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(policy: &Backoff, attempt: u32, kind: &ErrorKind, retry_after: Option<u64>) -> Option<Duration> {
        let retry_after = retry_after.map(Duration::from_secs);
        policy.wait(&FailedAttempt { attempt, refused: 0, kind, retry_after })
    }

    #[test]
    fn waits_double_up_to_the_longest_and_half_of_each_is_random() {
        let policy = Backoff::new().attempts(100).longest(Duration::from_secs(1));
        for (attempt, full) in [(1, 250), (2, 500), (3, 1000), (4, 1000), (90, 1000)] {
            let waits: Vec<Duration> =
                (0..50).filter_map(|_| wait(&policy, attempt, &ErrorKind::Server, None)).collect();
            let (half, full) = (Duration::from_millis(full / 2), Duration::from_millis(full));
            assert!(waits.len() == 50 && waits.iter().all(|wait| (half..=full).contains(wait)), "{waits:?}");
            assert!(waits.iter().any(|wait| *wait != waits[0]), "no jitter after attempt {attempt}");
        }
    }

    #[test]
    fn the_last_attempt_is_the_last() {
        let policy = Backoff::new();
        assert!(wait(&policy, 3, &ErrorKind::Server, None).is_some());
        assert_eq!(wait(&policy, 4, &ErrorKind::Server, None), None);
        assert_eq!(wait(&policy.attempts(1), 1, &ErrorKind::Server, Some(1)), None);
    }

    #[test]
    fn an_attempt_that_was_turned_away_is_none_of_the_four() {
        let policy = Backoff::new();
        let limited = ErrorKind::RateLimited { wait: Duration::ZERO };
        assert_eq!(wait(&policy, 90, &limited, None), Some(FIRST_PROBE));
        let failed = |attempt, refused| FailedAttempt {
            attempt,
            refused,
            kind: &ErrorKind::Server,
            retry_after: None,
        };
        assert!(policy.wait(&failed(12, 9)).is_some());
        assert_eq!(policy.wait(&failed(13, 9)), None);
    }

    #[test]
    fn what_is_asked_for_has_a_floor_and_jitter() {
        for kind in [ErrorKind::RateLimited { wait: Duration::ZERO }, ErrorKind::Server] {
            let waits: Vec<Duration> =
                (0..50).filter_map(|_| wait(&Backoff::new(), 3, &kind, Some(0))).collect();
            assert!(waits.iter().all(|wait| (500..=1000).contains(&wait.as_millis())), "{waits:?}");
            assert!(waits.iter().any(|wait| *wait != waits[0]), "no jitter");
        }
    }

    #[test]
    fn no_wait_is_too_long_to_be_counted() {
        let most = Duration::MAX;
        let policy = Backoff::new().first(most).longest(most).rate_limit_wait(most).retry_after_cap(most);
        let limited = ErrorKind::RateLimited { wait: most };
        for kind in [limited, ErrorKind::Server] {
            for retry_after in [None, Some(u64::MAX)] {
                assert!(
                    wait(&policy, 1, &kind, retry_after)
                        .is_some_and(|wait| wait > Duration::from_secs(1 << 60))
                );
            }
        }
    }

    #[test]
    fn what_the_server_asks_for_is_waited_for_up_to_the_cap() {
        let limited = ErrorKind::RateLimited { wait: Duration::ZERO };
        for kind in [limited, ErrorKind::Server] {
            let wait60 = wait(&Backoff::new(), 1, &kind, Some(60)).unwrap();
            assert!((60..=66).contains(&wait60.as_secs()), "{wait60:?}");
            assert_eq!(wait(&Backoff::new(), 1, &kind, Some(61)), None);
        }
    }
}
