//! `reqwest` has a method of its own for the common methods of HTTP, and one for all.

use syn::{
    Expr, File, parse_quote,
    visit_mut::{self, VisitMut},
};

use super::parts;

pub(super) fn pass(file: &mut File) -> Result<(), String> {
    for (_, block) in parts::sends(file)? {
        Named.visit_block_mut(block);
    }
    Ok(())
}

struct Named;

impl VisitMut for Named {
    fn visit_expr_mut(&mut self, node: &mut Expr) {
        visit_mut::visit_expr_mut(self, node);
        let Expr::MethodCall(call) = &*node else { return };
        let method: Expr = match call.method.to_string().as_str() {
            "options" => parse_quote!(::reqwest::Method::OPTIONS),
            "trace" => parse_quote!(::reqwest::Method::TRACE),
            _ => return,
        };
        let is_client = matches!(call.receiver.as_ref(), Expr::Field(_));
        if let (Some(url), true) = (call.args.first(), is_client) {
            let client = &call.receiver;
            *node = parse_quote!(#client.request(#method, #url));
        }
    }
}
