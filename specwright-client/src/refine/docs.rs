//! Documentation on every item, from the spec: what progenitor writes is put into shape, what it leaves out is filled.

use std::collections::HashMap;

use syn::{
    Attribute, Field, Fields, File, Ident, ImplItem, ImplItemFn, Item, ItemImpl, Variant, Visibility,
    parse_quote,
    visit_mut::{self, VisitMut},
};

use specwright_rust::attribute::{doc_line, doc_text, serde_rename};

use super::parts::{self, self_name};
use crate::{
    comment::code_is_text,
    lower::{Facts, MARK},
};
use specwright_document::inert::code;

pub(super) fn pass(file: &mut File, facts: &Facts) -> Result<(), String> {
    document_client(&mut file.items);
    document_methods(&mut file.items);
    Shape.visit_file_mut(file);
    let types = parts::module(&mut file.items, "types")?;
    let fields = field_docs(types);
    document_types(types);
    if let Ok(builders) = parts::module(types, "builder") {
        document_type_builders(builders, &fields);
    }
    document_operations(parts::module(&mut file.items, "builder")?, facts);
    Ok(())
}

/// Every doc comment: one attribute a line, without the markers of other passes.
struct Shape;

impl VisitMut for Shape {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        if let Some(text) = doc_text(attributes) {
            set(attributes, &text);
        }
    }

    fn visit_variant_mut(&mut self, variant: &mut Variant) {
        visit_mut::visit_variant_mut(self, variant);
        let name = serde_rename(&variant.attrs).unwrap_or_else(|| variant.ident.to_string());
        fill(&mut variant.attrs, &code(&name));
    }

    fn visit_field_mut(&mut self, field: &mut Field) {
        visit_mut::visit_field_mut(self, field);
        let (Visibility::Public(_), Some(name)) = (&field.vis, &field.ident) else { return };
        let name = serde_rename(&field.attrs).unwrap_or_else(|| plain(name));
        fill(&mut field.attrs, &code(&name));
    }
}

/// What the client says of itself: the spec's version is not the API's, and no caller needs it.
fn document_client(items: &mut [Item]) {
    for item in items {
        let Item::Struct(client) = item else { continue };
        if let Some(text) = doc_text(&client.attrs).filter(|_| client.ident == "Client") {
            let end = text.rfind("\n\nVersion: ").unwrap_or(text.len());
            let (title, rest) = text[..end].split_once("\n\n").unwrap_or((&text[..end], ""));
            set(&mut client.attrs, &joined(&sentence(title), rest));
        }
    }
}

/// The methods of the client lose the list of arguments, which stands at the setters, and a sample that nobody can run.
fn document_methods(items: &mut [Item]) {
    for method in inherent(items).flat_map(methods) {
        let Some(text) = doc_text(&method.attrs) else { continue };
        let Some(sample) = text.rfind("\n```ignore") else { continue };
        let text = &text[..sample];
        let end = text.rfind("\nArguments:\n- `").unwrap_or(text.len());
        let paragraphs: Vec<String> = text[..end].trim().split("\n\n").map(sentence).collect();
        set(&mut method.attrs, &paragraphs.join("\n\n"));
    }
}

/// What the fields of each struct are for.
fn field_docs(types: &[Item]) -> HashMap<(String, String), String> {
    let mut docs = HashMap::new();
    for item in types {
        let Item::Struct(item) = item else { continue };
        let Fields::Named(fields) = &item.fields else { continue };
        for field in &fields.named {
            if let (Some(name), Some(text)) = (&field.ident, doc_text(&field.attrs)) {
                docs.insert((item.ident.to_string(), name.to_string()), text);
            }
        }
    }
    docs
}

fn document_types(types: &mut [Item]) {
    for block in inherent(types) {
        let name = self_name(block).map(Ident::to_string).unwrap_or_default();
        for method in methods(block).filter(|method| method.sig.ident == "builder") {
            fill(&mut method.attrs, &format!("Starts a builder of `{name}` with nothing set."));
        }
    }
}

fn document_type_builders(builders: &mut [Item], fields: &HashMap<(String, String), String>) {
    for item in builders.iter_mut() {
        if let Item::Struct(item) = item {
            let name = &item.ident;
            let text =
                format!("Builder of [`{name}`](super::{name}), which `try_into` gives once all is set.");
            fill(&mut item.attrs, &text);
        }
    }
    for block in inherent(builders) {
        let owner = self_name(block).map(Ident::to_string).unwrap_or_default();
        for method in methods(block) {
            let name = method.sig.ident.to_string();
            let text = fields.get(&(owner.clone(), name)).cloned().unwrap_or_default();
            fill(&mut method.attrs, &setter(&method.sig.ident, &text));
        }
    }
}

