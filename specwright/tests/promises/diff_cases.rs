//! What each kind of change is said to mean: a base document, a tiny patch, and the report of it, there and back.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use serde_json::Value;
use specwright::generated;
use specwright_diff::{
    Change, Direction, Generated, RustApi,
    bump::releases,
    compare, judge,
    report::{Report, text},
    rules::{RULES, UNCLASSIFIED},
};
use specwright_document::Document;

use crate::tests;

fn folder(name: &str) -> PathBuf {
    tests().join("cases").join(name)
}

/// The cases by name, with their patches.
fn cases() -> BTreeMap<String, Vec<Value>> {
    let entries =
        fs::read_dir(folder("patch")).expect("patches").map(|entry| entry.expect("an entry").path());
    entries
        .map(|path| {
            let name = path.file_stem().and_then(|name| name.to_str()).expect("UTF-8").to_owned();
            let text = fs::read_to_string(&path).expect("a patch");
            let edits: Vec<Value> =
                serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, edits)
        })
        .collect()
}

fn base() -> Value {
    Document::parse("base.yaml", &fs::read(folder("base.yaml")).expect("the base")).expect("YAML").value
}

fn document(value: &Value) -> Document {
    Document::parse("case.json", value.to_string().as_bytes()).expect("JSON")
}

/// Applies a patch (RFC 6902, as far as needed). `schemas/*` stands for both `Sent` and `Received`.
fn patched(base: &Value, edits: &[Value]) -> Value {
    let mut value = base.clone();
    for edit in edits {
        let text = |key: &str| edit[key].as_str().unwrap_or_default().to_owned();
        let targets = if text("path").contains("schemas/*") {
            &["schemas/Sent", "schemas/Received"][..]
        } else {
            &["schemas/*"]
        };
        for target in targets {
            let at = |key: &str| text(key).replace("schemas/*", target);
            match &*text("op") {
                "add" | "replace" => put(&mut value, &at("path"), edit["value"].clone()),
                "remove" => drop(take(&mut value, &at("path"))),
                "move" => {
                    let moved = take(&mut value, &at("from"));
                    put(&mut value, &at("path"), moved);
                }
                other => panic!("no such operation: {other}"),
            }
        }
    }
    value
}

fn split(path: &str) -> (&str, String) {
    let (parent, token) = path.rsplit_once('/').expect("a pointer");
    (parent, token.replace("~1", "/").replace("~0", "~"))
}

fn put(value: &mut Value, path: &str, new: Value) {
    let (parent, token) = split(path);
    match value.pointer_mut(parent).unwrap_or_else(|| panic!("nothing is at {parent}")) {
        Value::Object(object) => drop(object.insert(token, new)),
        Value::Array(items) if token == "-" => items.push(new),
        Value::Array(items) => items[token.parse::<usize>().expect("an index")] = new,
        _ => panic!("{parent} has no members"),
    }
}

fn take(value: &mut Value, path: &str) -> Value {
    let (parent, token) = split(path);
    match value.pointer_mut(parent).unwrap_or_else(|| panic!("nothing is at {parent}")) {
        Value::Object(object) => {
            object.shift_remove(&token).unwrap_or_else(|| panic!("nothing is at {path}"))
        }
        Value::Array(items) => items.remove(token.parse::<usize>().expect("an index")),
        _ => panic!("{parent} has no members"),
    }
}

/// Both documents' changes, without lines, which would move with every edit of the base.
fn report(old: (&Document, &Generated<'_>), new: (&Document, &Generated<'_>)) -> Report {
    let mut changes = compare(old.0, new.0);
    let api = judge(old.1, new.1, &mut changes);
    for change in &mut changes {
        for spot in [&mut change.old, &mut change.new].into_iter().flatten() {
            spot.line = None;
        }
    }
    let releases = releases(&["client".to_owned()], "0.1.0", &changes, &api);
    Report { base: "old".to_owned(), head: "new".to_owned(), changes, api, releases }
}

