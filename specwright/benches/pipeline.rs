//! The whole pipeline, for the spec and for 10 and 30 times its operations and schemas. Throughput is operations a
//! second: it stays level when the pipeline grows linearly.
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::panic,
    reason = "criterion's macros, and a benchmark that fails by panicking"
)]

use std::{fs, hint::black_box, path::Path};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde_json::{Map, Value};
use specwright_client::{
    pipeline::{self, Request},
    refine::Support,
};
use specwright_document::{Document, Kind, walk};

/// A spec with this many copies of every path, operation and schema.
fn times(spec: &Document, factor: usize) -> Vec<u8> {
    let mut whole = spec.value.clone();
    let copies = |section: &Value, rename: &dyn Fn(&str, usize) -> String| -> Value {
        let members = section.as_object().expect("a mapping");
        (0..factor)
            .flat_map(|copy| members.iter().map(move |(name, value)| (copy, name, value)))
            .map(|(copy, name, value)| (rename(name, copy), suffixed(value, copy)))
            .collect::<Map<_, _>>()
            .into()
    };
    whole["paths"] = copies(&spec.value["paths"], &|path, copy| format!("/v{copy}{path}"));
    for section in ["schemas", "parameters", "responses"] {
        let components = &spec.value["components"][section];
        whole["components"][section] = copies(components, &|name, copy| format!("{name}V{copy}"));
    }
    serde_json::to_vec_pretty(&whole).expect("JSON")
}

/// References and operationIds point at the copy.
fn suffixed(value: &Value, copy: usize) -> Value {
    match value {
        Value::Object(object) => {
            let member = |(key, value): (&String, &Value)| match value.as_str() {
                Some(text) if key == "$ref" || key == "operationId" => {
                    (key.clone(), format!("{text}V{copy}").into())
                }
                _ => (key.clone(), suffixed(value, copy)),
            };
            object.iter().map(member).collect::<Map<_, _>>().into()
        }
        Value::Array(items) => items.iter().map(|item| suffixed(item, copy)).collect(),
        other => other.clone(),
    }
}

fn codegen(bytes: &[u8]) -> String {
    let document = Document::parse("spec", bytes).expect("a sound spec");
    let request =
        Request { document: &document, allow: &[], command: "", spec_name: "", support: Support::Beside };
    pipeline::run(request).unwrap_or_else(|problems| panic!("{problems}")).code
}

fn pipeline(criterion: &mut Criterion) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi/netbird-users.yaml");
    let yaml = fs::read(path).expect("the spec");
    let spec = Document::parse("netbird-users.yaml", &yaml).expect("a sound spec");
    let operations = walk(&spec.value).iter().filter(|node| node.kind == Kind::Operation).count();

    let mut group = criterion.benchmark_group("codegen");
    group.sample_size(10);
    group.throughput(Throughput::Elements(operations as u64));
    group.bench_function("the spec as it is, YAML", |bencher| bencher.iter(|| codegen(black_box(&yaml))));
    for factor in [1, 10, 30] {
        let bytes = times(&spec, factor);
        group.throughput(Throughput::Elements((operations * factor) as u64));
        group
            .bench_function(format!("{factor} times"), |bencher| bencher.iter(|| codegen(black_box(&bytes))));
    }
    group.finish();
}

criterion_group!(benches, pipeline);
criterion_main!(benches);
