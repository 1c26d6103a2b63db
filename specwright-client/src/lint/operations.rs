use std::collections::HashMap;

use super::Spec;
use specwright_document::{Kind, Problem};
use specwright_rust::name;

/// Names that the generated client has for itself.
const RESERVED: [&str; 2] = ["new", "new_with_client"];

/// Every operation has an id, and the ids are different, as written and as names of methods.
pub(super) fn check(spec: &Spec<'_>) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut seen: HashMap<String, (String, String)> = HashMap::new();
    for node in spec.definitions(Kind::Operation) {
        let at = node.pointer.child("operationId");
        // One without an id was named before.
        let Some(id) = node.value.get("operationId").and_then(|id| id.as_str()) else { continue };
        let method = name::snake(id);
        if RESERVED.contains(&method.as_str()) {
            found.push(Problem::at(
                "operation-name-clash",
                &at,
                format!("`{id}` becomes the method `{method}`, which the client has already"),
                "choose another operationId",
            ));
        }
        match seen.insert(method.clone(), (id.to_owned(), node.pointer.to_string())) {
            Some((other, first)) if other == id => found.push(Problem::at(
                "duplicate-operation-id",
                &at,
                format!("the operationId `{id}` stands twice, first at {first}"),
                "give each operation its own operationId",
            )),
            Some((other, first)) => found.push(Problem::at(
                "operation-name-clash",
                &at,
                format!("`{id}` and `{other}` (at {first}) both become the method `{method}`"),
                "rename one so that they differ in more than case and punctuation",
            )),
            None => {}
        }
    }
    found
}
