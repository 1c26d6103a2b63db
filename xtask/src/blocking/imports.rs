//! What the output has to import, so that its signatures and links mean what they mean in the async source.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Attribute, Generics, Path, Signature,
    visit::{self, Visit},
};

use super::surface::Surface;
use specwright_rust::attribute::doc_line;

#[derive(Default)]
pub(super) struct Imports {
    /// Paths of names in signatures, by name.
    code: BTreeMap<String, String>,
    /// Paths of names that only documentation links to.
    links: BTreeMap<String, String>,
}

impl Imports {
    /// Sees to the names of a signature that stands in this file.
    pub(super) fn signature(
        &mut self,
        surface: &Surface,
        file: usize,
        generics: &Generics,
        signature: &Signature,
    ) -> Result<(), String> {
        let mut find = FirstNames::default();
        find.visit_signature(signature);
        find.visit_generics(generics);
        let parameters = generics.type_params().chain(signature.generics.type_params());
        let own: BTreeSet<String> = parameters.map(|parameter| parameter.ident.to_string()).collect();
        for name in find.0.into_iter().filter(|name| !own.contains(name) && name != "Self") {
            if ["crate", "self", "super"].contains(&name.as_str()) {
                return Err("its signature has a path inside the crate: import the name".to_owned());
            }
            if let Some(path) = path(surface, file, &name)? {
                let known = self.code.insert(name.clone(), path.clone());
                if known.is_some_and(|known| known != path) {
                    return Err(format!("`{name}` is one thing here and another elsewhere"));
                }
            }
        }
        Ok(())
    }

    /// Sees to the names that documentation links to by themselves: ``[`Name`]`` and ``[`Name::method`]``.
    pub(super) fn documentation(&mut self, surface: &Surface, file: usize, attributes: &[Attribute]) {
        for line in attributes.iter().filter_map(doc_line) {
            for link in line.split("[`").skip(1) {
                let Some((name, after)) = link.split_once("`]") else { continue };
                let first = name.split("::").next().unwrap_or(name);
                // One that leads nowhere is rustdoc's to find.
                if !after.starts_with('(')
                    && let Ok(Some(path)) = path(surface, file, first)
                {
                    self.links.insert(first.to_owned(), path);
                }
            }
        }
    }

    pub(super) fn into_items(self) -> TokenStream {
        let import = |path: &String| -> TokenStream {
            let path: TokenStream = path.parse().unwrap_or_default();
            quote!(use #path;)
        };
        let sorted: BTreeSet<&String> = self.code.values().collect();
        let code: TokenStream = sorted.into_iter().map(import).collect();
        let links = self.links.iter().filter(|(name, _)| !self.code.contains_key(*name));
        let links: TokenStream = links
            .map(|(_, path)| {
                let import = import(path);
                quote!(#[allow(unused_imports, reason = "documentation links to it")] #import)
            })
            .collect();
        quote!(#code #links)
    }
}

/// Where a name comes from, seen from the output; nothing when it needs no import.
fn path(surface: &Surface, file: usize, name: &str) -> Result<Option<String>, String> {
    if surface.kinds.contains_key(name) {
        return Ok(None);
    }
    if surface.root.names.contains(name) {
        return Ok(Some(format!("crate::{name}")));
    }
    let Some(path) = surface.files[file].imports.get(name) else { return Ok(None) };
    let mut parts = path.split("::");
    let shown = match parts.next() {
        Some("crate") => parts.next().is_some_and(|module| surface.root.modules.contains(module)),
        first => !matches!(first, Some("self" | "super")),
    };
    if shown {
        Ok(Some(path.clone()))
    } else {
        Err(format!("`{name}` is public and lib.rs does not export it"))
    }
}

#[derive(Default)]
struct FirstNames(BTreeSet<String>);

impl Visit<'_> for FirstNames {
    fn visit_path(&mut self, path: &Path) {
        if let Some(first) = path.segments.first()
            && path.leading_colon.is_none()
        {
            self.0.insert(first.ident.to_string());
        }
        visit::visit_path(self, path);
    }

    // `#[must_use]` and its like are no types.
    fn visit_attribute(&mut self, _: &Attribute) {}
}
