use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// A bucket as large as the server's own by default: when the client has been quiet for this many places, nothing is
/// known to hold it back any more.
const BURST: u32 = 500;

/// Keeps the calls of one client from racing each other into refusals.
///
/// The server has a bucket of requests for each token. A 429 says that it is empty; from then on places are handed out
/// one by one, at the rate at which the bucket fills.
#[derive(Debug, Default)]
pub(crate) struct Pace(Mutex<Option<Places>>);

#[derive(Clone, Copy, Debug)]
struct Places {
    next: Instant,
    interval: Duration,
}

impl Pace {
    /// Takes a place, and says how long it is until then. Where that is longer than the caller has, no place is taken
    /// and the error says how long it would have been.
    pub(crate) fn take(&self, now: Instant, at_most: Duration) -> Result<Duration, Duration> {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(Places { next, interval }) = *places else { return Ok(Duration::ZERO) };
        let wait = next.saturating_duration_since(now);
        if wait > at_most {
            return Err(wait);
        }
        let full = now >= next && now - next >= interval * BURST;
        *places = if full { None } else { Some(Places { next: next + interval, interval }) };
        Ok(wait)
    }

    /// The server refused a request: the next place is after this wait. Without an interval all that wait go then.
    pub(crate) fn refused(&self, now: Instant, wait: Duration, interval: Duration) {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = places.map_or(now, |places| places.next);
        *places = Some(Places { next: taken.max(now + wait), interval });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEN: Duration = Duration::from_secs(10);
    const LONG: Duration = Duration::from_secs(1000);

    #[test]
    fn nothing_waits_until_the_server_refuses() {
        let (pace, now) = (Pace::default(), Instant::now());
        for _ in 0..1000 {
            assert_eq!(pace.take(now, Duration::ZERO), Ok(Duration::ZERO));
        }
    }

    #[test]
    fn after_a_refusal_places_are_handed_out_one_by_one() {
        let (pace, now) = (Pace::default(), Instant::now());
        for _ in 0..3 {
            pace.refused(now, TEN, TEN);
        }
        for place in 1..=4 {
            assert_eq!(pace.take(now, LONG), Ok(TEN * place));
        }
        assert_eq!(pace.take(now, TEN), Err(TEN * 5), "no place is taken by who cannot wait");
        assert_eq!(pace.take(now, LONG), Ok(TEN * 5));
    }

    #[test]
    fn places_add_up_while_nobody_asks() {
        let (pace, now) = (Pace::default(), Instant::now());
        pace.refused(now, TEN, TEN);
        let later = now + TEN * 3;
        let waits: Vec<_> = (0..4).map(|_| pace.take(later, LONG)).collect();
        assert_eq!(waits, [Ok(Duration::ZERO), Ok(Duration::ZERO), Ok(Duration::ZERO), Ok(TEN)]);
        let full = later + TEN * (BURST + 3);
        assert_eq!(pace.take(full, LONG), Ok(Duration::ZERO));
        assert_eq!(pace.take(now, Duration::ZERO), Ok(Duration::ZERO), "a full bucket is forgotten");
    }

    #[test]
    fn without_an_interval_all_go_when_the_wait_is_over() {
        let (pace, now) = (Pace::default(), Instant::now());
        pace.refused(now, TEN, Duration::ZERO);
        assert_eq!(pace.take(now, LONG), Ok(TEN));
        assert_eq!(pace.take(now, LONG), Ok(TEN));
        assert_eq!(pace.take(now + TEN, LONG), Ok(Duration::ZERO));
    }
}
