//! What a server takes for a member that is not sent is the server's business: the client sends what its caller set.

use serde_json::Value;

use specwright_document::{Kind, walk};

pub(super) fn pass(document: &mut Value) {
    let optional: Vec<String> = walk(document)
        .into_iter()
        .filter(|node| node.kind == Kind::Schema)
        .flat_map(|node| {
            let required = node.value["required"].as_array().cloned().unwrap_or_default();
            let members = node.value["properties"].as_object().into_iter().flatten();
            let properties = node.pointer.child("properties");
            members
                .filter(move |(name, member)| {
                    member.get("default").is_some() && !required.iter().any(|one| one == name.as_str())
                })
                .map(move |(name, _)| properties.child(name).as_str().to_owned())
                .collect::<Vec<_>>()
        })
        .collect();
    for at in optional {
        if let Some(member) = document.pointer_mut(&at).and_then(Value::as_object_mut) {
            member.remove("default");
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_a_member_that_may_be_left_out_loses_its_default() {
        let member = json!({ "type": "string", "default": "x" });
        let mut document = json!({ "components": { "schemas": { "A": {
            "required": ["a"], "properties": { "a": member, "b": member },
        } } } });
        pass(&mut document);
        let properties = &document["components"]["schemas"]["A"]["properties"];
        assert_eq!(properties, &json!({ "a": member, "b": { "type": "string" } }));
    }
}
