//! The report in each of its forms, and the code that the command ends with.

use std::fs;

use serde_json::{Value, json};
use specwright::generated;
use specwright_diff::{
    RustApi,
    bump::releases,
    compare, judge,
    report::{Report, json, markdown, text},
    vendor,
};
use specwright_document::Document;

use crate::{screen::replace, specwright, tests};

fn sound() -> Value {
    let text = fs::read(tests().join("sound.yaml")).expect("a spec");
    Document::parse("sound.yaml", &text).expect("YAML").value
}

fn document(value: &Value) -> Document {
    Document::parse("spec.json", format!("{value:#}").as_bytes()).expect("JSON")
}

/// A removed property, an added one, a new operationId and a new description.
fn edited() -> Value {
    let mut value = sound();
    let lamp = value["components"]["schemas"]["Lamp"]["properties"].as_object_mut().expect("properties");
    lamp.shift_remove("pin");
    lamp.insert("watts".to_owned(), json!({ "type": "integer", "x-docs": ["guide"] }));
    value["paths"]["/lamps/{lampId}"]["delete"]["operationId"] = json!("deleteLamp");
    value["paths"]["/lamps/{lampId}"]["put"]["summary"] = json!("Set one lamp");
    value
}

fn report(old: &Value, new: &Value) -> Report {
    let (old, new) = (document(old), document(new));
    let mut changes = compare(&old, &new);
    let api = judge(&generated(&old), &generated(&new), &mut changes);
    let releases = releases(&["client".to_owned()], "0.1.0", &changes, &api);
    Report { base: "old.yaml".to_owned(), head: "new.yaml".to_owned(), changes, api, releases }
}

fn says(name: &str, page: &str) {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, page);
    });
}

#[test]
fn a_pull_request_gets_a_headline_and_sections() {
    says("diff-markdown", &markdown::page(&report(&sound(), &edited())));
}

#[test]
fn a_terminal_gets_colours_when_they_are_asked_for() {
    let report = report(&sound(), &edited());
    let coloured = text::page(&report, text::Colour::Always);
    assert!(
        coloured.contains("\u{1b}[33mLamp.pin: optional property removed\u{1b}[0m")
            || coloured.contains("\u{1b}[31mLamp.pin"),
        "{coloured}"
    );
    assert!(!text::page(&report, text::Colour::Never).contains('\u{1b}'));
}

