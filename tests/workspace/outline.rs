//! The public API of the generated crate, as a reviewer of a spec change reads it.

use std::fs;

use specwright_client::{pipeline, refine::Support};
use specwright_document::Document;
use specwright_rust::outline::outline;

use crate::freshness::{SPEC, root, spec};

#[test]
fn the_public_api_is_the_reviewed_one() {
    let code = fs::read_to_string(root().join("netbird-users-gen/src/generated.rs")).expect("the client");
    crate::snapshot("public-api", &outline(&code).expect("Rust"));
}

#[test]
fn an_added_optional_property_is_one_added_line() {
    let before = spec();
    let mut value = before.value.clone();
    value["components"]["schemas"]["User"]["properties"]["added_by_a_test"] =
        serde_json::json!({ "description": "A short name.", "type": "string", "x-docs": ["server"] });
    let after = Document::parse(SPEC, value.to_string().as_bytes()).expect("sound");
    let lines = |document| -> Vec<String> {
        let request = pipeline::Request {
            document,
            allow: &[],
            command: "",
            spec_name: SPEC,
            support: Support::Beside,
        };
        let code = pipeline::run(request).expect("generated").code;
        outline(&code).expect("Rust").lines().map(str::to_owned).collect()
    };
    let (before, mut after) = (lines(&before), lines(&after));
    let added = "    added_by_a_test: Option<String>";
    let place = after.iter().position(|line| line == added).expect("the property is a field");
    after.remove(place);
    assert_eq!(before, after);
}
