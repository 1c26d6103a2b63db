//! Thousands of broken specs: each is refused with a reason, or generated from. None panics, none writes a part.

use std::{cell::Cell, fs};

use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use serde_json::{Value, json};
use specwright_client::{
    pipeline::{self, Request},
    refine::Support,
};
use specwright_document::Document;

use crate::tests;

/// Every node but the root, as the way to it.
fn ways(value: &Value, way: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(object) => {
            object.iter().map(|(k, v)| (k.replace('~', "~0").replace('/', "~1"), v)).collect()
        }
        Value::Array(items) => items.iter().enumerate().map(|(i, v)| (i.to_string(), v)).collect(),
        _ => Vec::new(),
    };
    for (token, child) in children {
        let way = format!("{way}/{token}");
        found.push(way.clone());
        ways(child, &way, found);
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Edit {
    Delete,
    Duplicate,
    Rename,
    Retype(Value),
    CopyOf(prop::sample::Index),
}

pub(crate) fn edits() -> impl Strategy<Value = Edit> {
    let values = vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(1.5),
        json!(""),
        json!("string"),
        json!([]),
        json!({}),
        json!([null]),
        json!({ "$ref": "#/components/schemas/Lamp" }),
        json!({ "$ref": "#/components/responses/Missing" }),
        json!({ "type": "object" }),
        json!({ "allOf": [{ "$ref": "#/components/schemas/Lamp" }] }),
        json!("\u{1}"),
        json!("../{lampId}"),
        json!("password"),
        json!("fn"),
        json!("日本"),
    ];
    prop_oneof![
        Just(Edit::Delete),
        Just(Edit::Duplicate),
        Just(Edit::Rename),
        prop::sample::select(values).prop_map(Edit::Retype),
        any::<prop::sample::Index>().prop_map(Edit::CopyOf),
    ]
}

pub(crate) fn apply(document: &mut Value, at: prop::sample::Index, edit: &Edit) {
    let mut all = Vec::new();
    ways(document, "", &mut all);
    if all.is_empty() {
        return;
    }
    let way = at.get(&all).clone();
    let (parent, token) = way.rsplit_once('/').expect("a way begins with a slash");
    let token = token.replace("~1", "/").replace("~0", "~");
    let other = match edit {
        Edit::CopyOf(index) => document.pointer(index.get::<String>(&all)).cloned(),
        _ => None,
    };
    match document.pointer_mut(parent) {
        Some(Value::Object(object)) => {
            let Some(value) = object.get(&token).cloned() else { return };
            match edit {
                Edit::Delete => drop(object.remove(&token)),
                Edit::Duplicate => drop(object.insert(format!("{token}2"), value)),
                Edit::Rename => {
                    object.remove(&token);
                    object.insert(format!("{token}_"), value);
                }
                Edit::Retype(new) => drop(object.insert(token, new.clone())),
                Edit::CopyOf(_) => drop(object.insert(token, other.unwrap_or_default())),
            }
        }
        Some(Value::Array(items)) => {
            let Ok(index) = token.parse::<usize>() else { return };
            match edit {
                Edit::Delete => drop(items.remove(index)),
                Edit::Duplicate | Edit::Rename => items.insert(index, items[index].clone()),
                Edit::Retype(new) => items[index] = new.clone(),
                Edit::CopyOf(_) => items[index] = other.unwrap_or_default(),
            }
        }
        _ => {}
    }
}

#[test]
fn thousands_of_mutated_specs_are_refused_or_generated_from() {
    let text = fs::read(tests().join("sound.yaml")).expect("the spec");
    let sound = Document::parse("sound.yaml", &text).expect("sound").value;
    let config = Config { cases: 2000, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let changes = prop::collection::vec((any::<prop::sample::Index>(), edits()), 1..4);
    let (refused, generated) = (Cell::new(0), Cell::new(0));
    let allow = ["unused-schema", "invalid-example", "mixed-errors"].map(str::to_owned);
    let outcome = runner.run(&changes, |changes| {
        let mut mutant = sound.clone();
        for (at, edit) in &changes {
            apply(&mut mutant, *at, edit);
        }
        let Ok(document) = Document::parse("mutant.json", mutant.to_string().as_bytes()) else {
            return Ok(());
        };
        let request = Request {
            document: &document,
            allow: &allow,
            command: "",
            spec_name: "",
            support: Support::Inside,
        };
        match pipeline::run(request) {
            Ok(output) => {
                prop_assert!(syn::parse_file(&output.code).is_ok());
                generated.set(generated.get() + 1);
                Ok(())
            }
            Err(problems) => {
                prop_assert!(!problems.list.is_empty() && problems.list.iter().all(|p| !p.remedy.is_empty()));
                prop_assert!(
                    !problems.to_string().contains("[refinement]"),
                    "{problems}\n{changes:?} {:?}",
                    changed(&sound, &mutant)
                );
                refused.set(refused.get() + 1);
                Ok(())
            }
        }
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
    let (refused, generated) = (refused.get(), generated.get());
    assert!(refused > 400 && generated > 400, "{refused} refused, {generated} generated from");
}

/// Where two documents differ first, for the message of a failure.
pub(crate) fn changed(one: &Value, other: &Value) -> Option<(String, Value)> {
    let (mut a, mut b) = (Vec::new(), Vec::new());
    ways(one, "", &mut a);
    ways(other, "", &mut b);
    let all = a.iter().chain(&b).filter(|way| one.pointer(way) != other.pointer(way));
    let deepest = all.max_by_key(|way| way.matches('/').count())?;
    Some((deepest.clone(), other.pointer(deepest).cloned().unwrap_or_default()))
}
