use std::sync::{Mutex, PoisonError};

/// What all calls of one client may spend on further attempts: as in the AWS SDKs, 500 at the most, 5 for an attempt after
/// a failure and 10 after a timeout; a success gives back what its last retry cost, or 1.
///
/// While a server is down, 100 retries are made, and from then on each call fails with its first attempt.
#[derive(Debug)]
pub(crate) struct Budget(Mutex<u32>);

const MOST: u32 = 500;
const FAILURE: u32 = 5;
const TIMEOUT: u32 = 10;
const SUCCESS: u32 = 1;

impl Default for Budget {
    fn default() -> Self {
        Self(Mutex::new(MOST))
    }
}

impl Budget {
    /// What one further attempt costs, if it can be paid.
    pub(crate) fn spend(&self, after_timeout: bool) -> Option<u32> {
        let cost = if after_timeout { TIMEOUT } else { FAILURE };
        let mut left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *left = left.checked_sub(cost)?;
        Some(cost)
    }

    /// A call has succeeded, whose last retry has cost this.
    pub(crate) fn give_back(&self, cost: Option<u32>) {
        let mut left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *left = left.saturating_add(cost.unwrap_or(SUCCESS)).min(MOST);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_retries_are_paid_and_successes_pay_more() {
        let budget = Budget::default();
        for _ in 0..100 {
            assert_eq!(budget.spend(false), Some(5));
        }
        assert_eq!(budget.spend(false), None);
        for _ in 0..4 {
            budget.give_back(None);
        }
        assert_eq!(budget.spend(false), None);
        budget.give_back(Some(10));
        assert_eq!((budget.spend(true), budget.spend(false)), (Some(10), None));
        for _ in 0..1000 {
            budget.give_back(Some(10));
        }
        assert_eq!((0..200).filter(|_| budget.spend(false).is_some()).count(), 100, "no more than at first");
    }
}
