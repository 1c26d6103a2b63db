//! The hand-written part of a generated client: inside of the output, or as files beside it.

use syn::{Item, ItemMod, parse_quote};

/// Each file of the module `support`, by the name of its own module; `mod` holds the others.
pub const FILES: [(&str, &str); 11] = [
    ("mod", ROOT),
    ("answer", include_str!("../support/answer.rs")),
    ("error_body", include_str!("../support/error_body.rs")),
    ("form", include_str!("../support/form.rs")),
    ("http", include_str!("../support/http.rs")),
    ("lenient", include_str!("../support/lenient.rs")),
    ("optional", include_str!("../support/optional.rs")),
    ("path_segment", include_str!("../support/path_segment.rs")),
    ("secret", include_str!("../support/secret.rs")),
    ("simple", include_str!("../support/simple.rs")),
    ("unknown_value", include_str!("../support/unknown_value.rs")),
];

const ROOT: &str = include_str!("../support/mod.rs");

/// The module `support`, all in one.
pub(crate) fn module() -> Result<Item, String> {
    let root = syn::parse_file(ROOT).map_err(|error| error.to_string())?;
    let mut items = Vec::new();
    for item in root.items {
        match item {
            Item::Mod(ItemMod { ident, content: None, .. }) => {
                let (_, text) =
                    FILES.iter().find(|(name, _)| ident == name).ok_or(format!("no file for {ident}"))?;
                let file = syn::parse_file(text).map_err(|error| error.to_string())?;
                let (attributes, content) = (file.attrs, file.items);
                items.push(parse_quote!(mod #ident { #(#attributes)* #(#content)* }));
            }
            other => items.push(other),
        }
    }
    let attributes = root.attrs;
    Ok(parse_quote! {
        #[allow(dead_code, unused_imports, clippy::all)]
        pub mod support { #(#attributes)* #(#items)* }
    })
}
