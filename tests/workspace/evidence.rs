//! The page that explains the spec's decisions says what the spec says.

use std::{collections::BTreeMap, fs};

use serde_json::Value;
use xtask::document::{Document, Kind, Pointer, walk};

use crate::freshness::{root, spec};

/// The cells of the rows of each table, by the heading above it.
fn tables(page: &str) -> BTreeMap<String, Vec<Vec<String>>> {
    let mut tables: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    let mut heading = String::new();
    for line in page.lines() {
        if let Some(text) = line.strip_prefix("## ") {
            heading = text.to_owned();
        } else if let Some(row) = line.strip_prefix("| ") {
            let row = row.trim_end().trim_end_matches('|').replace("\\|", "\u{1}");
            let cells = row.split('|').map(|cell| cell.trim().trim_matches('`').replace('\u{1}', "|"));
            tables.entry(heading.clone()).or_default().push(cells.collect());
        }
    }
    tables.values_mut().for_each(|rows| drop(rows.remove(0)));
    tables
}

fn decisions(at: &Pointer, value: &Value, found: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(object) => {
            for (key, child) in object {
                match child.as_str().filter(|_| key == "x-docs-decision") {
                    Some(text) => drop(found.insert(at.to_string(), words(text))),
                    None => decisions(&at.child(key), child, found),
                }
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| decisions(&at.child(index), item, found));
        }
        _ => {}
    }
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn page() -> BTreeMap<String, Vec<Vec<String>>> {
    tables(&fs::read_to_string(root().join("openapi/README.md")).expect("the page"))
}

#[test]
fn every_decision_of_the_spec_is_explained_and_none_besides() {
    let mut in_spec = BTreeMap::new();
    decisions(&Pointer::root(), &spec().value, &mut in_spec);
    let rows = page().remove("Disagreements").expect("a table of disagreements");
    let on_page: BTreeMap<String, String> = rows.iter().map(|row| (row[0].clone(), words(&row[2]))).collect();
    assert_eq!(rows.len(), on_page.len(), "an element stands twice");
    assert!(rows.iter().all(|row| row.len() == 3 && !row[1].is_empty()));
    assert_eq!(in_spec, on_page);
}

#[test]
fn the_sources_are_those_of_the_spec() {
    let spec = spec();
    let sources = spec.value["info"]["x-docs-sources"].as_array().expect("sources");
    let declared: Vec<Vec<&str>> = sources
        .iter()
        .map(|s| ["name", "title", "date"].map(|key| s[key].as_str().expect("a text")).to_vec())
        .collect();
    assert_eq!(page().remove("Sources").expect("a table of sources"), declared);
}

#[test]
fn every_element_is_described_in_words() {
    let Document { value, .. } = spec();
    for node in walk(&value).iter().filter(|node| node.reference().is_none()) {
        let property = node.pointer.as_str().contains("/properties/")
            && node.pointer.parent().and_then(|p| p.last()).as_deref() == Some("properties");
        let component = node.pointer.as_str().starts_with("/components/");
        let asks = match node.kind {
            Kind::Operation | Kind::Parameter | Kind::RequestBody | Kind::Response => true,
            Kind::Schema => property || (component && node.pointer.as_str().matches('/').count() == 3),
            _ => false,
        };
        let described = node.value["description"].as_str().is_some_and(|text| text.len() > 10);
        assert!(!asks || described, "{} has no description", node.pointer);
    }
}

#[test]
fn the_spec_has_the_operations_schemas_and_fields_that_were_decided_on() {
    let Document { value, .. } = spec();
    let keys =
        |value: &Value| value.as_object().expect("a mapping").keys().cloned().collect::<Vec<_>>().join(" ");
    let operations: Vec<String> = walk(&value)
        .iter()
        .filter(|node| node.kind == Kind::Operation)
        .map(|node| format!("{} {}", node.value["operationId"].as_str().expect("an id"), node.pointer))
        .collect();
    insta::assert_snapshot!(
        "spec",
        format!(
            "{}\n\nschemas: {}\n\nUser: {}\nrequired: {}\n\nroles: {}\nstatuses: {}",
            operations.join("\n"),
            keys(&value["components"]["schemas"]),
            keys(&value["components"]["schemas"]["User"]["properties"]),
            value["components"]["schemas"]["User"]["required"],
            value["components"]["schemas"]["UserRole"]["x-extensible-enum"],
            value["components"]["schemas"]["UserStatus"]["x-extensible-enum"],
        )
    );
}
