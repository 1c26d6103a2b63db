//! Gives every secret the one form that the generator is told to replace: bounds on a secret are the server's business.

use serde_json::{Value, json};

use super::Facts;
use specwright_document::{Kind, Pointer, walk};

/// The schema of a secret after this pass.
pub(crate) fn schema() -> Value {
    json!({ "type": "string", "format": "password" })
}

pub(super) fn pass(document: &mut Value, facts: &mut Facts) {
    let secrets: Vec<_> = walk(document)
        .into_iter()
        .filter(|node| node.kind == Kind::Schema && node.value["format"] == "password")
        .map(|node| node.pointer)
        .collect();
    facts.secrets = secrets.iter().filter_map(|pointer| owner(document, pointer)).collect();
    for pointer in secrets {
        let Some(schema) = document.pointer_mut(pointer.as_str()).and_then(Value::as_object_mut) else {
            continue;
        };
        schema.retain(|key, _| matches!(key.as_str(), "type" | "format" | "nullable" | "description"));
    }
}

/// The property or the parameter that holds a secret, by its name on the wire.
fn owner(document: &Value, secret: &Pointer) -> Option<String> {
    let mut at = secret.clone();
    while let Some(parent) = at.parent() {
        match parent.last().as_deref() {
            Some("properties") => return at.last(),
            Some("parameters") => {
                let parameter = document.pointer(at.as_str())?;
                return parameter["name"].as_str().map(str::to_owned);
            }
            _ => at = parent,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_has_one_form_and_its_owner_is_known() {
        let secret = json!({ "type": "string", "format": "password", "minLength": 8, "default": "x", "description": "D." });
        let mut document = json!({
            "paths": { "/": { "get": { "parameters": [{ "name": "key", "schema": secret }] } } },
            "components": { "schemas": { "A": { "properties": { "pins": { "items": secret } } } } },
        });
        let mut facts = Facts::default();
        pass(&mut document, &mut facts);
        let plain = json!({ "type": "string", "format": "password", "description": "D." });
        assert_eq!(document["paths"]["/"]["get"]["parameters"][0]["schema"], plain);
        assert_eq!(document["components"]["schemas"]["A"]["properties"]["pins"]["items"], plain);
        assert_eq!(facts.secrets.into_iter().collect::<Vec<_>>(), ["key", "pins"]);
    }
}
