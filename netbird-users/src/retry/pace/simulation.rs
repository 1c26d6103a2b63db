//! Clients and a server's bucket on a simulated clock: no time passes, and a run with the same numbers is the same.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, BinaryHeap},
    time::{Duration, Instant},
};

use super::limiter::{FIRST_PROBE, Limiter, Place};

/// A bucket that holds so many requests and takes in so many a minute, as the server has one for each token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bucket {
    pub(crate) burst: u32,
    pub(crate) per_minute: u32,
}

/// Batches of one size, each by a client of its own, behind one bucket.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    pub(crate) bucket: Bucket,
    pub(crate) clients: usize,
    pub(crate) calls: u32,
    pub(crate) concurrency: u32,
    pub(crate) latency: Duration,
    pub(crate) seed: u64,
}

/// How a run ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outcome {
    pub(crate) seconds: f64,
    /// What the bucket allows.
    pub(crate) ideal: f64,
    /// The part of all requests that was refused.
    pub(crate) refused: f64,
    /// Calls that overtook one that had begun before them.
    pub(crate) overtaken: u32,
    /// When the first client was through, as a part of the whole time.
    pub(crate) first_through: f64,
}

impl Outcome {
    pub(crate) fn ratio(&self) -> f64 {
        self.seconds / self.ideal
    }
}

struct Server {
    bucket: Bucket,
    full: f64,
    at: Instant,
}

impl Server {
    fn lets_in(&mut self, now: Instant) -> bool {
        let refilled = (now - self.at).as_secs_f64() * f64::from(self.bucket.per_minute) / 60.0;
        self.full = (self.full + refilled).min(f64::from(self.bucket.burst));
        self.at = now;
        let lets_in = self.full > 1.0 - 1e-6;
        self.full -= if lets_in { 1.0 } else { 0.0 };
        lets_in
    }
}

struct Client {
    limiter: Limiter,
    waiting: BTreeSet<u32>,
    begun: u32,
    through: u32,
    last_sent: u32,
    through_at: Instant,
}

/// An answer on its way: when it comes, to which call of which client, when its request went, and whether it was let in.
type Answer = Reverse<(Instant, usize, u32, Instant, bool)>;

struct World {
    run: Run,
    now: Instant,
    server: Server,
    clients: Vec<Client>,
    answers: BinaryHeap<Answer>,
    random: fastrand::Rng,
    sent: u32,
    refused: u32,
    overtaken: u32,
}

/// Runs it to the end.
pub(crate) fn simulate(run: Run) -> Outcome {
    let start = Instant::now();
    let client = |_| Client {
        limiter: Limiter::new(start),
        waiting: BTreeSet::new(),
        begun: 0,
        through: 0,
        last_sent: 0,
        through_at: start,
    };
    let mut world = World {
        run,
        now: start,
        server: Server { bucket: run.bucket, full: f64::from(run.bucket.burst), at: start },
        clients: (0..run.clients).map(client).collect(),
        answers: BinaryHeap::new(),
        random: fastrand::Rng::with_seed(run.seed),
        sent: 0,
        refused: 0,
        overtaken: 0,
    };
    loop {
        let wake = (0..run.clients).filter_map(|client| world.send(client)).min();
        let answer = world.answers.peek().map(|Reverse(answer)| answer.0);
        let Some(next) = [wake, answer].into_iter().flatten().min() else { break };
        world.now = next.max(world.now);
        world.receive();
    }
    world.outcome(start)
}

impl World {
    /// Sends what has a place now, and says when the next one has.
    fn send(&mut self, index: usize) -> Option<Instant> {
        let run = self.run;
        loop {
            let client = &mut self.clients[index];
            // As a batch does: more at once with each ten that are through.
            let at_once = run.concurrency.min(1 + client.through / 10);
            while client.begun < run.calls && client.begun - client.through < at_once {
                client.waiting.insert(client.begun);
                client.begun += 1;
            }
            let call = *client.waiting.first()?;
            match client.limiter.place(self.now) {
                Place::Now => {
                    client.waiting.remove(&call);
                    client.limiter.sent();
                    // One that was refused goes again before those that began after it.
                    self.overtaken += u32::from(client.waiting.first().is_some_and(|other| *other < call));
                    client.last_sent = call;
                    self.sent += 1;
                    let lets_in = self.server.lets_in(self.now);
                    self.answers.push(Reverse((self.now + run.latency, index, call, self.now, lets_in)));
                }
                Place::In(wait) => return Some(self.now + wait),
                Place::AfterOne => return None,
            }
        }
    }

    fn receive(&mut self) {
        while let Some(Reverse((at, index, call, sent, lets_in))) = self.answers.peek().copied() {
            if at > self.now {
                return;
            }
            self.answers.pop();
            let client = &mut self.clients[index];
            client.limiter.ended();
            if lets_in {
                client.limiter.accepted(sent);
                client.through += 1;
                client.through_at = self.now;
            } else {
                self.refused += 1;
                client.limiter.refused(sent, self.now, FIRST_PROBE, self.random.f64());
                client.waiting.insert(call);
            }
        }
    }

    fn outcome(&self, start: Instant) -> Outcome {
        let seconds = |until: Instant| (until - start).as_secs_f64();
        let through = || self.clients.iter().map(|client| client.through_at);
        let last = through().max().map_or(0.0, seconds);
        #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
        let calls = f64::from(self.run.calls) * self.run.clients as f64;
        Outcome {
            seconds: last,
            ideal: (calls - f64::from(self.run.bucket.burst)) * 60.0 / f64::from(self.run.bucket.per_minute),
            refused: f64::from(self.refused) / f64::from(self.sent),
            overtaken: self.overtaken,
            first_through: through().min().map_or(0.0, seconds) / last,
        }
    }
}
