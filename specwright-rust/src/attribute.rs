//! What the attributes of an item say.

use syn::{Attribute, Expr, Lit};

/// The text of the documentation, line by line, without the space that each comment begins with.
#[must_use]
pub fn doc_text(attributes: &[Attribute]) -> Option<String> {
    let lines = attributes.iter().filter_map(doc_line);
    let lines: Vec<String> =
        lines.map(|line| line.strip_prefix(' ').map(str::to_owned).unwrap_or(line)).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// What one `doc` attribute says.
#[must_use]
pub fn doc_line(attribute: &Attribute) -> Option<String> {
    let syn::Meta::NameValue(meta) = &attribute.meta else { return None };
    if !meta.path.is_ident("doc") {
        return None;
    }
    match &meta.value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// The value of `#[serde(rename = "…")]`.
#[must_use]
pub fn serde_rename(attributes: &[Attribute]) -> Option<String> {
    let mut name = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        // Other keys of serde come in shapes that need not be read here.
        let _ = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") {
                name = Some(meta.value()?.parse::<syn::LitStr>()?.value());
            } else if meta.input.peek(syn::Token![=]) {
                meta.value()?.parse::<Expr>()?;
            }
            Ok(())
        });
    }
    name
}
