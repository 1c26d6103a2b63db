//! Changes that look alike and mean something else.

use serde_json::{Value, json};
use specwright_diff::{
    RustApi, compare,
    report::{Report, text},
};
use specwright_document::Document;

fn document(parameter: &Value, body: &Value) -> Document {
    let content = json!({ "application/json": { "schema": body } });
    let spec = json!({
        "openapi": "3.0.3", "info": { "title": "Lamps", "version": "1" },
        "paths": { "/lamps": { "post": {
            "operationId": "setLamps",
            "parameters": [{ "name": "ids", "in": "query", "schema": parameter }],
            "requestBody": { "required": true, "content": content },
            "responses": { "204": { "description": "Set." } },
        } } },
    });
    Document::parse("spec.json", spec.to_string().as_bytes()).expect("JSON")
}

/// The rules of what changed in a parameter.
fn in_parameter(old: &Value, new: &Value) -> Vec<&'static str> {
    let body = json!({ "type": "object" });
    compare(&document(old, &body), &document(new, &body)).iter().map(|change| change.rule.id).collect()
}

fn in_body(old: &Value, new: &Value) -> Vec<&'static str> {
    let none = json!({ "type": "string" });
    compare(&document(&none, old), &document(&none, new)).iter().map(|change| change.rule.id).collect()
}

#[test]
fn a_list_of_one_is_its_item_and_a_list_in_a_list_is_not() {
    let text = json!({ "type": "string" });
    let list = |items: &Value| json!({ "type": "array", "items": items });
    let to_list = in_parameter(&text, &list(&text));
    let items_to_lists = in_parameter(&list(&text), &list(&list(&text)));
    assert_eq!((to_list.len(), items_to_lists.len()), (1, 1));
    assert_ne!(to_list, items_to_lists);
    assert_eq!(items_to_lists, ["type-changed"]);
}

#[test]
fn a_pattern_that_matches_everything_is_none() {
    let pattern = |text: &str| json!({ "type": "string", "pattern": text });
    for any in ["", ".*", "^.*$", "^.*", ".*$"] {
        assert_eq!(in_body(&pattern(any), &pattern("^a+$")), ["pattern-added"], "{any}");
        assert_eq!(in_body(&pattern("^a+$"), &pattern(any)), ["pattern-dropped"], "{any}");
    }
    assert_eq!(in_body(&pattern("^b+$"), &pattern("^a+$")), ["pattern-changed"]);
}

#[test]
fn a_required_name_that_nothing_describes_is_told_once_it_comes_or_goes() {
    let requiring = |names: &[&str], described: &[&str]| {
        let properties: serde_json::Map<String, Value> =
            described.iter().map(|name| ((*name).to_owned(), json!({ "type": "string" }))).collect();
        json!({ "type": "object", "required": names, "properties": properties })
    };
    let told = |old: &Value, new: &Value| -> Vec<&str> {
        in_body(old, new).into_iter().filter(|rule| rule.starts_with("undeclared")).collect()
    };
    let (none, one) = (requiring(&[], &["a"]), requiring(&["x"], &["a"]));
    assert_eq!(told(&none, &one), ["undeclared-property-required"]);
    assert_eq!(told(&one, &none), ["undeclared-property-not-required"]);
    let other = requiring(&["x"], &["a", "b"]);
    assert_eq!((told(&one, &other), told(&other, &one)), (vec![], vec![]), "it stays as it was");
    let described = requiring(&["x"], &["a", "x"]);
    assert_eq!((told(&one, &described), told(&described, &one)), (vec![], vec![]), "now it is described");
}

#[test]
fn each_verdict_has_its_colour() {
    let pattern = |text: &str| json!({ "type": "string", "pattern": text });
    let number = |kind: &str| json!({ "type": kind });
    for (old, new, colour) in [
        (number("string"), number("integer"), "\u{1b}[31m"),
        (pattern("^a$"), pattern("^b$"), "\u{1b}[33m"),
        (pattern("^a$"), number("string"), "\u{1b}[32m"),
    ] {
        let none = json!({ "type": "string" });
        let changes = compare(&document(&none, &old), &document(&none, &new));
        let api = RustApi::Unknown { reason: String::new() };
        let report = Report { base: "a".into(), head: "b".into(), changes, api, releases: Vec::new() };
        let page = text::page(&report, text::Colour::Always);
        assert!(page.contains(colour), "{colour:?} in {page:?}");
    }
}
