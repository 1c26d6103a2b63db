//! Where things are in progenitor's output.

use proc_macro2::Span;
use syn::{
    Attribute, Block, Expr, ExprStruct, File, Ident, ImplItem, Item, ItemImpl, Lit, Type,
    visit::{self, Visit},
};

/// The items of a module at the top of the output.
pub(super) fn module<'a>(items: &'a mut [Item], name: &str) -> Result<&'a mut Vec<Item>, String> {
    items
        .iter_mut()
        .find_map(|item| match item {
            Item::Mod(module) if module.ident == name => module.content.as_mut().map(|(_, items)| items),
            _ => None,
        })
        .ok_or_else(|| format!("the module `{name}` is not there"))
}

/// The body of each operation's `send`, by the name of the operation.
pub(super) fn sends(file: &mut File) -> Result<Vec<(String, &mut Block)>, String> {
    let mut sends = Vec::new();
    for item in module(&mut file.items, "builder")? {
        let Item::Impl(block) = item else { continue };
        for member in &mut block.items {
            if let ImplItem::Fn(method) = member
                && method.sig.ident == "send"
            {
                let name = operation(&method.block).ok_or("a `send` does not say which operation it is")?;
                sends.push((name, &mut method.block));
            }
        }
    }
    Ok(sends)
}

/// The name in `OperationInfo { operation_id: "…" }`.
pub(super) fn operation(block: &Block) -> Option<String> {
    struct Find(Option<String>);
    impl Visit<'_> for Find {
        fn visit_expr_struct(&mut self, node: &ExprStruct) {
            if node.path.segments.last().is_some_and(|segment| segment.ident == "OperationInfo") {
                self.0 = node.fields.iter().find_map(|field| match &field.expr {
                    Expr::Lit(literal) => match &literal.lit {
                        Lit::Str(text) => Some(text.value()),
                        _ => None,
                    },
                    _ => None,
                });
            }
            visit::visit_expr_struct(self, node);
        }
    }
    let mut find = Find(None);
    find.visit_block(block);
    find.0
}

/// The name of the type that an `impl` is for, when it is a plain one.
pub(super) fn self_name(block: &ItemImpl) -> Option<&Ident> {
    match block.self_ty.as_ref() {
        Type::Path(path) => path.path.segments.last().map(|segment| &segment.ident),
        _ => None,
    }
}

/// The last segment of the trait that an `impl` implements.
pub(super) fn trait_name(block: &ItemImpl) -> Option<String> {
    block.trait_.as_ref().and_then(|(path, ..)| path.segments.last()).map(|segment| segment.ident.to_string())
}

/// Whether an expression is a path that ends like this, `["Error", "UnexpectedResponse"]`.
pub(super) fn is_path(expr: &Expr, tail: &[&str]) -> bool {
    let Expr::Path(path) = expr else { return false };
    let segments = &path.path.segments;
    segments.len() >= tail.len() && segments.iter().rev().zip(tail.iter().rev()).all(|(s, t)| s.ident == t)
}

/// The text of the documentation, line by line, without the space that each comment begins with.
pub(crate) fn doc_text(attributes: &[Attribute]) -> Option<String> {
    let lines = attributes.iter().filter_map(doc_line);
    let lines: Vec<String> =
        lines.map(|line| line.strip_prefix(' ').map(str::to_owned).unwrap_or(line)).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// What one `doc` attribute says.
pub(crate) fn doc_line(attribute: &Attribute) -> Option<String> {
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

/// The one of these markers that stands in the documentation.
pub(super) fn marker<'a>(
    attributes: &[Attribute],
    mut markers: impl Iterator<Item = &'a String>,
) -> Option<String> {
    let docs: Vec<String> = attributes.iter().filter_map(doc_line).collect();
    let stands = |marker: &&String| docs.iter().flat_map(|text| text.lines()).any(|line| line == *marker);
    markers.find(stands).cloned()
}

/// The value of `#[serde(rename = "…")]`.
pub(crate) fn serde_rename(attributes: &[Attribute]) -> Option<String> {
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

/// An identifier of the output.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
