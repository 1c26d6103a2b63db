//! What is known of the server's limiter, and when the next request has a place in it.
//!
//! The server has a bucket of requests for each token, and says nothing about it but that it is empty. So its rate is
//! measured: between two refusals the bucket has given as many requests as were let in.

use std::time::{Duration, Instant};

/// How long after a first refusal the bucket is tried again, unless the retry policy says otherwise. What gathers in the
/// bucket meanwhile is not lost; a shorter time is refused more often.
pub(crate) const FIRST_PROBE: Duration = Duration::from_secs(1);

/// The longest wait between two tries, where others take what the bucket gives.
const LONGEST_PROBE: Duration = Duration::from_secs(60);

/// How much faster than measured requests are sent: so the measurement goes on, at one refusal in thirty.
const OVERSPEED: f64 = 1.03;

/// The rate is raised after so many requests or a minute without a refusal, by a little, and by twice as much each
/// further time: where others have left the bucket, it is taken over within a few hundred requests.
const RUN: u32 = 16;
const RAISE: f64 = 0.02;

/// The part of a wait that the spread adds at the most.
const SPREAD: f64 = 0.05;

/// What is left of the rate when no request is let in between two more refusals: others take what the bucket gives.
const FAR_TOO_FAST: f64 = 0.5;

/// Who was refused before so many requests has not emptied the bucket alone, and need not refill it alone.
const FEW: u32 = 3;

/// Requests that went through after a refusal, until nothing is held back any more.
const REOPENED: u32 = 200;

#[derive(Debug)]
pub(super) struct Limiter {
    mode: Mode,
    in_flight: u32,
    /// Requests let in, and times that the bucket was found empty, of late.
    recent: [u32; 2],
    /// When the bucket was first seen empty, and what it has given since.
    empty_since: Instant,
    given: u32,
    /// When the last request that was refused had been sent, and what has been let in since.
    refused_at: Option<Instant>,
    run: u32,
    /// How often the bucket was found empty since then.
    in_vain: u32,
    /// How often the rate was raised since then, and when at last.
    raises: u32,
    raised_at: Instant,
    probe: Duration,
    rate: Rate,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Mode {
    /// Nothing is known to hold anybody back.
    Open { accepted: u32 },
    /// The bucket is empty; one request tries it at this time.
    Closed { until: Instant, emptied_by: u32 },
    /// The server has said when it will let everybody in.
    Told { until: Instant },
    /// What has gathered in the bucket is taken out, to learn how much it is.
    Draining { accepted: u32 },
    /// Requests go at the measured rate.
    Paced,
}

/// The bucket as this client believes it to be.
#[derive(Clone, Copy, Debug)]
struct Rate {
    per_second: f64,
    measured: bool,
    places: f64,
    at: Instant,
    /// As many as it was seen to hold.
    most: f64,
}

/// When the next request may go.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Place {
    Now,
    In(Duration),
    /// When one that is under way has ended.
    AfterOne,
}

impl Limiter {
    pub(super) fn new(now: Instant) -> Self {
        Self {
            mode: Mode::Open { accepted: 0 },
            in_flight: 0,
            recent: [0, 0],
            empty_since: now,
            given: 0,
            refused_at: None,
            run: 0,
            in_vain: 0,
            raises: 0,
            raised_at: now,
            probe: FIRST_PROBE,
            rate: Rate { per_second: 0.0, measured: false, places: 0.0, at: now, most: 1.0 },
        }
    }

    /// When the next request may go; nothing is taken by asking.
    pub(super) fn place(&mut self, now: Instant) -> Place {
        let when = |until: Instant| Place::In(until.saturating_duration_since(now));
        match self.mode {
            Mode::Open { .. } => Place::Now,
            Mode::Told { until } | Mode::Closed { until, .. } if now < until => when(until),
            Mode::Told { .. } => {
                self.mode = Mode::Open { accepted: 0 };
                Place::Now
            }
            Mode::Closed { .. } => self.unless_under_way(1),
            Mode::Draining { accepted } => self.unless_under_way(1 + accepted / 8),
            Mode::Paced => {
                let speed = if self.may_be_refused() { OVERSPEED } else { 1.0 };
                self.rate.refill(now, speed);
                if self.rate.places >= 1.0 { Place::Now } else { Place::In(self.rate.until_next(speed)) }
            }
        }
    }

    /// How long the one behind so many others would wait at the least.
    pub(super) fn wait_behind(&mut self, others: usize, now: Instant) -> Duration {
        let first = match self.place(now) {
            Place::In(wait) => wait,
            Place::Now | Place::AfterOne => Duration::ZERO,
        };
        match self.mode {
            Mode::Paced => first.saturating_add(self.rate.time_for(others)),
            _ => first,
        }
    }

    fn unless_under_way(&self, most: u32) -> Place {
        if self.in_flight < most { Place::Now } else { Place::AfterOne }
    }

    /// A request goes.
    pub(super) fn sent(&mut self) {
        self.in_flight += 1;
        if self.mode == Mode::Paced {
            self.rate.places -= 1.0;
        }
    }

    /// A request has ended, or was given up.
    pub(super) fn ended(&mut self) {
        self.in_flight = self.in_flight.saturating_sub(1);
    }

