//! The page that explains the spec's decisions says what the spec says.

use std::{collections::BTreeMap, fs};

use serde_json::Value;
use specwright_document::{Document, Kind, Pointer, walk};

use crate::freshness::{root, spec};

/// The cells of the rows of each table, by the heading above it.
fn tables(page: &str) -> BTreeMap<String, Vec<Vec<String>>> {
    let mut tables: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    let mut heading = String::new();
    for line in page.lines() {
        if let Some(text) = line.strip_prefix("## ") {
            text.clone_into(&mut heading);
        } else if let Some(row) = line.strip_prefix("| ") {
            let row = row.trim_end().trim_end_matches('|').replace("\\|", "\u{1}");
            let cells = row.split('|').map(|cell| cell.trim().trim_matches('`').replace('\u{1}', "|"));
            tables.entry(heading.clone()).or_default().push(cells.collect());
        }
    }
    for rows in tables.values_mut() {
        rows.remove(0);
    }
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
fn the_spec_has_at_least_what_was_decided_on() {
    let Document { value, .. } = spec();
    let has = |pointer: &str, names: &str| {
        let node = value.pointer(pointer).expect(pointer);
        for name in names.split_whitespace() {
            let listed = node.as_array().is_some_and(|list| list.iter().any(|item| item == name));
            assert!(listed || node.get(name).is_some(), "{pointer} has no {name}");
        }
    };
    has("/paths/~1api~1users", "get post");
    has("/paths/~1api~1users~1current", "get");
    has("/paths/~1api~1users~1{userId}", "put delete");
    assert!(value["paths"]["/api/users/{userId}"].get("get").is_none(), "the server has no such operation");
    has(
        "/components/schemas",
        "User UserCreateRequest UserRequest UserPermissions PasswordChangeRequest UserRole UserStatus UserIssued ErrorResponse",
    );
    has(
        "/components/schemas/User/properties",
        "id email name role status last_login auto_groups is_current is_service_user is_blocked pending_approval issued \
         password idp_id permissions created_at updated_at",
    );
    let required: Vec<&str> = value["components"]["schemas"]["User"]["required"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(required, ["id"], "a row without another member is read");
    has(
        "/components/schemas/UserRole/x-extensible-enum",
        "owner admin user billing_admin auditor network_admin",
    );
    has("/components/schemas/UserStatus/x-extensible-enum", "active invited blocked disabled");
    for (schema, property) in [
        ("User", "password"),
        ("PasswordChangeRequest", "old_password"),
        ("PasswordChangeRequest", "new_password"),
    ] {
        assert_eq!(value["components"]["schemas"][schema]["properties"][property]["format"], "password");
    }
    has("/components/securitySchemes", "BearerAuth TokenAuth");
    assert_eq!(value["servers"][0]["url"], "https://api.netbird.io");
}

#[test]
fn every_request_body_server_and_scheme_shows_its_sources() {
    let Document { value, .. } = spec();
    let nodes = walk(&value);
    let bodies = nodes.iter().filter(|node| node.kind == Kind::RequestBody && node.reference().is_none());
    let schemes = value["components"]["securitySchemes"].as_object().expect("schemes").values();
    for node in bodies.map(|node| node.value).chain(schemes).chain([&value["servers"][0]]) {
        assert!(node["x-docs"].is_array(), "{node}");
    }
}
