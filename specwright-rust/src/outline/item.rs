use std::collections::BTreeSet;

use quote::ToTokens;
use syn::{
    Attribute, Fields, ImplItem, ImplItemFn, Item, ItemImpl, ItemStruct, Signature, Type, TypePath, Variant,
    Visibility, WherePredicate, visit_mut::VisitMut,
};

use super::{Entry, Member, text::short};
use crate::attribute::{doc_text, serde_rename};

/// The module that an item stands in, and the one around it.
pub(super) struct Scope<'a> {
    pub(super) items: &'a [Item],
    pub(super) parent: Option<&'a [Item]>,
}

/// A public item: a type with its traits, its content and its methods, or something of one line.
pub(super) fn describe(item: &Item, scope: &Scope<'_>) -> Option<Entry> {
    let (kind, name, attributes, content) = match item {
        Item::Struct(item) if public(&item.vis) => ("struct", &item.ident, &item.attrs, fields(&item.fields)),
        Item::Enum(item) if public(&item.vis) => {
            ("enum", &item.ident, &item.attrs, item.variants.iter().map(variant).collect())
        }
        Item::Type(item) if public(&item.vis) => {
            let text = format!("type {} = {}", item.ident, short(&*item.ty, VisitMut::visit_type_mut));
            return Some(Entry::line(&item.ident.to_string(), text));
        }
        Item::Trait(item) if public(&item.vis) => {
            return Some(Entry::line(&item.ident.to_string(), format!("trait {}", item.ident)));
        }
        Item::Fn(item) if public(&item.vis) => {
            return Some(Entry::line(&item.sig.ident.to_string(), signature(&item.sig)));
        }
        _ => return None,
    };
    let name = name.to_string();
    Some(Entry {
        module: String::new(),
        head: format!("{kind} {name}"),
        non_exhaustive: has(attributes, "non_exhaustive"),
        traits: Some(traits(attributes, &name, scope.items)),
        members: content.into_iter().chain(members(&name, scope)).collect(),
        name,
    })
}

fn fields(fields: &Fields) -> Vec<Member> {
    fields
        .iter()
        .filter(|field| public(&field.vis))
        .map(|field| {
            let kind = short(&field.ty, VisitMut::visit_type_mut);
            let name = field.ident.as_ref().map_or_else(|| "0".to_owned(), ToString::to_string);
            let wire =
                serde_rename(&field.attrs).map(|name| format!(" (on the wire: {name})")).unwrap_or_default();
            Member { text: format!("{name}: {kind}{wire}"), name }
        })
        .collect()
}

fn variant(variant: &Variant) -> Member {
    let content: Vec<String> =
        variant.fields.iter().map(|field| short(&field.ty, VisitMut::visit_type_mut)).collect();
    let content = if content.is_empty() { String::new() } else { format!("({})", content.join(", ")) };
    let wire = serde_rename(&variant.attrs).or_else(|| named_value(&variant.attrs));
    let wire = wire.map(|name| format!(" (on the wire: {name})")).unwrap_or_default();
    Member { name: variant.ident.to_string(), text: format!("{}{content}{wire}", variant.ident) }
}

/// The value that a variant of an open enum stands for is all that its documentation says.
fn named_value(attributes: &[Attribute]) -> Option<String> {
    let text = doc_text(attributes)?;
    Some(text.strip_prefix('`')?.strip_suffix('`')?.to_owned())
}

fn traits(attributes: &[Attribute], name: &str, items: &[Item]) -> BTreeSet<String> {
    let mut traits = BTreeSet::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        // The generator's own output: what does not parse has no names to show.
        let _ = attribute.parse_nested_meta(|meta| {
            traits.extend(meta.path.segments.last().map(|segment| segment.ident.to_string()));
            Ok(())
        });
    }
    for block in impls(name, items) {
        if let Some((path, ..)) = &block.trait_ {
            let by_reference =
                if block.self_ty.to_token_stream().to_string().starts_with('&') { " for &" } else { "" };
            let name = short(path, VisitMut::visit_path_mut).replace("<'de>", "");
            traits.insert(format!("{name}{by_reference}"));
        }
    }
    traits
}

