//! Where things are in progenitor's output.

use proc_macro2::Span;
use specwright_rust::attribute::doc_line;
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

/// The one of these markers that stands in the documentation.
pub(super) fn marker<'a>(
    attributes: &[Attribute],
    mut markers: impl Iterator<Item = &'a String>,
) -> Option<String> {
    let docs: Vec<String> = attributes.iter().filter_map(doc_line).collect();
    let stands = |marker: &&String| docs.iter().flat_map(|text| text.lines()).any(|line| line == *marker);
    markers.find(stands).cloned()
}

/// An identifier of the output.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
