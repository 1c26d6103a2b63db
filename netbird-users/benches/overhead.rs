//! What this client costs beside `reqwest` and `serde_json` by hand: CPU time of the calling thread, in one run.
//!
//! Each pair is to stay within 1.05 of each other: a list of 10,000 users, a small answer, and 64 small ones at once. On a
//! machine that others use as well, times drift by half within a minute; so each ratio is also taken from rounds in
//! which the two follow each other at once, and its median printed.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a benchmark that fails panics; criterion writes its main"
)]

use std::{
    hint::black_box,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::Arc,
    thread,
    time::Duration,
};

use chrono::{DateTime, Utc};
use cpu_time::ThreadTime;
use criterion::{Criterion, criterion_group, criterion_main};
use futures_util::stream::{FuturesUnordered, StreamExt};
use netbird_users::{Client, Credential, reqwest};
use serde::Deserialize;
use tokio::runtime::Runtime;

const ROUNDS: usize = 301;

const TOKEN: &str = "nbp_abcdefghijklmnopqrstuvwxyz01232LolCm";

/// What somebody would write by hand.
#[derive(Debug, Deserialize)]
#[allow(
    dead_code,
    clippy::struct_field_names,
    reason = "it is read into and dropped; the names are the API's"
)]
struct User {
    id: String,
    email: String,
    name: String,
    role: String,
    status: String,
    auto_groups: Vec<String>,
    is_current: Option<bool>,
    is_service_user: Option<bool>,
    is_blocked: Option<bool>,
    pending_approval: Option<bool>,
    issued: Option<String>,
    idp_id: Option<String>,
    password: Option<String>,
    last_login: Option<DateTime<Utc>>,
    created_at: Option<DateTime<Utc>>,
    updated_at: Option<DateTime<Utc>>,
}

fn user(number: usize) -> String {
    format!(
        r#"{{"auto_groups":["ch8i4ug6lnn4g9hqv7m0","ch8i4ug6lnn4g9hqv7m1"],"email":"user{number}@example.com","id":"CiQ3YTM2MjA2My0xYzMyLTQ2ZDAtYTQyYi{number}","idp_id":"local","is_blocked":false,"is_current":false,"is_service_user":false,"issued":"api","last_login":"2026-05-01T10:00:00.123456Z","name":"Ada Abel {number}","pending_approval":false,"role":"user","status":"active"}}"#
    )
}

/// A server that gives every request this answer, and keeps its connections.
fn serve(body: &str) -> String {
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=UTF-8\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let answer: Arc<[u8]> = [head.as_bytes(), body.as_bytes()].concat().into();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    thread::spawn(move || {
        for connection in listener.incoming().map_while(Result::ok) {
            let answer = Arc::clone(&answer);
            thread::spawn(move || respond(connection, &answer));
        }
    });
    url
}

fn respond(mut connection: TcpStream, answer: &[u8]) {
    let _ = connection.set_nodelay(true);
    let mut reader = BufReader::new(connection.try_clone().expect("a clone"));
    let mut line = String::new();
    while reader.read_line(&mut line).is_ok_and(|read| read > 0) {
        if line == "\r\n" && connection.write_all(answer).is_err() {
            return;
        }
        line.clear();
    }
}

fn ours(url: &str) -> Client {
    Client::builder(Credential::token(TOKEN)).base_url(url).build().expect("a client")
}

fn by_hand() -> reqwest::Client {
    let mut token = reqwest::header::HeaderValue::from_str(&format!("Token {TOKEN}")).expect("a header");
    token.set_sensitive(true);
    let headers = reqwest::header::HeaderMap::from_iter([(reqwest::header::AUTHORIZATION, token)]);
    let builder = reqwest::Client::builder().default_headers(headers).timeout(Duration::from_secs(60));
    builder.redirect(reqwest::redirect::Policy::none()).build().expect("a client")
}

async fn get<T: for<'a> Deserialize<'a>>(client: &reqwest::Client, url: &str) -> T {
    let answer = client.get(url).send().await.expect("an answer").error_for_status().expect("a success");
    serde_json::from_slice(&answer.bytes().await.expect("a body")).expect("JSON")
}

/// The CPU time that this thread needs for so many calls.
fn time<F: Future>(runtime: &Runtime, times: u64, call: impl Fn() -> F) -> Duration {
    let start = ThreadTime::now();
    runtime.block_on(async {
        for _ in 0..times {
            black_box(call().await);
        }
    });
    start.elapsed()
}

/// Times both, and prints the median of their ratio over rounds of so many calls of each.
fn compare<A: Future, B: Future>(
    criterion: &mut Criterion,
    runtime: &Runtime,
    (name, calls): (&str, u64),
    ours: impl Fn() -> A,
    by_hand: impl Fn() -> B,
) {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(30);
    group.bench_function("netbird-users", |bencher| bencher.iter_custom(|times| time(runtime, times, &ours)));
    group.bench_function("by hand", |bencher| bencher.iter_custom(|times| time(runtime, times, &by_hand)));
    group.finish();
    let round = |_| time(runtime, calls, &ours).as_secs_f64() / time(runtime, calls, &by_hand).as_secs_f64();
    let mut ratios: Vec<f64> = (0..ROUNDS).map(round).collect();
    ratios.sort_by(f64::total_cmp);
    println!("{name}: {:.3} of the time by hand (median of {ROUNDS} rounds)", ratios[ROUNDS / 2]);
}

fn overhead(criterion: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let hand = by_hand();

    let list = serve(&format!("[{}]", (0..10_000).map(user).collect::<Vec<_>>().join(",")));
    let (client, url) = (ours(&list), format!("{list}/api/users"));
    compare(
        criterion,
        &runtime,
        ("a list of 10,000 users", 1),
        async || client.users().list().await.expect("a list"),
        async || get::<Vec<User>>(&hand, &url).await,
    );

    let small = serve(&user(1));
    let (client, url) = (ours(&small), format!("{small}/api/users/current"));
    compare(
        criterion,
        &runtime,
        ("a small call", 50),
        async || client.users().current().await.expect("a user"),
        async || get::<User>(&hand, &url).await,
    );
    compare(
        criterion,
        &runtime,
        ("64 small calls at once", 1),
        async || {
            let users = client.users();
            (0..64).map(|_| users.current()).collect::<FuturesUnordered<_>>().count().await
        },
        async || (0..64).map(|_| get::<User>(&hand, &url)).collect::<FuturesUnordered<_>>().count().await,
    );
}

criterion_group!(benches, overhead);
criterion_main!(benches);