fn says(case: &str, page: &str) {
    insta::with_settings!({
        snapshot_path => folder("output"),
        omit_expression => true,
        prepend_module_to_snapshot => false,
    }, {
        insta::assert_snapshot!(case, page);
    });
}

#[test]
fn each_case_is_reported_there_and_back() {
    let base = base();
    let old = document(&base);
    let before = generated(&old);
    for (name, edits) in cases() {
        let new = document(&patched(&base, &edits));
        let after = generated(&new);
        let (old, new) = ((&old, &before), (&new, &after));
        let [there, back] =
            [report(old, new), report(new, old)].map(|report| text::page(&report, text::Colour::Never));
        says(&name, &format!("{there}\n{}\n\n{back}", "-".repeat(80)));
    }
}

#[test]
fn no_output_is_without_its_case() {
    let entries =
        fs::read_dir(folder("output")).expect("outputs").map(|entry| entry.expect("an entry").path());
    let outputs: BTreeSet<String> = entries
        .map(|path| path.file_name().and_then(|name| name.to_str()).expect("UTF-8").to_owned())
        .collect();
    let expected: BTreeSet<String> = cases().into_keys().map(|case| format!("{case}.snap")).collect();
    assert_eq!(outputs, expected);
}

#[test]
fn the_base_is_equal_to_itself_and_gives_code() {
    let base = document(&base());
    assert!(compare(&base, &base).is_empty());
    let other = document(&patched(&base.value, &cases()["description"]));
    let api = judge(&generated(&base), &generated(&other), &mut compare(&base, &other));
    assert!(matches!(api, RustApi::Compared { code_changed: true }), "{api:?}");
}

/// The changes of all cases, in both directions of time.
fn all() -> Vec<(String, Vec<Change>, Vec<Change>)> {
    let base = base();
    let old = document(&base);
    let pair = |(name, edits): (String, Vec<Value>)| {
        let new = document(&patched(&base, &edits));
        (name, compare(&old, &new), compare(&new, &old))
    };
    cases().into_iter().map(pair).collect()
}

#[test]
fn every_rule_has_a_case_in_each_direction_that_it_has() {
    let all = all();
    let seen = |id: &str, directions: &[Direction]| {
        all.iter().flat_map(|(_, there, back)| there.iter().chain(back)).any(|change| {
            change.rule.id == id && (directions.is_empty() || directions.contains(&change.direction))
        })
    };
    // A change of the spec stands behind every item that these cases touch; a unit test has one that has none.
    for rule in RULES.iter().filter(|rule| rule.id != "rust-item-changed") {
        assert!(seen(rule.id, &[]), "no case for {}", rule.id);
        if rule.request != rule.response {
            assert!(
                seen(rule.id, &[Direction::Request, Direction::Both]),
                "no case for {} in a request",
                rule.id
            );
            assert!(
                seen(rule.id, &[Direction::Response, Direction::Both]),
                "no case for {} in a response",
                rule.id
            );
        }
    }
}

#[test]
fn a_change_taken_back_is_reported_by_the_mirrors_of_its_rules() {
    for (name, there, back) in all() {
        let list = |changes: &[Change], mirrored: bool| {
            let mut list: Vec<(String, Direction)> = changes
                .iter()
                .map(|change| {
                    let id = if mirrored { change.rule.mirror } else { change.rule.id };
                    (id.to_owned(), change.direction)
                })
                .collect();
            list.sort_by_key(|(id, direction)| (id.clone(), direction.word()));
            list
        };
        assert_eq!(list(&there, true), list(&back, false), "{name}");
    }
}

#[test]
fn only_one_case_is_unclassified() {
    for (name, there, back) in all() {
        let found = there.iter().chain(&back).any(|change| change.rule.id == UNCLASSIFIED);
        assert_eq!(found, name == "unclassified", "{name}");
    }
}