fn members(name: &str, scope: &Scope<'_>) -> Vec<Member> {
    let fields = built(name, scope);
    let mut lines = Vec::new();
    let mut set = BTreeSet::new();
    for block in impls(name, scope.items).filter(|block| block.trait_.is_none()) {
        for member in &block.items {
            match member {
                ImplItem::Fn(method) if public(&method.vis) => match field_set_by(method, &fields) {
                    Some(field) => drop(set.insert(field)),
                    None => lines
                        .push(Member { name: method.sig.ident.to_string(), text: signature(&method.sig) }),
                },
                ImplItem::Const(constant) if public(&constant.vis) => {
                    let kind = short(&constant.ty, VisitMut::visit_type_mut);
                    let name = constant.ident.to_string();
                    lines.push(Member { text: format!("const {name}: {kind}"), name });
                }
                _ => {}
            }
        }
    }
    if !fields.is_empty() {
        lines.insert(0, Member::remark(format!("a setter for each field of {name}")));
        let unset = fields.iter().filter(|(field, _)| !set.contains(field));
        lines.extend(unset.map(|(field, _)| Member::remark(format!("no setter for {field}"))));
    }
    lines
}

/// The fields of the type that this one builds: the type of the same name in the module around.
fn built(name: &str, scope: &Scope<'_>) -> Vec<(String, String)> {
    let target = scope.parent.into_iter().flatten().find_map(|item| match item {
        Item::Struct(ItemStruct { ident, fields: Fields::Named(fields), .. }) if ident == name => {
            Some(fields)
        }
        _ => None,
    });
    let fields = target.into_iter().flat_map(|fields| &fields.named);
    fields
        .filter_map(|field| {
            Some((field.ident.as_ref()?.to_string(), short(&field.ty, VisitMut::visit_type_mut)))
        })
        .collect()
}

/// The field that this method sets, if it takes whatever converts to the field's type and does nothing else.
fn field_set_by(method: &ImplItemFn, fields: &[(String, String)]) -> Option<String> {
    let name = method.sig.ident.to_string();
    let (_, kind) = fields.iter().find(|(field, _)| *field == name)?;
    let signature = signature(&method.sig);
    let expected =
        format!("fn {name}<T>(self, value: T) -> Self where T: TryInto<{kind}>, T::Error: Display");
    (signature == expected).then_some(name)
}

fn impls<'a>(name: &'a str, items: &'a [Item]) -> impl Iterator<Item = &'a ItemImpl> {
    items.iter().filter_map(move |item| match item {
        Item::Impl(block) => {
            let kind = short(&*block.self_ty, VisitMut::visit_type_mut);
            let kind = kind.trim_start_matches('&');
            let plain = kind.split('<').next().unwrap_or(kind);
            (plain == name).then_some(block)
        }
        _ => None,
    })
}

fn signature(signature: &Signature) -> String {
    let mut plain = signature.clone();
    for input in &mut plain.inputs {
        match input {
            syn::FnArg::Receiver(receiver) => receiver.mutability = None,
            syn::FnArg::Typed(typed) => typed.attrs.clear(),
        }
    }
    let bounds: Vec<String> = plain
        .generics
        .where_clause
        .take()
        .map(|clause| clause.predicates.iter().map(bound).collect())
        .unwrap_or_default();
    let text = short(&plain, VisitMut::visit_signature_mut);
    if bounds.is_empty() { text } else { format!("{text} where {}", bounds.join(", ")) }
}

/// `T::Error: Display`, however the output spells the way to `Error`.
fn bound(predicate: &WherePredicate) -> String {
    let WherePredicate::Type(bound) = predicate else { return predicate.to_token_stream().to_string() };
    let subject = match &bound.bounded_ty {
        Type::Path(TypePath { qself: Some(owner), path, .. }) => {
            let owner = short(&*owner.ty, VisitMut::visit_type_mut);
            let name = path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
            format!("{owner}::{name}")
        }
        plain => plain.to_token_stream().to_string().replace(' ', ""),
    };
    let bounds: Vec<String> =
        bound.bounds.iter().map(|bound| short(bound, VisitMut::visit_type_param_bound_mut)).collect();
    format!("{subject}: {}", bounds.join(" + "))
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident(name))
}

fn public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}
