use std::time::Duration;

use super::{FailedAttempt, NEXT_PLACE, RetryPolicy};
use crate::error::ErrorKind;

/// Waits that grow: the default [`RetryPolicy`].
///
/// With the defaults a call makes four attempts, after about 0.25, 0.5 and 1 second, or after 10 seconds each where
/// the server says that it gets too many requests.
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
            rate_limit_wait: NEXT_PLACE,
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

    /// The wait after a 429 without `Retry-After`. Up to a quarter is added at random.
    ///
    /// Default: 10 s, since the server's limiter lets six requests a minute in once its bucket is empty.
    pub fn rate_limit_wait(mut self, wait: Duration) -> Self {
        self.rate_limit_wait = wait;
        self
    }

    /// The longest `Retry-After` that is waited for. When the server asks for more, the call fails at once, and the
    /// error says how long it asked for.
    ///
    /// Default: 60 s.
    pub fn retry_after_cap(mut self, cap: Duration) -> Self {
        self.retry_after_cap = cap;
        self
    }
}

impl RetryPolicy for Backoff {
    fn wait(&self, failed: &FailedAttempt<'_>) -> Option<Duration> {
        if failed.attempt >= self.attempts {
            return None;
        }
        match (failed.retry_after, failed.kind) {
            (Some(asked), _) if asked > self.retry_after_cap => None,
            (Some(asked), _) => Some(asked),
            (None, ErrorKind::RateLimited { .. }) => {
                Some(self.rate_limit_wait + at_random(self.rate_limit_wait / 4))
            }
            (None, _) => {
                let doublings = failed.attempt.saturating_sub(1).min(31);
                let full = self.first.saturating_mul(1 << doublings).min(self.longest);
                Some(full / 2 + at_random(full / 2))
            }
        }
    }
}

fn at_random(most: Duration) -> Duration {
    most.mul_f64(fastrand::f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(policy: &Backoff, attempt: u32, kind: &ErrorKind, retry_after: Option<u64>) -> Option<Duration> {
        let retry_after = retry_after.map(Duration::from_secs);
        policy.wait(&FailedAttempt { attempt, kind, retry_after })
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
    fn too_many_requests_wait_as_long_as_the_limiter_needs() {
        let limited = ErrorKind::RateLimited { wait: Duration::ZERO };
        for _ in 0..50 {
            let wait = wait(&Backoff::new(), 1, &limited, None).unwrap();
            assert!((10_000..=12_500).contains(&wait.as_millis()), "{wait:?}");
        }
    }

    #[test]
    fn what_the_server_asks_for_is_waited_for_up_to_the_cap() {
        let limited = ErrorKind::RateLimited { wait: Duration::ZERO };
        for kind in [limited, ErrorKind::Server] {
            assert_eq!(wait(&Backoff::new(), 1, &kind, Some(60)), Some(Duration::from_secs(60)));
            assert_eq!(wait(&Backoff::new(), 1, &kind, Some(61)), None);
        }
    }
}
