//! Text of a spec is data: it becomes no code, no documentation test, no link, no markup, no terminal sequence and no
//! command of a workflow, wherever it stands and wherever it is printed.

use std::fs;

use proptest::{prelude::*, sample::select};
use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag};
use serde_json::{Value, json};
use specwright::generated;
use specwright_client::{
    pipeline::{self, Request},
    refine::Support,
};
use specwright_diff::{
    RustApi,
    bump::releases,
    compare, judge,
    report::{Report, github, json, markdown, text},
};
use specwright_document::Document;
use syn::visit_mut::VisitMut;

use crate::{screen::replace, specwright};

const FRAGMENTS: [&str; 48] = [
    "```rust\n",
    "```\n",
    "````\n",
    "~~~\n",
    "~~~ rust\n",
    "```rust,ignore\n",
    "```{.rust}\n",
    "```json,rust\n",
    "> ",
    "> > ",
    "- ",
    "1. ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "panic!();\n",
    "assert!(false);",
    "[x](https://e.example)",
    "[Vec]",
    "[`Client`]",
    "[a]: https://e.example\n",
    "[a]",
    "[^1]",
    "[^1]: note\n",
    "![i](x)",
    "<https://e.example>",
    "<b>",
    "</details>",
    "<script>",
    "<!--",
    "-->",
    "`",
    "``",
    "\\",
    "*/",
    "/**",
    "\"",
    "\u{202e}",
    "\u{2066}",
    "\u{2028}",
    "\u{1b}]8;;https://e.example\u{7}",
    "\u{9b}31m",
    "::error::x\n",
    "##[add-mask]x",
    " @octocat #1 www.e.example ",
];

fn hostile() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![8 => select(&FRAGMENTS[..]).prop_map(str::to_owned), 1 => "\\PC{1,3}", 1 => "[a-z ]{1,8}"];
    prop::collection::vec(fragment, 1..12).prop_map(|fragments| fragments.concat())
}

/// A spec that says this wherever a spec has words for people.
fn saying(words: &str) -> Value {
    let lamp = json!({ "$ref": "#/components/schemas/Lamp" });
    let content = json!({ "application/json": { "schema": lamp } });
    json!({
        "openapi": "3.0.3",
        "info": { "title": words, "version": "1", "description": words },
        "tags": [{ "name": "lamps", "description": words }],
        "paths": { "/lamps/{lampId}": { "summary": words, "description": words, "put": {
            "operationId": "setLamp", "summary": words, "description": words, "tags": ["lamps"],
            "parameters": [
                { "name": "lampId", "in": "path", "required": true, "description": words, "schema": { "type": "string" } },
                { "name": "kind", "in": "query", "description": words, "schema": { "type": "string", "description": words } },
            ],
            "requestBody": { "required": true, "description": words, "content": content },
            "responses": { "200": { "description": words, "content": content } },
        } } },
        "components": { "schemas": { "Lamp": { "type": "object", "title": words, "description": words, "properties": {
            "state": { "type": "string", "description": words, "x-extensible-enum": ["on", "off"] },
            "mode": { "type": "string", "description": words, "enum": ["a", "b"] },
            "pin": { "type": "string", "format": "password", "description": words, "title": words },
            "parts": { "type": "array", "description": words, "items": { "type": "object", "description": words,
                "properties": { "name": { "type": "string", "description": words } } } },
        } } } },
    })
}

/// A spec with this in the place of names and values.
fn naming(name: &str) -> Vec<Value> {
    let edit = |edit: &dyn Fn(&mut Value)| {
        let mut spec = saying("Words.");
        edit(&mut spec);
        spec
    };
    let property = |spec: &mut Value, schema: Value| {
        spec["components"]["schemas"]["Lamp"]["properties"][name] = schema;
    };
    let state = |spec: &mut Value, member: &str, value: Value| {
        spec["components"]["schemas"]["Lamp"]["properties"]["mode"][member] = value;
    };
    vec![
        edit(&|spec| property(spec, json!({ "type": "string" }))),
        edit(&|spec| property(spec, json!({ "type": "string", "format": "password" }))),
        edit(&|spec| state(spec, "enum", json!(["a", name]))),
        edit(&|spec| state(spec, "x-extensible-enum", json!(["a", name]))),
        edit(&|spec| property(spec, json!({ "type": "string", "default": name }))),
        edit(&|spec| property(spec, json!({ "type": "string", "pattern": name }))),
        edit(&|spec| property(spec, json!({ "type": "string", "example": name }))),
        edit(&|spec| property(spec, json!({ "type": "string", "format": name }))),
        edit(&|spec| spec["info"]["version"] = json!(name)),
        edit(&|spec| spec["components"]["schemas"][name] = json!({ "type": "object" })),
        edit(&|spec| spec["paths"]["/lamps/{lampId}"]["put"]["operationId"] = json!(name)),
        edit(&|spec| spec["paths"]["/lamps/{lampId}"]["put"]["tags"] = json!([name])),
        edit(&|spec| spec["paths"]["/lamps/{lampId}"]["put"]["parameters"][1]["name"] = json!(name)),
        edit(&|spec| {
            let item = spec["paths"]["/lamps/{lampId}"].clone();
            spec["paths"] = json!({ format!("/{name}/{{lampId}}"): item });
        }),
    ]
}

