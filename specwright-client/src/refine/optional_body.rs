//! A body that need not be there is sent only when it was set.

use quote::ToTokens;
use syn::{
    Block, Expr, FieldValue, Fields, File, ImplItem, Item, ItemImpl, Local, Pat, PatStruct, Stmt,
    parse_quote,
    visit_mut::{self, VisitMut},
};

use super::parts::{self, self_name};
use crate::lower::Facts;

pub(super) fn pass(file: &mut File, facts: &Facts) -> Result<(), String> {
    let wanted = facts.operations.values().filter(|operation| operation.has_optional_body).count();
    let builders = parts::module(&mut file.items, "builder")?;
    let mut optional = Vec::new();
    for item in builders.iter_mut() {
        let Item::Impl(block) = item else { continue };
        let Some(name) = operation_of(block) else { continue };
        if !facts.operations.get(&name).is_some_and(|operation| operation.has_optional_body) {
            continue;
        }
        let of = self_name(block).ok_or_else(|| format!("`{name}` has no builder"))?.clone();
        rewrite(block).ok_or_else(|| format!("in `{name}`: the body is not sent as expected"))?;
        optional.push(of);
    }
    for item in builders {
        if let Item::Struct(builder) = item
            && optional.contains(&builder.ident)
            && let Fields::Named(fields) = &mut builder.fields
        {
            fields.named.push(parse_quote!(body_is_set: bool));
        }
    }
    if optional.len() == wanted { Ok(()) } else { Err("an optional body was not found".to_owned()) }
}

fn operation_of(block: &ItemImpl) -> Option<String> {
    block.items.iter().find_map(|item| match item {
        ImplItem::Fn(method) if method.sig.ident == "send" => parts::operation(&method.block),
        _ => None,
    })
}

fn rewrite(builder: &mut ItemImpl) -> Option<()> {
    let (mut made, mut set, mut read) = (false, false, false);
    for item in &mut builder.items {
        let ImplItem::Fn(method) = item else { continue };
        match method.sig.ident.to_string().as_str() {
            "new" => {
                let mut unset = Unset(false);
                unset.visit_block_mut(&mut method.block);
                made = unset.0;
            }
            "body" | "body_map" => {
                method.block.stmts.insert(0, parse_quote!(self.body_is_set = true;));
                set = true;
            }
            "send" => read = send(&mut method.block),
            _ => {}
        }
    }
    (made && set && read).then_some(())
}

/// `Self { …, body_is_set: false }`.
struct Unset(bool);

impl VisitMut for Unset {
    fn visit_expr_struct_mut(&mut self, node: &mut syn::ExprStruct) {
        if node.path.is_ident("Self") {
            let unset: FieldValue = parse_quote!(body_is_set: false);
            node.fields.push(unset);
            self.0 = true;
        }
    }
}

fn send(block: &mut Block) -> bool {
    let mut found = 0;
    for statement in &mut block.stmts {
        let Stmt::Local(local) = statement else { continue };
        match &mut local.pat {
            Pat::Struct(fields) if fields.path.is_ident("Self") => {
                found += usize::from(also_taken(fields).is_some());
            }
            Pat::Ident(name) if name.ident == "body" => {
                let Some(init) = &mut local.init else { return false };
                let value = &init.expr;
                init.expr = parse_quote!(if body_is_set { Some(#value) } else { None });
                found += 1;
            }
            _ => {}
        }
    }
    let mut sends = Sends(false);
    sends.visit_block_mut(block);
    found == 2 && sends.0
}

/// `let Self { …, body_is_set } = self`.
fn also_taken(fields: &mut PatStruct) -> Option<()> {
    let statement: Stmt = parse_quote!(let Self { body_is_set } = self;);
    let Stmt::Local(Local { pat: Pat::Struct(other), .. }) = statement else { return None };
    fields.fields.extend(other.fields);
    Some(())
}

/// `request.json(&body)` sends what there is.
struct Sends(bool);

impl VisitMut for Sends {
    fn visit_expr_mut(&mut self, node: &mut Expr) {
        visit_mut::visit_expr_mut(self, node);
        let Expr::MethodCall(call) = &*node else { return };
        let (request, [argument]) = (&call.receiver, &call.args.iter().collect::<Vec<_>>()[..]) else {
            return;
        };
        let whole = argument.to_token_stream().to_string();
        *node = match (call.method.to_string().as_str(), whole.as_str()) {
            ("json", "& body") => parse_quote!(::support::optional_json(#request, body.as_ref())),
            ("form_urlencoded", "& body") => parse_quote!(::support::optional_form(#request, body.as_ref())),
            ("body", "body") => parse_quote!(::support::optional_bytes(#request, body)),
            _ => return,
        };
        self.0 = true;
    }
}
