//! Where a request can be sent in several media types, chooses the best one that can be generated.

use serde_json::{Map, Value};

use crate::lint::{SENDABLE, essence};
use specwright_document::{Kind, walk};

pub(super) fn pass(document: &mut Value) {
    let bodies: Vec<String> = walk(document)
        .into_iter()
        .filter(|node| node.kind == Kind::RequestBody && node.reference().is_none())
        .map(|node| node.pointer.child("content").as_str().to_owned())
        .collect();
    for pointer in bodies {
        let Some(content) = document.pointer_mut(&pointer).and_then(Value::as_object_mut) else { continue };
        let rank = |name: &str| SENDABLE.iter().position(|candidate| *candidate == essence(name));
        let best = content.keys().filter_map(|name| Some((rank(name)?, name.clone()))).min();
        if let Some((_, name)) = best {
            *content = content.remove(&name).map(|media| (name, media)).into_iter().collect::<Map<_, _>>();
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_best_media_type_is_kept() {
        let mut document = json!({ "components": { "requestBodies": {
            "A": { "content": { "text/plain": {}, "application/json; charset=utf-8": { "schema": {} }, "image/png": {} } },
            "B": { "content": { "image/png": {} } },
        } } });
        pass(&mut document);
        let bodies = &document["components"]["requestBodies"];
        assert_eq!(bodies["A"]["content"], json!({ "application/json; charset=utf-8": { "schema": {} } }));
        assert_eq!(bodies["B"]["content"], json!({ "image/png": {} }));
    }
}
