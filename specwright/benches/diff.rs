//! `diff` on two revisions of a spec of 14,000 lines and 500 operations: parsing, and everything but the Rust verdict.
//! A change in a component that all of them use is one change.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::panic,
    reason = "criterion's macros, and a benchmark that fails by panicking"
)]

use std::{fmt::Write, hint::black_box};

use criterion::{Criterion, criterion_group, criterion_main};
use specwright_diff::compare;
use specwright_document::Document;

const OPERATIONS: usize = 500;

/// Each operation with a body and a response of its own, which all refer to one component.
fn spec(shared: &str, own: &str) -> String {
    let mut text = "openapi: 3.0.3\ninfo:\n  title: Large\n  version: 1.0.0\npaths:\n".to_owned();
    for number in 0..OPERATIONS {
        let _ = write!(
            text,
            "  /things{number}:\n    post:\n      operationId: makeThing{number}\n      requestBody:\n        \
             required: true\n        content:\n          application/json:\n            schema:\n              \
             $ref: '#/components/schemas/Thing{number}'\n      responses:\n        '200':\n          description: It.\n          \
             content:\n            application/json:\n              schema:\n                \
             $ref: '#/components/schemas/Thing{number}'\n"
        );
    }
    text.push_str("components:\n  schemas:\n");
    let _ = write!(
        text,
        "    Shared:\n      type: object\n      properties:\n        name:\n          type: {shared}\n"
    );
    for number in 0..OPERATIONS {
        let _ = write!(
            text,
            "    Thing{number}:\n      type: object\n      required: [name]\n      properties:\n        name:\n          \
             type: string\n        size:\n          type: {own}\n        shared:\n          \
             $ref: '#/components/schemas/Shared'\n        next:\n          $ref: '#/components/schemas/Thing{}'\n",
            (number + 1) % OPERATIONS
        );
    }
    text
}

fn diff(old: &str, new: &str) -> usize {
    let [old, new] = [old, new].map(|text| Document::parse("large.yaml", text.as_bytes()).expect("a spec"));
    compare(&old, &new).len()
}

fn benchmarks(criterion: &mut Criterion) {
    let (before, shared, every) =
        (spec("string", "integer"), spec("integer", "integer"), spec("string", "number"));
    let lines = before.lines().count();
    assert!(lines >= 13_000, "{lines} lines");
    assert_eq!(diff(&before, &shared), 1, "one component, one change");
    assert_eq!(diff(&before, &every), OPERATIONS, "every component, a change each");

    let mut group = criterion.benchmark_group("diff");
    group.sample_size(10);
    for (name, after) in
        [("the same", &before), ("one shared component", &shared), ("every component", &every)]
    {
        group.bench_function(format!("{lines} lines, {name}"), |bencher| {
            bencher.iter(|| diff(black_box(&before), black_box(after)));
        });
    }
    group.finish();
}

criterion_group!(benches, benchmarks);
criterion_main!(benches);
