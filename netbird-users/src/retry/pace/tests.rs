use std::{
    future::Future,
    pin::{Pin, pin},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll, Waker},
    time::{Duration, Instant},
};

use super::{
    FIRST_PROBE, Pace, Turn, UnderWay,
    simulation::{Bucket, Run, simulate},
};
use crate::clock::{Clock, Pause};

const BUCKETS: [Bucket; 4] = [
    Bucket { burst: 5, per_minute: 60 },
    Bucket { burst: 20, per_minute: 600 },
    Bucket { burst: 500, per_minute: 6 },
    Bucket { burst: 1200, per_minute: 120 },
];

fn batch(bucket: Bucket, seed: u64) -> Run {
    Run {
        bucket,
        clients: 1,
        calls: 3 * bucket.burst,
        concurrency: 4,
        latency: Duration::from_millis(1),
        seed,
    }
}

#[test]
fn a_batch_of_three_times_the_burst_takes_what_the_bucket_allows_and_is_seldom_refused() {
    for bucket in BUCKETS {
        for seed in 0..50 {
            let outcome = simulate(batch(bucket, seed));
            assert!(outcome.ratio() <= 1.05, "{bucket:?}: {outcome:?}");
            assert!(outcome.refused <= 0.1, "{bucket:?}: {outcome:?}");
            assert_eq!(outcome.overtaken, 0, "{bucket:?}");
        }
    }
}

#[test]
fn other_buckets_are_learnt_as_well() {
    for (burst, per_minute) in [(10, 30), (100, 300), (40, 120), (300, 60), (2000, 1200)] {
        for seed in 0..20 {
            let bucket = Bucket { burst, per_minute };
            let outcome = simulate(batch(bucket, seed));
            assert!(outcome.ratio() <= 1.15 && outcome.refused <= 0.15, "{bucket:?}: {outcome:?}");
        }
    }
}

#[test]
fn many_clients_behind_one_bucket_all_get_through() {
    for bucket in BUCKETS {
        for clients in [2, 4, 16] {
            let calls = (6 * bucket.burst).div_ceil(clients);
            let run = Run { clients: clients as usize, calls, ..batch(bucket, 7) };
            let outcome = simulate(run);
            assert!(
                outcome.ratio() <= 8.0 && outcome.first_through > 0.0,
                "{clients} behind {bucket:?}: {outcome:?}"
            );
        }
    }
}

/// A clock that stands still until it is moved, and whose pauses end when it has passed them.
#[derive(Clone, Debug)]
struct Hand(Instant, Arc<AtomicU64>);

impl Hand {
    fn new() -> Self {
        Self(Instant::now(), Arc::default())
    }

    fn pass(&self, time: Duration) {
        self.1.fetch_add(u64::try_from(time.as_millis()).unwrap(), Ordering::Relaxed);
    }
}

impl Clock for Hand {
    fn now(&self) -> Instant {
        self.0 + Duration::from_millis(self.1.load(Ordering::Relaxed))
    }

    fn sleep(&self, duration: Duration) -> Pause {
        let (clock, until) = (self.clone(), self.now() + duration);
        Box::pin(std::future::poll_fn(
            move |_| if clock.now() >= until { Poll::Ready(()) } else { Poll::Pending },
        ))
    }
}

fn poll<T>(future: Pin<&mut impl Future<Output = T>>) -> Poll<T> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

const LONG: Duration = Duration::from_secs(3600);

async fn place<'a>(pace: &'a Pace, clock: &Hand) -> Result<UnderWay<'a>, Duration> {
    pace.place(&mut Turn::default(), clock, |_| LONG).await
}

/// Refused once, as by a server that then lets everybody in.
fn refused(clock: &Hand) -> Pace {
    let pace = Pace::new(clock.now());
    assert!(pace.at_once(&mut Turn::default(), clock.now()).is_some());
    pace.refused(clock.now(), clock.now(), None, FIRST_PROBE);
    pace
}

#[test]
fn a_call_that_is_given_up_gives_its_place_back() {
    let clock = Hand::new();
    let pace = refused(&clock);
    let (mut through, patience) = (0, Duration::from_millis(500));
    for _ in 0..150 {
        let sent = clock.now();
        if pace.at_once(&mut Turn::default(), sent).is_some() {
            pace.accepted(sent);
            through += 1;
        } else {
            let mut call = pin!(place(&pace, &clock));
            assert!(poll(call.as_mut()).is_pending());
            clock.pass(patience);
            if let Poll::Ready(under_way) = poll(call.as_mut()) {
                drop(under_way.expect("a place"));
                pace.accepted(clock.now());
                through += 1;
            }
        }
        clock.pass(Duration::from_millis(200));
    }
    assert!(through >= 147, "{through} of 150 calls got through");
}

#[test]
fn a_later_call_does_not_wait_behind_calls_that_were_given_up() {
    let clock = Hand::new();
    let pace = refused(&clock);
    {
        let mut calls: Vec<_> = (0..50).map(|_| Box::pin(place(&pace, &clock))).collect();
        assert!(calls.iter_mut().all(|call| poll(call.as_mut()).is_pending()));
    }
    clock.pass(FIRST_PROBE * 2);
    assert!(poll(pin!(place(&pace, &clock))).is_ready());
}

#[test]
fn calls_go_in_the_order_in_which_they_began_and_a_refused_one_goes_first() {
    let clock = Hand::new();
    let pace = Pace::new(clock.now());
    let mut first = Turn::default();
    assert!(pace.at_once(&mut first, clock.now()).is_some());
    pace.refused(clock.now(), clock.now(), None, FIRST_PROBE);
    let mut later = pin!(place(&pace, &clock));
    assert!(poll(later.as_mut()).is_pending());
    let mut again = pin!(pace.place(&mut first, &clock, |_| LONG));
    assert!(poll(again.as_mut()).is_pending());
    clock.pass(FIRST_PROBE * 2);
    assert!(poll(later.as_mut()).is_pending(), "the refused one began before it");
    assert!(poll(again.as_mut()).is_ready());
}

#[test]
fn who_has_no_time_to_wait_is_told_how_long_it_would_be() {
    let clock = Hand::new();
    let pace = refused(&clock);
    let mut turn = Turn::default();
    let call = pace.place(&mut turn, &clock, |_| Duration::from_millis(100));
    let Poll::Ready(Err(wait)) = poll(pin!(call)) else { panic!("it waits") };
    assert!((FIRST_PROBE..FIRST_PROBE * 2).contains(&wait), "{wait:?}");
}

#[test]
fn when_the_server_says_when_all_go_then() {
    let clock = Hand::new();
    let pace = Pace::new(clock.now());
    pace.refused(clock.now(), clock.now(), Some(Duration::from_secs(30)), FIRST_PROBE);
    assert!(pace.at_once(&mut Turn::default(), clock.now()).is_none());
    clock.pass(Duration::from_secs(30));
    for _ in 0..100 {
        assert!(pace.at_once(&mut Turn::default(), clock.now()).is_some());
    }
}

#[test]
fn no_wait_is_too_long_to_be_counted() {
    let clock = Hand::new();
    for told in [None, Some(Duration::MAX)] {
        let pace = Pace::new(clock.now());
        for _ in 0..3 {
            pace.refused(clock.now(), clock.now(), told, Duration::MAX);
            clock.pass(Duration::from_secs(1));
        }
        let mut turn = Turn::default();
        assert!(matches!(poll(pin!(pace.place(&mut turn, &clock, |_| LONG))), Poll::Ready(Err(_))));
    }
}
