//! The pacing table: how long a batch of three times the burst takes beside what the server's bucket allows, and how many
//! of its requests are refused. On a simulated clock, so that the figures are the same on every machine.
//!
//! Then many clients behind one bucket, and what deciding costs.
#![allow(clippy::print_stdout, missing_docs, reason = "a benchmark prints; criterion writes its main")]

use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};

#[path = "../src/retry/pace/limiter.rs"]
#[expect(dead_code, reason = "the client asks it for more than a simulation does")]
mod limiter;
#[path = "../src/retry/pace/simulation.rs"]
#[expect(dead_code, reason = "the tests ask for more")]
mod simulation;

use simulation::{Bucket, Outcome, Run, simulate};

const BUCKETS: [(u32, u32); 4] = [(5, 60), (20, 600), (500, 6), (1200, 120)];

fn batch(burst: u32, per_minute: u32) -> Run {
    let latency = Duration::from_millis(20);
    let bucket = Bucket { burst, per_minute };
    Run { bucket, clients: 1, calls: 3 * burst, concurrency: 4, latency, seed: 7 }
}

fn line(run: Run, outcome: Outcome) {
    let Outcome { seconds, ideal, refused, first_through, .. } = outcome;
    println!(
        "| {:>5} | {:>4} | {:>4} | {:>7} | {ideal:>8.1} s | {seconds:>8.1} s | {:>5.3} | {:>5.1} % | {:>4.0} % |",
        run.bucket.burst,
        run.bucket.per_minute,
        run.calls,
        run.clients,
        outcome.ratio(),
        100.0 * refused,
        100.0 * first_through,
    );
}

fn pacing(criterion: &mut Criterion) {
    println!("| burst | /min | each | clients | ideal      | taken      | ratio | refused | first |");
    println!("|---|---|---|---|---|---|---|---|---|");
    for (burst, per_minute) in BUCKETS {
        let run = batch(burst, per_minute);
        line(run, simulate(run));
    }
    for (burst, per_minute) in BUCKETS {
        for clients in [2_u32, 4, 16] {
            let calls = (6 * burst).div_ceil(clients);
            let run = Run { clients: clients as usize, calls, ..batch(burst, per_minute) };
            line(run, simulate(run));
        }
    }
    criterion.bench_function("a batch of 3600 behind (1200, 120/min)", |bencher| {
        bencher.iter(|| simulate(batch(1200, 120)));
    });
}

criterion_group!(benches, pacing);
criterion_main!(benches);
