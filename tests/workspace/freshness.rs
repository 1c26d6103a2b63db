//! The committed client is what the spec gives, byte for byte.

use std::{fs, path::PathBuf};

use xtask::{
    document::Document,
    pipeline::{self, Request},
    refine::Support,
};

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

pub(crate) const SPEC: &str = "openapi/netbird-users.yaml";

pub(crate) fn spec() -> Document {
    let bytes = fs::read(root().join(SPEC)).expect("the spec");
    Document::parse(SPEC, &bytes).expect("the spec is sound")
}

fn generate(document: &Document) -> String {
    let request = Request {
        document,
        allow: &[],
        command: "cargo xtask codegen",
        spec_name: SPEC,
        support: Support::Beside,
    };
    pipeline::run(request).expect("the spec is generated from").code
}

#[test]
fn the_committed_client_is_what_the_spec_gives() {
    let committed =
        fs::read_to_string(root().join("netbird-users-gen/src/generated.rs")).expect("the client");
    let fresh = generate(&spec());
    let first = committed.lines().zip(fresh.lines()).position(|(is, should_be)| is != should_be);
    assert!(committed == fresh, "stale, first at line {first:?} (from 0): run `cargo xtask codegen`");
}

#[test]
fn the_same_spec_gives_the_same_bytes() {
    assert_eq!(generate(&spec()), generate(&spec()));
}

#[test]
fn line_ends_of_another_system_change_nothing() {
    let dos = spec().text.replace('\n', "\r\n");
    let document = Document::parse(SPEC, dos.as_bytes()).expect("the same spec");
    assert_eq!(generate(&document), generate(&spec()));
}
