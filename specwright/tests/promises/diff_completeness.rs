//! No difference is silent: thousands of random edits of real specs, each told, and no two documents told alike.

use std::{cell::Cell, fs, path::Path};

use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use serde_json::Value;
use specwright_diff::{compare, rules::UNCLASSIFIED};
use specwright_document::Document;

use crate::{
    mutation::{apply, changed, edits},
    tests,
};

/// Every spec that the workspace has.
fn specs() -> Vec<Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let fixtures = fs::read_dir(root.join("tests/workspace/fixtures")).expect("the fixtures");
    let mut files: Vec<_> = fixtures.map(|entry| entry.expect("an entry").path().join("spec.yaml")).collect();
    files.sort();
    files.extend([
        root.join("openapi/netbird-users.yaml"),
        tests().join("cases/base.yaml"),
        tests().join("sound.yaml"),
    ]);
    let read =
        |path: &Path| Document::parse("spec.yaml", &fs::read(path).expect("a spec")).expect("YAML").value;
    files.iter().map(|path| read(path)).collect()
}

fn document(value: &Value) -> Document {
    Document::parse("spec.json", value.to_string().as_bytes()).expect("JSON")
}

/// The fingerprints of what is told, in order.
fn told(old: &Document, new: &Document) -> Vec<String> {
    compare(old, new).into_iter().map(|change| change.fingerprint).collect()
}

/// Equal as JSON: the order of members does not count, nor how a number is written.
fn same(one: &Value, other: &Value) -> bool {
    one == other
}

#[test]
fn a_document_is_equal_to_itself() {
    for value in specs() {
        assert_eq!(told(&document(&value), &document(&value)), Vec::<String>::new());
    }
}

/// A single edit is told; a second edit on top of it makes another report. `DIFF_CASES` asks for more than the few
/// seconds' worth.
#[test]
fn every_edit_of_a_real_spec_is_told() {
    let specs = specs();
    let cases = std::env::var("DIFF_CASES").ok().and_then(|number| number.parse().ok()).unwrap_or(300);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let changes = prop::collection::vec((any::<prop::sample::Index>(), edits()), 1..4);
    let unclassified = Cell::new(0);
    let outcome = runner.run(&(any::<prop::sample::Index>(), changes), |(spec, changes)| {
        let base = spec.get(&specs);
        let old = document(base);
        let mut value = base.clone();
        let mut before: Option<(Value, Vec<String>)> = None;
        for (at, edit) in &changes {
            apply(&mut value, *at, edit);
            let new = document(&value);
            let found = compare(&old, &new);
            unclassified.set(
                unclassified.get() + found.iter().filter(|change| change.rule.id == UNCLASSIFIED).count(),
            );
            let found: Vec<String> = found.into_iter().map(|change| change.fingerprint).collect();
            prop_assert_eq!(found.is_empty(), same(base, &value), "{:?}", changed(base, &value));
            if let Some((last, report)) = &before {
                prop_assert_eq!(
                    &found == report,
                    same(last, &value),
                    "{:?} on top of {:?}",
                    changed(last, &value),
                    changed(base, last)
                );
            }
            prop_assert_eq!(told(&new, &old).is_empty(), found.is_empty());
            before = Some((value.clone(), found));
        }
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
    assert!(unclassified.get() > 0, "not one edit was beyond the rules");
}
