//! A list in one parameter of the query is written by the refinement; progenitor knows one style only.

use serde_json::Value;

use specwright_document::{Kind, walk};

pub(super) fn pass(document: &mut Value) {
    let parameters: Vec<String> = walk(document)
        .into_iter()
        .filter(|node| node.kind == Kind::Parameter && node.reference().is_none())
        .map(|node| node.pointer.as_str().to_owned())
        .collect();
    for at in parameters {
        if let Some(parameter) = document.pointer_mut(&at).and_then(Value::as_object_mut) {
            parameter.retain(|key, _| key != "style" && key != "explode");
        }
    }
}
