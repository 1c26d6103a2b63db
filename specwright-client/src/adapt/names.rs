//! An operation without an id is named after its method and its path: the same in every run, whatever else is in the
//! document.

use serde_json::Value;

use specwright_document::{Kind, Pointer, walk};

fn nameless(document: &Value) -> Vec<Pointer> {
    let all =
        walk(document).into_iter().filter(|node| node.kind == Kind::Operation && node.value.is_object());
    let without = all.filter(|node| node.value["operationId"].as_str().is_none_or(str::is_empty));
    without.map(|node| node.pointer).collect()
}

pub(super) fn are_missing(document: &Value) -> bool {
    !nameless(document).is_empty()
}

pub(super) fn pass(document: &mut Value) {
    for at in nameless(document) {
        let (Some(method), Some(path)) = (at.last(), at.parent().and_then(|item| item.last())) else {
            continue;
        };
        if let Some(operation) = document.pointer_mut(at.as_str()).and_then(Value::as_object_mut) {
            operation.insert("operationId".to_owned(), name(&method, &path).into());
        }
    }
}

/// `get /users/{userId}/tokens` is `get_users_by_userId_tokens`.
fn name(method: &str, path: &str) -> String {
    let mut name = method.to_owned();
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        let plain: String =
            segment.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        name += if segment.starts_with('{') { "_by_" } else { "_" };
        name += plain.trim_matches('_');
    }
    name
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_name_says_method_and_path_and_one_that_is_there_stays() {
        let mut document = json!({ "paths": {
            "/users/{userId}/tokens": { "get": {}, "post": { "operationId": "make" } },
            "/": { "get": { "operationId": "" } },
        } });
        pass(&mut document);
        let paths = &document["paths"];
        assert_eq!(paths["/users/{userId}/tokens"]["get"]["operationId"], "get_users_by_userId_tokens");
        assert_eq!(paths["/users/{userId}/tokens"]["post"]["operationId"], "make");
        assert_eq!(paths["/"]["get"]["operationId"], "get");
        assert!(!are_missing(&document));
    }
}
