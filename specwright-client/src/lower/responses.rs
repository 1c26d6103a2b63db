//! Leaves each operation its success. Every other answer becomes an error that keeps status, headers and body, so its
//! description makes no code; progenitor would stop at errors of mixed kinds, and lose the status of a body that is
//! not the JSON it expects.

use serde_json::{Map, Value, json};

use super::{Facts, resolve};
use specwright_document::is_success;

pub(super) fn pass(document: &mut Value, facts: &mut Facts) {
    for operation in facts.operations.values_mut() {
        let at = operation.pointer.child("responses");
        let Some(all) = document.pointer(at.as_str()).and_then(Value::as_object) else { continue };
        let mut successes = successes(all);
        for response in successes.values_mut() {
            *response = resolve(document, response).clone();
        }
        operation.answers_empty_object =
            !successes.is_empty() && successes.values().all(|r| is_empty_object(document, r));
        if operation.answers_empty_object {
            for response in successes.values_mut() {
                *response = json!({ "description": response["description"] });
            }
        }
        if let Some(responses) = document.pointer_mut(at.as_str()) {
            *responses = Value::Object(successes);
        }
    }
}

/// One documented success stands for every 2xx: a server that answers 201 where 200 is documented has done the work.
fn successes(all: &Map<String, Value>) -> Map<String, Value> {
    let mut chosen: Map<String, Value> = all
        .iter()
        .filter(|(status, _)| is_success(status))
        .map(|(status, r)| (status.clone(), r.clone()))
        .collect();
    if chosen.is_empty() {
        chosen.extend(all.get("default").map(|response| ("2XX".to_owned(), response.clone())));
    }
    match chosen.len() {
        1 if !chosen.contains_key("101") => {
            chosen.into_iter().map(|(_, response)| ("2XX".to_owned(), response)).collect()
        }
        _ => chosen,
    }
}

/// `{}` and nothing else: an object without properties that takes no others.
fn is_empty_object(document: &Value, response: &Value) -> bool {
    let schema = resolve(document, &response["content"]["application/json"]["schema"]);
    schema["type"] == "object"
        && schema["additionalProperties"] == false
        && schema["properties"].as_object().is_none_or(Map::is_empty)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lowered(responses: &Value) -> Value {
        successes(responses.as_object().unwrap()).into()
    }

    #[test]
    fn a_single_success_stands_for_every_2xx_and_errors_go() {
        let one = json!({ "200": { "description": "a" }, "404": { "description": "b" }, "default": {} });
        assert_eq!(lowered(&one), json!({ "2XX": { "description": "a" } }));
    }

    #[test]
    fn several_successes_stay_what_they_are() {
        let two = json!({ "200": {}, "201": {}, "5XX": {} });
        assert_eq!(lowered(&two), json!({ "200": {}, "201": {} }));
        assert_eq!(lowered(&json!({ "101": {} })), json!({ "101": {} }));
    }

    #[test]
    fn the_default_is_the_success_where_there_is_no_other() {
        assert_eq!(
            lowered(&json!({ "default": { "description": "a" }, "400": {} })),
            json!({ "2XX": { "description": "a" } })
        );
        assert_eq!(lowered(&json!({ "404": {} })), json!({}));
    }
}
