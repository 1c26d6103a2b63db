//! Each type of the async client as its counterpart: the async value, and the runtime that it is called with.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, File, Generics, ImplItem, ImplItemFn, ItemImpl, parse_quote};

use super::{
    docs::Docs,
    imports::Imports,
    method::{counterpart, is_kept},
    surface::{Kind, Surface},
};

/// The whole output.
pub(super) fn wrapped(surface: &Surface, phrases: &[(&str, &str)]) -> Result<File, String> {
    let mut docs = Docs::new(phrases);
    let mut imports = Imports::default();
    let mut body = TokenStream::new();
    for (name, kind) in &surface.kinds {
        let at = |reason: String| format!("{}: `{name}`: {reason}", surface.files[kind.file].name);
        let item = declaration(surface, kind, &mut docs).map_err(at)?;
        imports.documentation(surface, kind.file, &kind.item.attrs);
        body.extend(item);
        body.extend(methods(surface, kind, &mut docs, &mut imports)?);
        body.extend(traits(surface, kind, &mut docs, &mut imports).map_err(at)?);
    }
    docs.all_phrases_found()?;
    let imports = imports.into_items();
    let runtime = surface.kinds.values().any(|kind| kind.has_runtime);
    let runtime = runtime.then(|| {
        quote!(
            use super::runtime::Runtime;
        )
    });
    Ok(parse_quote!(#imports #runtime #body))
}

/// The struct, its constructor, and the traits that each counterpart has.
fn declaration(surface: &Surface, kind: &Kind, docs: &mut Docs) -> Result<TokenStream, String> {
    let (mut kept, mut derives) = (Vec::new(), Vec::new());
    for attribute in &kind.item.attrs {
        if attribute.path().is_ident("derive") {
            attribute
                .parse_nested_meta(|meta| {
                    derives.push(meta.path.require_ident()?.to_string());
                    Ok(())
                })
                .map_err(|error| error.to_string())?;
        } else if is_kept(attribute) {
            kept.push(attribute.clone());
        } else {
            return Err("it has an attribute that is not known".to_owned());
        }
    }
    if let Some(other) = derives.iter().find(|derive| !["Clone", "Debug"].contains(&derive.as_str())) {
        return Err(format!("it derives `{other}`, which is not known"));
    }
    let attributes = docs.attributes(surface, &kept)?;
    let clone = derives.iter().any(|derive| derive == "Clone").then(|| quote!(#[derive(Clone)]));
    let debug = derives.iter().any(|derive| derive == "Debug").then(|| debug(kind, &kind.item.generics));
    let (name, generics) = (&kind.item.ident, &kind.item.generics);
    let (declared, used, clause) = generics.split_for_impl();
    let (field, argument, set) = if kind.has_runtime {
        (quote!(, pub(super) runtime: Runtime), quote!(, runtime: Runtime), quote!(, runtime))
    } else {
        (quote!(), quote!(), quote!())
    };
    Ok(quote! {
        #(#attributes)*
        #clone
        pub struct #name #generics #clause { pub(super) inner: crate::#name #used #field }
        impl #declared #name #used #clause {
            pub(super) fn new(inner: crate::#name #used #argument) -> Self {
                Self { inner #set }
            }
        }
        #debug
    })
}

/// The public methods, those of blocks with the same generics together.
fn methods(
    surface: &Surface,
    kind: &Kind,
    docs: &mut Docs,
    imports: &mut Imports,
) -> Result<TokenStream, String> {
    let mut blocks: Vec<(&ItemImpl, Vec<ImplItemFn>)> = Vec::new();
    let iterator = kind.traits.iter().any(|block| trait_name(block) == "Stream");
    for (file, block) in &kind.blocks {
        for method in super::surface::public(block) {
            // Its counterpart is that of `Iterator`.
            if iterator && method.sig.ident == "next" {
                continue;
            }
            let place = format!("{}: `{}::{}`", surface.files[*file].name, kind.item.ident, method.sig.ident);
            let made = counterpart(surface, kind, method, docs);
            let made = made.map_err(|reason| format!("{place}: {reason}"))?;
            imports
                .signature(surface, *file, &block.generics, &made.sig)
                .map_err(|reason| format!("{place}: {reason}"))?;
            imports.documentation(surface, *file, &method.attrs);
            match blocks.iter_mut().find(|(other, _)| same(&other.generics, &block.generics)) {
                Some((_, methods)) => methods.push(made),
                None => blocks.push((block, vec![made])),
            }
        }
    }
    Ok(blocks
        .into_iter()
        .map(|(block, methods)| {
            let (generics, owner) = (&block.generics, &block.self_ty);
            let clause = &generics.where_clause;
            quote!(impl #generics #owner #clause { #(#methods)* })
        })
        .collect())
}

fn same(one: &Generics, other: &Generics) -> bool {
    let text = |generics: &Generics| {
        let clause = &generics.where_clause;
        quote!(#generics #clause).to_string()
    };
    text(one) == text(other)
}

/// What is implemented for the async type, for its counterpart.
fn traits(
    surface: &Surface,
    kind: &Kind,
    docs: &mut Docs,
    imports: &mut Imports,
) -> Result<TokenStream, String> {
    let mut made = TokenStream::new();
    for block in &kind.traits {
        match trait_name(block).as_str() {
            "Debug" => made.extend(debug(kind, &block.generics)),
            "Stream" => made.extend(iterator(surface, kind, block, docs, imports)?),
            // `Unpin` is there of itself, since no counterpart holds what must not move; without async a value is sent
            // by its method.
            "Unpin" | "IntoFuture" => {}
            other => return Err(format!("it implements `{other}`, of which no counterpart is known")),
        }
    }
    Ok(made)
}

fn trait_name(block: &ItemImpl) -> String {
    let last = block.trait_.as_ref().and_then(|(path, ..)| path.segments.last());
    last.map(|segment| segment.ident.to_string()).unwrap_or_default()
}

fn debug(kind: &Kind, generics: &Generics) -> TokenStream {
    let name = &kind.item.ident;
    let (_, used, _) = kind.item.generics.split_for_impl();
    let clause = &generics.where_clause;
    quote! {
        impl #generics std::fmt::Debug for #name #used #clause {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Debug::fmt(&self.inner, f)
            }
        }
    }
}

/// `Iterator` where the async type is a `Stream`, with the method `next` that it has for itself.
fn iterator(
    surface: &Surface,
    kind: &Kind,
    block: &ItemImpl,
    docs: &mut Docs,
    imports: &mut Imports,
) -> Result<TokenStream, String> {
    let item = block.items.iter().find_map(|item| match item {
        ImplItem::Type(item) if item.ident == "Item" => Some(item.to_token_stream()),
        _ => None,
    });
    let item = item.ok_or("it is a stream, and does not say of what")?;
    let mut nexts = kind.methods().filter(|(_, method)| method.sig.ident == "next");
    let (file, method) = nexts.next().ok_or("it is a stream and has no method `next` for its iterator")?;
    let mut next = counterpart(surface, kind, method, docs)?;
    imports.signature(surface, file, &block.generics, &next.sig)?;
    imports.documentation(surface, file, &method.attrs);
    next.vis = syn::Visibility::Inherited;
    next.attrs.retain(|attribute: &Attribute| attribute.path().is_ident("doc"));
    let (generics, owner) = (&block.generics, &block.self_ty);
    let clause = &generics.where_clause;
    Ok(quote!(impl #generics Iterator for #owner #clause { #item #next }))
}
