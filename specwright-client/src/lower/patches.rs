//! In a PATCH a list that is not there means another thing than an empty one: such a member can be absent and can be empty.

use serde_json::Value;

use specwright_document::{Kind, Pointer, walk};

pub(super) fn pass(document: &mut Value) {
    let operations = walk(document).into_iter().filter(|node| node.kind == Kind::Operation);
    let patches = operations.filter(|node| node.pointer.last().as_deref() == Some("patch"));
    let mut members: Vec<String> = Vec::new();
    for node in patches {
        let (at, body) = resolved(document, node.pointer.child("requestBody"));
        for (name, _) in body["content"].as_object().into_iter().flatten() {
            let (at, schema) = resolved(document, at.child("content").child(name).child("schema"));
            let required = schema["required"].as_array().cloned().unwrap_or_default();
            for (name, member) in schema["properties"].as_object().into_iter().flatten() {
                if is_collection(member) && !required.iter().any(|one| one == name.as_str()) {
                    members.push(at.child("properties").child(name).as_str().to_owned());
                }
            }
        }
    }
    for at in members {
        if let Some(member) = document.pointer_mut(&at).and_then(Value::as_object_mut) {
            // An optional that is null in the generator's terms is one that is not sent.
            member.insert("nullable".to_owned(), true.into());
        }
    }
}

/// A list, or an object of any names: what the generator leaves out when it is empty.
pub(crate) fn is_collection(member: &Value) -> bool {
    member["type"] == "array" || (member["type"] == "object" && member.get("properties").is_none())
}

fn resolved(document: &Value, at: Pointer) -> (Pointer, &Value) {
    let mut at = at;
    loop {
        let value = document.pointer(at.as_str()).unwrap_or(&Value::Null);
        let target = value.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix('#'));
        match target.and_then(Pointer::parse) {
            Some(target) => at = target,
            None => return (at, value),
        }
    }
}
