//! Documents that others write: what is wrong with one and makes sound code is told, what cannot be taken is left out on
//! demand, and OpenAPI 3.1 is taken.

use std::{fs, path::Path};

use crate::specwright;

/// What was printed, what the program ended with, and the code.
struct Made {
    stdout: String,
    stderr: String,
    code: Option<i32>,
    generated: Option<String>,
}

fn codegen(document: &str, arguments: &[&str]) -> Made {
    let folder = tempfile::tempdir().expect("a folder");
    crate::screen::replace(&folder.path().join("api.yaml"), document);
    let all = [&["codegen", "--spec", "api.yaml", "--out", "."], arguments].concat();
    let output = specwright(folder.path(), &all);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Made {
        stdout: text(output.stdout),
        stderr: text(output.stderr),
        code: output.status.code(),
        generated: fs::read_to_string(Path::new(folder.path()).join("generated.rs")).ok(),
    }
}

const UNTIDY: &str = "\
openapi: 3.0.3
info: {title: Untidy, version: 1.0.0}
paths:
  /things/{thingId}:
    get:
      parameters: [{name: thingId, in: path, required: true, schema: {type: integer}, example: one}]
      responses:
        '204': {description: Done.}
        '400': {description: No., content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}
        '404': {description: No., content: {application/json: {schema: {type: object, properties: {b: {type: string}}}}}}
components:
  schemas: {A: {type: string}, B: {type: string}, C: {type: string}, D: {type: string}}
";

#[test]
fn what_is_wrong_and_makes_sound_code_is_told_by_rule_and_stops_nothing() {
    let made = codegen(UNTIDY, &["--allow", "mixed-errors"]);
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    let warnings: Vec<&str> = made.stdout.lines().filter(|line| line.starts_with("warning")).collect();
    assert_eq!(warnings, ["warning[invalid-example]: 1 place", "warning[unused-schema]: 4 places"]);
    assert!(made.stdout.contains("  line 12: no operation uses the schema `A`\n"), "{}", made.stdout);
    assert!(made.stdout.contains("  and 1 more: `lint` lists them\n"), "{}", made.stdout);
    let code = made.generated.expect("it is written");
    assert!(
        code.contains("pub fn get_things_by_thing_id("),
        "an operation without an id is named by its path"
    );
}

const PARTLY: &str = "\
openapi: 3.0.3
info: {title: Partly, version: 1.0.0}
paths:
  /things:
    get:
      operationId: list
      responses: {'200': {description: All., content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}
    patch:
      operationId: change
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Change'}}}}
      responses: {'204': {description: Done.}}
components:
  schemas:
    Thing: {type: object, properties: {name: {type: string}}}
    Change: {type: object, properties: {name: {type: string, nullable: true}}}
";

#[test]
fn what_cannot_be_taken_is_left_out_only_on_demand_and_said() {
    let refused = codegen(PARTLY, &[]);
    assert_eq!((refused.code, refused.generated), (Some(1), None));
    let made = codegen(PARTLY, &["--keep-going"]);
    assert_eq!(made.code, Some(3), "{}", made.stderr);
    assert!(
        made.stdout.contains("left out: PATCH /things (line 8)\n  line 10: unsupported-patch: "),
        "{}",
        made.stdout
    );
    let code = made.generated.expect("it is written");
    assert!(code.contains("pub fn list(") && !code.contains("pub fn change(") && !code.contains("Change"));
    let whole = codegen(&PARTLY.replace(", nullable: true", ""), &["--keep-going"]);
    assert_eq!(whole.code, Some(0), "{}", whole.stderr);
}

#[test]
fn a_survey_says_how_each_document_of_a_folder_fares() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| crate::screen::replace(&folder.path().join(name), text);
    file("a.yaml", UNTIDY);
    file("b.yml", PARTLY);
    file("c.json", "{");
    file("d.txt", "no document");
    let output = specwright(folder.path(), &["survey", ".", "--no-compile"]);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!((&rows[1][..3], rows[1].last()), (&["a.yaml", "1", "0"][..], Some(&"generated")));
    assert_eq!((&rows[2][..3], rows[2].last()), (&["b.yml", "2", "1"][..], Some(&"generated")));
    assert!(rows[3][0] == "c.json" && text.contains("refused: syntax: EOF"), "{text}");
    assert!(text.ends_with("1 of 3 are taken whole\n"), "{text}");
}

const MODERN: &str = "\
openapi: 3.1.0
info: {title: Modern, version: 1.0.0, summary: S., license: {name: MIT, identifier: MIT}}
paths:
  /things: {$ref: '#/components/pathItems/Things'}
webhooks: {made: {post: {responses: {'200': {description: Heard.}}}}}
components:
  pathItems:
    Things:
      get:
        operationId: list
        responses: {'200': {description: All., content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}
  schemas:
    Thing:
      type: object
      required: [name, owner, kind]
      properties:
        name: {type: [string, 'null'], examples: [a]}
        owner: {anyOf: [{$ref: '#/components/schemas/Owner'}, {type: 'null'}]}
        kind: {const: thing}
        size: {type: [integer, string], exclusiveMinimum: 0}
        picture: {type: string, contentMediaType: image/png}
        part: {$ref: '#/components/schemas/Owner', description: Beside it.}
    Owner: {type: object, properties: {id: {type: string}}}
";

#[test]
fn openapi_3_1_is_taken() {
    let made = codegen(MODERN, &[]);
    assert_eq!(made.code, Some(0), "{}{}", made.stdout, made.stderr);
    let code = made.generated.expect("it is written");
    for part in [
        "pub name: ::std::option::Option<",
        "pub owner: ::std::option::Option<",
        "pub enum ThingSize",
        "pub enum ThingKind",
    ] {
        assert!(code.contains(part), "{part} in {code}");
    }
    let broken = MODERN.replace("exclusiveMinimum: 0", "prefixItems: []");
    let refused = codegen(&broken, &[]);
    assert!(
        refused.stderr.contains("api.yaml:20: `prefixItems` makes"),
        "the line is the file's: {}",
        refused.stderr
    );
}