#[test]
fn a_program_gets_json_that_keeps_to_its_schema() {
    let schema = fs::read_to_string(tests().join("../../specwright-diff/diff-report.schema.json"))
        .expect("the schema");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let mut refused = sound();
    refused["paths"]["/lamps/{lampId}"]["delete"]
        .as_object_mut()
        .expect("an operation")
        .shift_remove("operationId");
    for new in [sound(), edited(), refused] {
        let page: Value = serde_json::from_str(&json::page(&report(&sound(), &new))).expect("JSON");
        let errors: Vec<String> = validator.iter_errors(&page).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}

#[test]
fn a_fingerprint_does_not_depend_on_lines_or_order() {
    let prints = |old: &Document, new: &Document| -> Vec<String> {
        compare(old, new).into_iter().map(|change| change.fingerprint).collect()
    };
    let [old, new] = [sound(), edited()].map(|value| document(&value));
    let moved = [sound(), edited()].map(|value| {
        let text = format!("# A comment.\n\n{}", serde_yaml::to_string(&value).expect("YAML"));
        Document::parse("spec.yaml", text.as_bytes()).expect("YAML")
    });
    assert_eq!(prints(&old, &new), prints(&moved[0], &moved[1]));
}

#[test]
fn a_side_without_code_leaves_the_rust_verdict_open() {
    let mut refused = edited();
    refused["paths"]["/lamps/{lampId}"]["put"]["operationId"] = json!("new");
    let report = report(&sound(), &refused);
    let RustApi::Unknown { reason } = &report.api else { panic!("the client has a method of that name") };
    assert!(reason.contains("operation-name-clash"), "{reason}");
    assert!(text::page(&report, text::Colour::Never).contains("The Rust verdict is unknown"));
}

#[test]
fn a_comment_that_is_too_long_is_cut_and_says_so() {
    let mut new = sound();
    let lamp = new["components"]["schemas"]["Lamp"]["properties"].as_object_mut().expect("properties");
    for number in 0..900 {
        lamp.insert(format!("a_property_with_a_long_name_{number:04}"), json!({ "type": "string" }));
    }
    let (old, new) = (document(&sound()), document(&new));
    let changes = compare(&old, &new);
    let api = RustApi::Unknown { reason: "not asked".to_owned() };
    let releases = releases(&["client".to_owned()], "0.1.0", &changes, &api);
    let page = markdown::page(&Report { base: String::new(), head: String::new(), changes, api, releases });
    assert!(page.chars().count() <= markdown::LONGEST, "{}", page.chars().count());
    assert!(page.contains("the rest is left out") && page.contains("| Crate | Now | Asked for |"), "{page}");
    assert_eq!(page.matches("<details>").count(), page.matches("</details>").count());
}

#[test]
fn a_workflow_gets_annotations_and_the_code_follows_fail_on() {
    let folder = tempfile::tempdir().expect("a folder");
    replace(&folder.path().join("old.yaml"), &serde_yaml::to_string(&sound()).expect("YAML"));
    replace(&folder.path().join("new.yaml"), &serde_yaml::to_string(&edited()).expect("YAML"));
    let run = |arguments: &[&str]| {
        let output = specwright(folder.path(), &[&["diff", "old.yaml", "new.yaml"], arguments].concat());
        (output.status.code(), String::from_utf8(output.stdout).expect("UTF-8"))
    };
    let (code, page) = run(&["--format", "github"]);
    assert_eq!(code, Some(5));
    assert!(
        page.lines().all(|line| line.starts_with("::") && line.contains("file=new.yaml,line=")),
        "{page}"
    );
    assert_eq!(run(&["--fail-on", "warning"]).0, Some(5));
    assert_eq!(run(&["--fail-on", "never"]).0, Some(0));
    assert!(run(&["--color", "always"]).1.contains('\u{1b}'));
    assert!(!run(&[]).1.contains('\u{1b}'), "no terminal, no colour");
    for mistaken in
        [&["old.yaml"][..], &["old.yaml", "new.yaml", "old.yaml"], &["--base"], &["--format", "html"]]
    {
        let output = specwright(folder.path(), &[&["diff"], mistaken].concat());
        assert_eq!(output.status.code(), Some(2), "{mistaken:?}");
    }
}

#[test]
fn another_document_is_no_spec() {
    let folder = tempfile::tempdir().expect("a folder");
    replace(&folder.path().join("old.yaml"), "swagger: '2.0'\n");
    let output = specwright(folder.path(), &["diff", "old.yaml", "old.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("error[not-openapi]: old.yaml: "));
}

#[test]
fn a_vendors_document_shows_what_is_wrong_missing_and_meant() {
    let lamp = |ours: bool| {
        let mut value = sound();
        let properties =
            value["components"]["schemas"]["Lamp"]["properties"].as_object_mut().expect("properties");
        if ours {
            properties.insert("watts".to_owned(), json!({ "type": "integer" }));
            properties.insert(
                "volts".to_owned(),
                json!({ "type": "integer", "x-docs-decision": "The guide says so." }),
            );
        } else {
            properties.insert("watts".to_owned(), json!({ "type": ["string", "null"] }));
            properties.insert("volts".to_owned(), json!({ "type": "string" }));
            properties.insert("maker".to_owned(), json!({ "type": "string" }));
            properties["since"] = json!({ "type": ["string", "null"], "format": "date-time" });
            value["openapi"] = json!("3.1.0");
            value["paths"]["/lamps/{lampId}"]["put"]["operationId"] = json!("another name");
            value["paths"]["/lamps/{lampId}"]["put"]["description"] = json!("Another text.");
            value["paths"]["/rooms"] =
                json!({ "get": { "responses": { "200": { "description": "Not ours." } } } });
        }
        value
    };
    let found = vendor::against(&document(&lamp(false)), &document(&lamp(true)));
    says("diff-vendor", &vendor::page(&found, "openapi.yml"));
}
