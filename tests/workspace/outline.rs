//! The public API of the generated crate, as a reviewer of a spec change reads it.

use std::fs;

use xtask::{document::Document, outline::outline, pipeline, refine::Support};

use crate::freshness::{SPEC, root, spec};

#[test]
fn the_public_api_is_the_reviewed_one() {
    let code = fs::read_to_string(root().join("netbird-users-gen/src/generated.rs")).expect("the client");
    crate::snapshot("public-api", &outline(&code).expect("Rust"));
}

#[test]
fn an_added_optional_property_is_one_added_line() {
    let before = spec();
    let property = "        nickname:\n          description: A short name.\n          type: string\n          x-docs: [server]\n";
    let place = before
        .text
        .find("        email:\n          description: |-\n            E-mail address of a person.")
        .expect("a property");
    let (head, tail) = before.text.split_at(place);
    let after = Document::parse(SPEC, format!("{head}{property}{tail}").as_bytes()).expect("sound");
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
    let added = "    nickname: Option<String>";
    let place = after.iter().position(|line| line == added).expect("the property is a field");
    after.remove(place);
    assert_eq!(before, after);
}
