//! The committed clients are what the spec and the async source give, byte for byte.

use std::{collections::BTreeSet, fs, path::PathBuf};

use specwright_client::{
    pipeline::{self, Request},
    refine::Support,
};
use specwright_document::Document;
use xtask::blocking;

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
    assert_fresh(&committed, &fresh);
}

fn assert_fresh(committed: &str, fresh: &str) {
    let first = committed.lines().zip(fresh.lines()).position(|(is, should_be)| is != should_be);
    assert!(committed == fresh, "stale, first at line {first:?} (from 0): run `cargo xtask codegen`");
}

#[test]
fn the_committed_blocking_client_is_what_the_async_one_gives() {
    let committed = fs::read_to_string(root().join(blocking::OUTPUT)).expect("the blocking client");
    let sources = blocking::sources(&root()).expect("the async client");
    let fresh = blocking::generate(&sources, "cargo xtask codegen").expect("it can be made");
    assert_fresh(&committed, &fresh);
}

#[test]
fn the_generated_crate_stands_on_the_generators_own_files() {
    for file in xtask::support(&root()) {
        let committed = fs::read_to_string(&file.path).expect(&file.name);
        assert_fresh(&committed, &file.text);
    }
}

/// The methods whose declarations begin so, each as `Type::name`: read line by line, without the generator's own eyes,
/// so that what it overlooks is seen.
fn declared(text: &str, starts: &[&str]) -> BTreeSet<String> {
    let (mut owner, mut found) = ("", BTreeSet::new());
    for line in text.lines() {
        if line.starts_with("impl") {
            let words = line.trim_end_matches([' ', '{']).rsplit(' ');
            owner = words.into_iter().next().and_then(|word| word.split('<').next()).unwrap_or_default();
        } else if let Some(rest) = starts.iter().find_map(|start| line.trim_start().strip_prefix(start)) {
            let name = rest.split(['(', '<']).next().unwrap_or_default();
            found.insert(format!("{owner}::{name}"));
        }
    }
    found
}

/// The public methods that give a `Pending`, in one block of `impl` each.
fn awaited(text: &str) -> BTreeSet<String> {
    let blocks =
        text.match_indices("\nimpl").map(|(at, _)| text[at + 1..].split("\nimpl").next().unwrap_or_default());
    let methods = blocks.flat_map(|block| {
        let header = block.lines().next().unwrap_or_default();
        let pending = block
            .split("pub fn ")
            .skip(1)
            .filter(|rest| rest.split('{').next().is_some_and(|signature| signature.contains("-> Pending<")));
        pending.map(move |rest| format!("{header}\npub fn {rest}"))
    });
    methods.filter_map(|method| declared(&method, &["pub fn "]).into_iter().next()).collect()
}

#[test]
fn every_public_async_method_has_a_blocking_counterpart() {
    let sources = blocking::sources(&root()).expect("the async client");
    let asked: BTreeSet<String> = sources
        .iter()
        .flat_map(|source| {
            let asynchronous = declared(&source.text, &["pub async fn "]);
            asynchronous.into_iter().chain(awaited(&source.text))
        })
        .collect();
    let folder = root().join(blocking::OUTPUT).parent().expect("a folder").to_owned();
    let (mut made, mut by_hand) = (BTreeSet::new(), BTreeSet::new());
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let methods = declared(&fs::read_to_string(&path).expect("text"), &["pub fn ", "fn "]);
        if !path.ends_with(blocking::OUTPUT.rsplit('/').next().expect("a name")) {
            by_hand.extend(methods.clone());
        }
        made.extend(methods);
    }
    for (owner, name, _) in blocking::BY_HAND {
        assert!(by_hand.contains(&format!("{owner}::{name}")), "`{owner}::{name}` is to be written by hand");
    }
    let missing: Vec<_> = asked.difference(&made).collect();
    assert!(asked.len() > 20 && missing.is_empty(), "without a blocking counterpart: {missing:?}");
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
