use std::{collections::BTreeMap, sync::LazyLock};

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};
use specwright_document::{Kind, walk};

use crate::freshness::spec;

const BASE: &str = "urn:openapi";

/// What came back for a request.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) target: String,
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) body: Vec<u8>,
}

/// The answers that the document describes.
pub(crate) struct Contract {
    operations: Vec<Operation>,
}

struct Operation {
    id: String,
    method: String,
    template: Vec<String>,
    /// By status and media type.
    answers: BTreeMap<(u16, String), Validator>,
}

impl Contract {
    /// That of the committed document.
    pub(crate) fn committed() -> &'static Self {
        static CONTRACT: LazyLock<Contract> = LazyLock::new(|| Contract::of(spec().value));
        &CONTRACT
    }

    fn of(document: Value) -> Self {
        let schemas = strict(document);
        let registry = Registry::new().draft(Draft::Draft202012).add(BASE, &schemas);
        let registry = registry.and_then(jsonschema::RegistryBuilder::prepare).expect("schemas");
        let validator = |at: &str| {
            let options = jsonschema::draft202012::options().with_registry(&registry);
            // A fragment of a URI has no braces.
            let at = at.replace('{', "%7B").replace('}', "%7D");
            let schema = json!({ "$ref": format!("{BASE}#{at}/schema") });
            options.should_validate_formats(true).build(&schema).expect("a schema")
        };
        let mut operations = Vec::new();
        for node in walk(&schemas).iter().filter(|node| node.kind == Kind::Operation) {
            let at = node.pointer.as_str();
            let path = node.pointer.parent().and_then(|path| path.last()).expect("a path");
            let mut answers = BTreeMap::new();
            for (status, response) in node.value["responses"].as_object().expect("responses") {
                let inline = format!("{at}/responses/{status}");
                let place = response["$ref"].as_str().map_or(inline, |target| target[1..].to_owned());
                let content = schemas.pointer(&place).expect("a response")["content"].as_object();
                for media in content.expect("content").keys() {
                    let at = format!("{place}/content/{}", media.replace('/', "~1"));
                    answers.insert((status.parse().expect("a status"), media.clone()), validator(&at));
                }
            }
            operations.push(Operation {
                id: node.value["operationId"].as_str().expect("an id").to_owned(),
                method: node.pointer.last().expect("a method").to_uppercase(),
                template: path.split('/').map(str::to_owned).collect(),
                answers,
            });
        }
        Self { operations }
    }

    /// Each operation with its statuses.
    pub(super) fn declared(&self) -> impl Iterator<Item = (&str, u16)> {
        let statuses = |operation: &Operation| {
            operation.answers.keys().map(|(status, _)| *status).collect::<std::collections::BTreeSet<u16>>()
        };
        self.operations.iter().flat_map(move |operation| {
            statuses(operation).into_iter().map(|status| (operation.id.as_str(), status))
        })
    }

    /// The operation that answered, or what of the answer the document does not say.
    pub(crate) fn check(&self, answer: &Answer) -> Result<&str, String> {
        let Answer { method, target, status, content_type, body } = answer;
        let complain =
            |what: String| format!("{method} {target} {status}: {what}\n  {}", String::from_utf8_lossy(body));
        let path: Vec<&str> = target.split('?').next().unwrap_or_default().split('/').collect();
        let fits = |operation: &&Operation| operation.method == *method && operation.rank(&path).is_some();
        let operation = self.operations.iter().filter(fits).max_by_key(|operation| operation.rank(&path));
        let operation = operation.ok_or_else(|| complain("the document has no such operation".to_owned()))?;
        let media = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let validator = operation.answers.get(&(*status, media.clone())).ok_or_else(|| {
            complain(format!("{} has no answer {status} of the type {media:?}", operation.id))
        })?;
        let value = if media == "text/plain" {
            Value::String(String::from_utf8_lossy(body).into_owned())
        } else {
            serde_json::from_slice(body).map_err(|error| complain(error.to_string()))?
        };
        let wrong = |error: jsonschema::ValidationError<'_>| {
            format!("at {:?}: {error}", error.instance_path().as_str())
        };
        let wrong: Vec<String> = validator.iter_errors(&value).map(wrong).collect();
        if wrong.is_empty() { Ok(&operation.id) } else { Err(complain(wrong.join("; "))) }
    }
}

