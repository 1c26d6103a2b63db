//! `GET /api/users` with 100,000 users, over a socket, beside the serialization of the same users alone: the first is
//! to take less than twice the time of the second.
#![allow(
    missing_docs,
    clippy::expect_used,
    reason = "criterion's macros, and a benchmark that fails by panicking"
)]

use std::{
    hint::black_box,
    io::{Read, Write},
    net::TcpStream,
};

use criterion::{Criterion, criterion_group, criterion_main};
use netbird_users_mock::MockNetBird;
use serde::{Deserialize, Serialize};

#[derive(Deserialize, Serialize)]
#[allow(clippy::struct_excessive_bools, clippy::struct_field_names, reason = "they are the server's own")]
struct User {
    auto_groups: Vec<String>,
    email: String,
    id: String,
    idp_id: String,
    is_blocked: bool,
    is_current: bool,
    is_service_user: bool,
    issued: String,
    last_login: String,
    name: String,
    pending_approval: bool,
    role: String,
    status: String,
}

/// Reads the answer as it comes: heads, and chunks where the version has them.
fn get(server: &MockNetBird, version: &str, answer: &mut Vec<u8>) {
    let mut stream = TcpStream::connect(server.address()).expect("the mock listens");
    let token = server.token();
    let request =
        format!("GET /api/users HTTP/{version}\r\nauthorization: Token {token}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("it is sent");
    answer.clear();
    stream.read_to_end(answer).expect("an answer");
}

fn list(criterion: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    let server = runtime.block_on(MockNetBird::builder().made_up_users(100_000).start()).expect("a mock");
    let mut answer = Vec::new();
    // Without chunks, so that the list is in one piece.
    get(&server, "1.0", &mut answer);
    let start = answer.iter().position(|byte| *byte == b'[').expect("a list");
    let mut json = serde_json::Deserializer::from_slice(&answer[start..]).into_iter::<Vec<User>>();
    let users = json.next().expect("a list").expect("users");
    assert_eq!(users.len(), 100_001);

    let mut group = criterion.benchmark_group("100,000 users");
    group.sample_size(20);
    group.bench_function("serialize", |bencher| bencher.iter(|| serde_json::to_vec(black_box(&users))));
    group.bench_function("GET /api/users", |bencher| bencher.iter(|| get(&server, "1.1", &mut answer)));
    group.finish();
}

criterion_group!(benches, list);
criterion_main!(benches);