fn document(name: &str, spec: &Value) -> Document {
    Document::parse(name, format!("{spec:#}").as_bytes()).expect("JSON")
}

fn code(name: &str, spec: &Value) -> Result<String, String> {
    let document = document(name, spec);
    let allow = ["unused-schema".to_owned(), "invalid-example".to_owned()];
    let request = Request {
        document: &document,
        allow: &allow,
        command: name,
        spec_name: name,
        support: Support::Inside,
    };
    pipeline::run(request).map(|output| output.code).map_err(|problems| problems.to_string())
}

#[derive(Default)]
struct Docs(Vec<String>);

impl VisitMut for Docs {
    /// The support module is no text of a spec.
    fn visit_item_mod_mut(&mut self, module: &mut syn::ItemMod) {
        if module.ident != "support" {
            syn::visit_mut::visit_item_mod_mut(self, module);
        }
    }

    fn visit_attributes_mut(&mut self, attributes: &mut Vec<syn::Attribute>) {
        let line = |attribute: &syn::Attribute| match &attribute.meta {
            syn::Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
                syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
                _ => None,
            },
            _ => None,
        };
        let lines: Vec<String> = attributes.iter().filter_map(line).collect();
        if !lines.is_empty() {
            self.0.push(unindented(&lines));
        }
    }
}

/// As rustdoc does it.
fn unindented(lines: &[String]) -> String {
    let lines: Vec<&str> = lines.iter().flat_map(|line| line.split('\n')).collect();
    let indent = |line: &&str| line.len() - line.trim_start_matches(' ').len();
    let least = lines.iter().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or_default();
    lines.iter().map(|line| line.get(least..).unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

fn unseen(c: char) -> bool {
    (c.is_control() && c != '\n')
        || "\u{61c}\u{200e}\u{200f}\u{2028}\u{2029}\u{feff}".contains(c)
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2066}'..='\u{2069}').contains(&c)
}

/// What rustdoc would make of a comment, beside words.
fn acts_in_rustdoc(doc: &str) -> Option<String> {
    const OWN: [&str; 4] = ["Error::", "Client::", "super::", "`Error::"];
    let resolve = |link: BrokenLink<'_>| Some((CowStr::from(link.reference.to_string()), CowStr::from("")));
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let own = |target: &str| OWN.iter().any(|own| target.starts_with(own));
    Parser::new_with_broken_link_callback(doc, options, Some(resolve)).find_map(|event| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => Some("indented code".to_owned()),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
            let harmless = ["text", "json", "yaml", "xml", "http", "sh", "toml"].contains(&&*language);
            (!harmless).then(|| format!("code in {language:?}"))
        }
        Event::Html(html) | Event::InlineHtml(html) => Some(format!("HTML {html:?}")),
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) if !own(&dest_url) => {
            Some(format!("a link to {dest_url:?}"))
        }
        Event::FootnoteReference(_) => Some("a footnote".to_owned()),
        _ => None,
    })
}

fn assert_inert(code: &str) -> Result<(), TestCaseError> {
    let acts = |line: &&str| line.replace('\t', " ").contains(unseen);
    prop_assert_eq!(code.split('\n').find(acts), None);
    let mut file = syn::parse_file(code).map_err(|error| TestCaseError::fail(format!("{error}: {code}")))?;
    let mut docs = Docs::default();
    docs.visit_file_mut(&mut file);
    prop_assert!(docs.0.len() > 20, "the documentation was not found");
    for doc in docs.0 {
        prop_assert_eq!(acts_in_rustdoc(&doc), None, "{}", doc);
    }
    Ok(())
}

/// What a log takes for more than words.
fn assert_lines(page: &str) -> Result<(), TestCaseError> {
    for line in page.split('\n') {
        let acts = line.contains(unseen) || line.contains("##[") || line.trim_start().starts_with("::");
        prop_assert!(!acts, "{line:?}");
    }
    Ok(())
}

fn report(name: &str, old: &Value, new: &Value) -> Report {
    let (old, new) = (document(name, old), document(name, new));
    let mut changes = compare(&old, &new);
    let api = if name.len().is_multiple_of(2) {
        judge(&generated(&old), &generated(&new), &mut changes)
    } else {
        RustApi::Unknown { reason: name.to_owned() }
    };
    for change in &mut changes {
        change.accepted = Some(name.to_owned());
    }
    let releases = releases(&["client".to_owned()], "0.1.0", &changes, &api);
    Report { base: name.to_owned(), head: name.to_owned(), changes, api, releases }
}

