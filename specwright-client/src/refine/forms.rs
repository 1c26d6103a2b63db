//! A form is written by the support: the HTTP library has no form for a list.

use quote::ToTokens;
use syn::{
    Expr, File, parse_quote,
    visit_mut::{self, VisitMut},
};

use super::parts;

pub(super) fn pass(file: &mut File) -> Result<(), String> {
    for (_, block) in parts::sends(file)? {
        Forms.visit_block_mut(block);
    }
    Ok(())
}

struct Forms;

impl VisitMut for Forms {
    fn visit_expr_mut(&mut self, node: &mut Expr) {
        visit_mut::visit_expr_mut(self, node);
        let Expr::MethodCall(call) = &*node else { return };
        if call.method == "form_urlencoded" && call.args.to_token_stream().to_string() == "& body" {
            let request = &call.receiver;
            *node = parse_quote!(::support::form(#request, &body));
        }
    }
}