    /// A request that was sent at this time was let in.
    pub(super) fn accepted(&mut self, sent: Instant) {
        self.count(0);
        if self.refused_at.is_some_and(|refused| sent <= refused) {
            return;
        }
        self.given += 1;
        self.run += 1;
        self.in_vain = 0;
        match &mut self.mode {
            Mode::Open { accepted } => *accepted = accepted.saturating_add(1),
            Mode::Closed { emptied_by, .. } => {
                let alone = *emptied_by >= FEW;
                self.probed(sent, alone);
            }
            Mode::Draining { accepted } => {
                *accepted += 1;
                if *accepted >= REOPENED {
                    self.mode = Mode::Open { accepted: REOPENED };
                }
            }
            Mode::Paced if !self.rate.measured => {
                if self.may_be_refused() {
                    self.mode = Mode::Draining { accepted: 0 };
                }
            }
            Mode::Paced => {
                let quiet = sent.saturating_duration_since(self.raised_at) >= LONGEST_PROBE;
                if self.run.is_multiple_of(RUN) || quiet {
                    self.rate.per_second *= 1.0 + RAISE * f64::from(1_u32 << self.raises.min(5));
                    self.raises += 1;
                    self.raised_at = sent;
                }
            }
            Mode::Told { .. } => {}
        }
    }

    /// The try after a refusal was let in.
    fn probed(&mut self, sent: Instant, alone: bool) {
        if !alone || self.may_be_refused() {
            self.mode = Mode::Draining { accepted: 1 };
        } else {
            self.rate.per_second = 1.0 / self.probe.as_secs_f64().max(1e-3);
            self.rate.restart(sent);
            self.mode = Mode::Paced;
        }
    }

    /// The server said after which time it lets everybody in.
    pub(super) fn told(&mut self, now: Instant, wait: Duration) {
        let until = after(now, wait);
        let until = if let Mode::Told { until: other } = self.mode { other.max(until) } else { until };
        self.mode = Mode::Told { until };
    }

    /// A request that was sent at this time was refused without a word about when to come again: the policy says when
    /// the bucket is tried at first. The spread, of one at the most, keeps clients apart that were refused together.
    pub(super) fn refused(&mut self, sent: Instant, now: Instant, first: Duration, spread: f64) {
        let until = |probe: Duration| after(now, probe.saturating_add(part(probe, SPREAD * spread)));
        // It went when the bucket was known to be empty, or was found empty by another that went as late.
        if self.refused_at.is_some_and(|refused| sent <= refused) {
            return;
        }
        self.count(1);
        let run = std::mem::take(&mut self.run);
        let before = self.refused_at.replace(sent);
        (self.raises, self.raised_at) = (0, sent);
        match self.mode {
            Mode::Open { accepted } => {
                self.rate.most = f64::from(accepted.max(1));
                (self.empty_since, self.given) = (sent, 0);
                self.rate.measured = false;
                self.probe = first;
                self.mode = Mode::Closed { until: until(first), emptied_by: accepted };
            }
            Mode::Draining { .. } | Mode::Paced if run > 0 => {
                // A long run says more of now than all the time since the bucket was first empty.
                if run >= 2 * RUN
                    && let Some(before) = before
                {
                    (self.empty_since, self.given) = (before, run);
                }
                self.rate.measured = true;
                self.probe = first;
                self.pace(sent, f64::from(self.given) + 0.5);
            }
            Mode::Draining { .. } | Mode::Paced if self.rate.measured => {
                self.in_vain += 1;
                if self.in_vain == 1 {
                    self.pace(sent, f64::from(self.given) + 0.5);
                } else {
                    self.rate.per_second *= FAR_TOO_FAST;
                    self.rate.restart(sent);
                }
            }
            Mode::Closed { .. } | Mode::Draining { .. } | Mode::Paced | Mode::Told { .. } => {
                self.probe = self.probe.saturating_mul(2).min(LONGEST_PROBE).max(first);
                self.mode = Mode::Closed { until: until(self.probe), emptied_by: FEW };
            }
        }
    }

    /// At the rate that these places since the bucket was empty come to; it is empty now.
    fn pace(&mut self, now: Instant, places: f64) {
        let time = now.saturating_duration_since(self.empty_since).as_secs_f64();
        if time > 0.0 {
            self.rate.per_second = places / time;
        }
        self.rate.restart(now);
        self.mode = Mode::Paced;
    }

    /// Whether one more refusal would leave nine in ten requests let in.
    fn may_be_refused(&self) -> bool {
        let [accepted, refused] = self.recent;
        10 * (refused + 1) <= accepted + refused + 1
    }

    fn count(&mut self, which: usize) {
        self.recent[which] += 1;
        if self.recent[0] + self.recent[1] > 256 {
            self.recent = self.recent.map(|count| count / 2);
        }
    }
}

impl Rate {
    fn restart(&mut self, now: Instant) {
        (self.places, self.at) = (0.0, now);
    }

    fn refill(&mut self, now: Instant, speed: f64) {
        let time = now.saturating_duration_since(self.at).as_secs_f64();
        self.places = (self.places + time * self.per_second * speed).min(self.most.max(1.0));
        self.at = self.at.max(now);
    }

    fn until_next(&self, speed: f64) -> Duration {
        seconds((1.0 - self.places) / (self.per_second * speed))
    }

    fn time_for(&self, places: usize) -> Duration {
        #[expect(clippy::cast_precision_loss, reason = "nobody waits behind that many")]
        seconds(places as f64 / self.per_second)
    }
}

/// A time that far ahead that it never comes, where there is no such time.
fn after(now: Instant, wait: Duration) -> Instant {
    const NEVER: Duration = Duration::from_secs(100 * 365 * 24 * 3600);
    now.checked_add(wait.min(NEVER)).unwrap_or(now)
}

fn part(whole: Duration, part: f64) -> Duration {
    Duration::try_from_secs_f64(whole.as_secs_f64() * part).unwrap_or(whole)
}

/// A little more, so that the time is not over a hair too early.
fn seconds(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds + 1e-9).unwrap_or(LONGEST_PROBE)
}
