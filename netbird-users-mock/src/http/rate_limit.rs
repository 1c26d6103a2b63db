use std::{collections::HashMap, hash::Hash};

use tokio::time::Instant;

use crate::settings::RateLimit;

/// A bucket for each key, in memory.
#[derive(Debug)]
pub(crate) struct Limiter<K> {
    limit: RateLimit,
    buckets: HashMap<K, Bucket>,
}

#[derive(Debug)]
struct Bucket {
    full: f64,
    at: Instant,
}

impl<K: Eq + Hash> Limiter<K> {
    pub(crate) fn new(limit: RateLimit) -> Self {
        Self { limit, buckets: HashMap::new() }
    }

    /// Takes one from the bucket of this key, if it holds one.
    pub(crate) fn allows(&mut self, key: K) -> bool {
        let burst = f64::from(self.limit.burst);
        let now = Instant::now();
        let bucket = self.buckets.entry(key).or_insert(Bucket { full: burst, at: now });
        let refilled = (now - bucket.at).as_secs_f64() / self.limit.refill().as_secs_f64();
        bucket.full = (bucket.full + refilled).min(burst);
        bucket.at = now;
        // A hair's breadth, since sixtieths of a minute are no exact numbers.
        let allowed = bucket.full > 1.0 - 1e-6;
        if allowed {
            bucket.full -= 1.0;
        }
        allowed
    }
}