impl Operation {
    /// How many segments are spelled out in the template, where it fits.
    fn rank(&self, path: &[&str]) -> Option<usize> {
        let fits = |(template, segment): (&String, &&str)| template == segment || template.starts_with('{');
        let same = self.template.len() == path.len() && self.template.iter().zip(path).all(fits);
        same.then(|| self.template.iter().filter(|template| !template.starts_with('{')).count())
    }
}

/// The document with its schemas as JSON Schema, in which an object has no member that is not named.
fn strict(mut document: Value) -> Value {
    let nodes: Vec<_> = walk(&document)
        .iter()
        .filter(|node| node.kind == Kind::Schema && node.reference().is_none())
        .map(|node| node.pointer.clone())
        .collect();
    for pointer in nodes {
        let schema = document.pointer_mut(pointer.as_str()).expect("a schema");
        if schema["type"] == "object" && schema.get("additionalProperties").is_none() {
            schema["unevaluatedProperties"] = json!(false);
        }
        if schema["nullable"] == true {
            schema["type"] = json!([schema["type"].as_str().expect("only a type can be nullable"), "null"]);
        }
    }
    document
}

#[test]
fn a_status_a_type_or_a_member_that_the_document_does_not_have_is_a_complaint() {
    let json = "application/json; charset=UTF-8";
    let answer = |method: &str, target: &str, status, content_type: &str, body: &str| Answer {
        method: method.to_owned(),
        target: target.to_owned(),
        status,
        content_type: content_type.to_owned(),
        body: body.as_bytes().to_vec(),
    };
    let check = |answer: &Answer| Contract::committed().check(answer).map(str::to_owned);
    let token = r#"{"id":"1","name":"a","expiration_date":"2026-01-01T00:00:00Z","created_by":"1","created_at":"2026-01-01T00:00:00.5+02:00""#;
    for (answer, operation) in [
        (answer("GET", "/api/users?service_user=true", 200, json, r#"[{"id":"1"}]"#), "listUsers"),
        (
            answer("GET", "/api/users/current", 404, "text/plain; charset=utf-8", "404 page not found\n"),
            "getCurrentUser",
        ),
        (answer("GET", "/api/users/1/tokens", 200, json, "null"), "listTokens"),
        (answer("GET", "/api/users/1/tokens", 200, json, &format!("[{token}}}]")), "listTokens"),
        (answer("DELETE", "/api/users/invites", 200, json, "{}"), "deleteUser"),
        (answer("DELETE", "/api/users/invites/1", 200, json, "{}"), "deleteInvite"),
    ] {
        assert_eq!(check(&answer).as_deref(), Ok(operation));
    }
    let permissions = r#"{"id":"1","permissions":{"is_restricted":false,"modules":{},"more":1}}"#;
    for (answer, complaint) in [
        (answer("GET", "/api/peers", 200, json, "[]"), "has no such operation"),
        (answer("GET", "/api/users", 418, json, "{}"), "listUsers has no answer 418"),
        (answer("GET", "/api/users", 200, "text/html", "[]"), "of the type \"text/html\""),
        (answer("GET", "/api/users", 200, json, "["), "EOF"),
        (answer("GET", "/api/users", 200, json, r#"[{"id":"1","more":1}]"#), "'more'"),
        (answer("GET", "/api/users", 200, json, r#"[{"id":1}]"#), "at \"/0/id\""),
        (answer("GET", "/api/users", 200, json, r#"[{"name":"a"}]"#), "\"id\" is a required"),
        (answer("GET", "/api/users", 200, json, r#"[{"id":"1","last_login":"never"}]"#), "date-time"),
        (answer("GET", "/api/users", 200, json, "null"), "null is not of type"),
        (answer("GET", "/api/users/current", 200, json, permissions), "'more'"),
        (answer("GET", "/api/users/1/tokens", 200, json, &format!("[{token},\"more\":1}}]")), "'more'"),
        (answer("PUT", "/api/users/1", 403, json, r#"{"message":"a","code":403,"more":1}"#), "'more'"),
        (answer("DELETE", "/api/users/1", 200, json, r#"{"more":1}"#), "does not allow 1"),
    ] {
        let error = check(&answer).expect_err(complaint);
        assert!(error.contains(complaint), "{error}");
    }
}