fn assert_reports(report: &Report, name: &str) -> Result<(), TestCaseError> {
    assert_lines(&text::page(report, text::Colour::Never))?;
    let annotations = github::page(report, name);
    prop_assert_eq!(annotations.lines().count(), report.changes.len());
    for line in annotations.split_terminator('\n') {
        prop_assert!(line.starts_with("::notice file="), "{line:?}");
        assert_lines(&line[2..])?;
    }
    let page = json::page(report);
    prop_assert!(!page.contains(unseen));
    let parsed: Value = serde_json::from_str(&page).expect("JSON");
    prop_assert_eq!(parsed["base"].as_str(), Some(name), "a program gets the text as it is");
    let page = markdown::page(report);
    prop_assert!(!page.contains(unseen) && !page.contains("##["));
    for event in Parser::new_ext(&page, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        let acts = match &event {
            Event::Start(
                Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::FootnoteDefinition(_),
            ) => true,
            Event::InlineHtml(html) | Event::Html(html) => {
                let mut tags = html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or(rest));
                !tags.all(|tag| ["details", "summary", "code", "br"].contains(&tag.trim_matches('/')))
            }
            Event::Text(words) => ["@octocat", "#1", "://", "www."].iter().any(|call| words.contains(call)),
            _ => false,
        };
        prop_assert!(!acts, "{event:?} in\n{page}");
    }
    Ok(())
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn words_become_documentation_and_nothing_else(words in hostile()) {
        let code = code("spec.json", &saying(&words)).map_err(TestCaseError::fail)?;
        assert_inert(&code)?;
    }

}

proptest! {
    // Each case is fourteen specs.
    #![proptest_config(cases(10))]

    #[test]
    fn names_and_values_become_literals_or_are_refused_on_lines_of_ours(name in hostile()) {
        for spec in naming(&name) {
            match code(&name, &spec) {
                Ok(code) => assert_inert(&code)?,
                Err(problems) => assert_lines(&problems)?,
            }
        }
    }

    #[test]
    fn reports_show_what_they_are_about_and_do_nothing(name in hostile()) {
        let plain = saying("Words.");
        assert_reports(&report(&name, &plain, &saying(&name)), &name)?;
        for spec in naming(&name) {
            assert_reports(&report(&name, &plain, &spec), &name)?;
            assert_reports(&report(&name, &spec, &plain), &name)?;
        }
    }
}

#[test]
fn each_way_to_write_code_in_a_description_is_text() {
    let code_in = [
        "```rust\nBANG\n```",
        "```\nBANG\n```",
        "~~~\nBANG\n~~~",
        "~~~rust\nBANG\n~~~",
        "````\nBANG\n````",
        "> ```\n> BANG\n> ```",
        "- ```\n  BANG\n  ```",
        "```{.rust}\nBANG\n```",
        "```should_panic\nBANG\n```",
        "```json,rust\nBANG\n```",
        "words\n\n    BANG",
        "words\n\n\tBANG",
        "1. one\n\n        BANG",
        "```rust\nBANG",
        "> words\n>\n>     BANG",
        "```ignore\nBANG\n```",
    ];
    for words in code_in.map(|words| words.replace("BANG", "panic!(\"a description ran\");")) {
        let code = code("spec.json", &saying(&words)).expect(&words);
        assert!(code.contains("a description ran"), "{words}: the words are lost");
        assert_inert(&code).unwrap_or_else(|error| panic!("{words}: {error}"));
    }
}

#[test]
fn words_that_do_nothing_stay_as_they_are() {
    let words = "A *lamp* of `kind` 5 < 6, a\\_b & c.\n\n- one: **two**\n- three\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n\
                 ```json\n{\"a\": [1]}\n```";
    let code = code("spec.json", &saying(words)).expect("code");
    for line in words.lines() {
        assert!(code.contains(&format!("/// {line}").trim_end().to_owned()), "{line}");
    }
}

#[cfg(unix)]
#[test]
fn the_name_of_a_file_is_data_too() {
    let place = tempfile::tempdir().expect("a folder");
    let name = "a\n::error::b\u{1b}[31m`c.json";
    replace(&place.path().join(name), &saying("Words.").to_string());
    let command = "::error::x.json";
    replace(&place.path().join(command), &saying("Other words.").to_string());
    replace(&place.path().join("broken.json"), "{\"\\n::error::\\u001b[31m\": 1}");
    for arguments in [
        &["lint", "--spec", name][..],
        &["codegen", "--spec", name, "--out", "out"],
        &["codegen", "--spec", name, "--out", "out", "--check"],
        &["lint", "--spec", "broken.json"],
        &["lint", "--spec", "\u{1b}[31m\n::error::missing"],
        &["diff", name, "broken.json"],
        &["diff", name, name],
        &["diff", command, name],
        &["diff", "--base", "\n::error::", "--head", "\u{1b}"],
    ] {
        let output = specwright(place.path(), arguments);
        for stream in [output.stdout, output.stderr] {
            assert_lines(&String::from_utf8(stream).expect("UTF-8"))
                .unwrap_or_else(|error| panic!("{arguments:?}: {error}"));
        }
    }
    let code = fs::read_to_string(place.path().join("out/generated.rs")).expect("the output");
    assert_inert(&code).unwrap_or_else(|error| panic!("{error}"));
}