fn document_operations(builders: &mut [Item], facts: &Facts) {
    for block in inherent(builders) {
        let operation = methods(block).find_map(|method| parts::operation(&method.block)).unwrap_or_default();
        let arguments = facts.operations.get(&operation).map(|operation| &operation.arguments);
        for method in methods(block) {
            let name = method.sig.ident.to_string();
            let about = |name: &str| arguments.and_then(|all| all.get(name)).cloned().unwrap_or_default();
            let text = match name.as_str() {
                "new" => format!(
                    "Starts the request, as [`Client::{operation}`](super::Client::{operation}) does."
                ),
                "body_map" => "Changes the body through its builder.".to_owned(),
                "body" => joined("Sets the body.", &about("body")),
                _ => setter(&method.sig.ident, &about(&plain(&method.sig.ident))),
            };
            fill(&mut method.attrs, &text);
            if name == "send" {
                set(&mut method.attrs, SEND);
            }
        }
    }
}

const SEND: &str = "Sends the request and reads the answer.

# Errors

[`Error::InvalidRequest`] before anything is sent: a value is missing or cannot be sent.
[`Error::CommunicationError`]: no answer came.
[`Error::ErrorResponse`]: any other answer than the documented success, with status, headers and body.";

fn setter(name: &Ident, about: &str) -> String {
    joined(&format!("Sets `{}`.", plain(name)), about)
}

fn joined(first: &str, rest: &str) -> String {
    if rest.is_empty() { first.to_owned() } else { format!("{first}\n\n{rest}") }
}

fn inherent(items: &mut [Item]) -> impl Iterator<Item = &mut ItemImpl> {
    items.iter_mut().filter_map(|item| match item {
        Item::Impl(block) if block.trait_.is_none() => Some(block),
        _ => None,
    })
}

fn methods(block: &mut ItemImpl) -> impl Iterator<Item = &mut ImplItemFn> {
    block.items.iter_mut().filter_map(|member| match member {
        ImplItem::Fn(method) if matches!(method.vis, Visibility::Public(_)) => Some(method),
        _ => None,
    })
}

fn plain(name: &Ident) -> String {
    name.to_string().trim_start_matches("r#").to_owned()
}

fn sentence(paragraph: &str) -> String {
    let paragraph = paragraph.trim_end();
    if paragraph.ends_with(|c: char| c.is_alphanumeric() || c == '`') {
        format!("{paragraph}.")
    } else {
        paragraph.to_owned()
    }
}

fn fill(attributes: &mut Vec<Attribute>, text: &str) {
    if doc_text(attributes).is_none_or(|text| text.trim().is_empty()) {
        set(attributes, text);
    }
}

/// Replaces the documentation. Code in it is text: rustdoc would run it.
fn set(attributes: &mut Vec<Attribute>, text: &str) {
    attributes.retain(|attribute| doc_line(attribute).is_none());
    let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with(MARK)).map(str::trim_end).collect();
    let text = code_is_text(kept.join("\n").trim_end());
    let docs = text.lines().map(|line| {
        let line = if line.is_empty() { String::new() } else { format!(" {line}") };
        parse_quote!(#[doc = #line])
    });
    attributes.splice(0..0, docs.collect::<Vec<Attribute>>());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refine::sample::{sample, text};

    #[test]
    fn every_public_item_is_documented_from_the_spec() {
        let (mut file, facts) = sample();
        pass(&mut file, &facts).unwrap();
        let text = text(&file);
        for expected in [
            "/// Client for Lamps.\n",
            "/// Set a lamp.\n    ///\n    /// Sends a `PUT` request to `/lamps/{lampId}/{part}`.\n    pub fn set_lamp",
            "/// Sets `lamp_id`.\n        ///\n        /// Which lamp.\n        pub fn lamp_id",
            "/// What it does.\n        pub state: LampState",
            "/// Sets `state`.\n            ///\n            /// What it does.\n            pub fn state",
            "/// Lit or not.\n",
            "/// `pin`\n",
        ] {
            assert!(text.contains(expected), "{expected}");
        }
        for noise in ["```ignore", "Arguments:", "Version: 1.0.0", "open-enum:", "lenient:"] {
            assert!(!text.contains(noise), "{noise}");
        }
    }

    #[test]
    fn a_block_that_names_no_language_is_text() {
        let mut attributes = Vec::new();
        set(&mut attributes, "a\n```\nb\n```\n```json\n{}\n```\n");
        let lines: Vec<String> = attributes.iter().filter_map(doc_line).collect();
        assert_eq!(lines, [" a", " ```text", " b", " ```", " ```json", " {}", " ```"]);
    }
}
