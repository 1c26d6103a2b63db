//! The names that the lint works out are those that the generator makes.

use serde_json::json;
use specwright_client::{
    pipeline::{self, Request},
    refine::Support,
};
use specwright_document::Document;
use specwright_rust::name;
use specwright_rust::outline::outline;

#[test]
fn methods_types_and_fields_are_named_as_the_lint_expects() {
    let words =
        ["listThings", "list-other_things", "HTTPServer", "x2Factor", "getÜber", "a.b/c", "don't", "ALLCAPS"];
    let schemas: serde_json::Map<String, serde_json::Value> = words
        .iter()
        .map(|word| {
            (format!("S{word}"), json!({ "type": "object", "properties": { *word: { "type": "string" } } }))
        })
        .collect();
    let paths: serde_json::Map<String, serde_json::Value> = words
        .iter()
        .enumerate()
        .map(|(index, word)| {
            let schema = json!({ "$ref": format!("#/components/schemas/S{}", word.replace('~', "~0").replace('/', "~1")) });
            let content = json!({ "application/json": { "schema": schema } });
            let responses = json!({ "200": { "description": "It.", "content": content } });
            (format!("/{index}"), json!({ "get": { "operationId": word, "responses": responses } }))
        })
        .collect();
    let spec = json!({
        "openapi": "3.0.3", "info": { "title": "Names", "version": "1" }, "paths": paths,
        "components": { "schemas": schemas },
    });
    let document = Document::parse("names.json", spec.to_string().as_bytes()).expect("JSON");
    let request =
        Request { document: &document, allow: &[], command: "", spec_name: "", support: Support::Inside };
    let code = pipeline::run(request).unwrap_or_else(|problems| panic!("{problems}")).code;
    let page = outline(&code).expect("Rust");
    for word in words {
        let method = format!("    fn {}(&self)", name::snake(word));
        let structure = format!("struct {} (non_exhaustive)", name::pascal(&format!("S{word}")));
        let field = format!("    {}: Option<String>", name::field(word));
        for line in [method, structure, field] {
            assert!(page.contains(&line), "{word}: no `{line}` in\n{page}");
        }
    }
}
