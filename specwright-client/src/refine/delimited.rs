//! A list that is one parameter of the query: its items between delimiters, where progenitor repeats the name.

use syn::{
    Expr, File, Lit, Stmt, parse_quote,
    visit_mut::{self, VisitMut},
};

use super::parts;
use crate::lower::Facts;

pub(super) fn pass(file: &mut File, facts: &Facts) -> Result<(), String> {
    for (name, block) in parts::sends(file)? {
        let Some(operation) = facts.operations.get(&name) else { continue };
        for (parameter, delimiter) in &operation.delimited {
            let mut taken = Taken { parameter, value: None };
            taken.visit_block_mut(block);
            let value =
                taken.value.ok_or_else(|| format!("in `{name}`: the list `{parameter}` is not there"))?;
            let made = block.stmts.iter().position(is_request);
            let made = made.ok_or_else(|| format!("in `{name}`: no request is made"))?;
            let add: Stmt =
                parse_quote!(::support::delimited(&mut request, #parameter, #value, #delimiter)?;);
            block.stmts.insert(made + 1, add);
        }
    }
    Ok(())
}

fn is_request(statement: &Stmt) -> bool {
    let Stmt::Local(local) = statement else { return false };
    let syn::Pat::Ident(name) = &local.pat else { return false };
    name.ident == "request"
}

/// Takes `.query(&QueryParam::new("name", &value))` out of the chain.
struct Taken<'a> {
    parameter: &'a str,
    value: Option<Expr>,
}

impl VisitMut for Taken<'_> {
    fn visit_expr_mut(&mut self, node: &mut Expr) {
        visit_mut::visit_expr_mut(self, node);
        let Expr::MethodCall(call) = &*node else { return };
        if call.method != "query" {
            return;
        }
        let Some(Expr::Reference(argument)) = call.args.first() else { return };
        let Expr::Call(new) = argument.expr.as_ref() else { return };
        if !parts::is_path(&new.func, &["QueryParam", "new"]) {
            return;
        }
        let (Some(Expr::Lit(name)), Some(value)) = (new.args.first(), new.args.get(1)) else { return };
        if matches!(&name.lit, Lit::Str(name) if name.value() == self.parameter) {
            self.value = Some(value.clone());
            *node = call.receiver.as_ref().clone();
        }
    }
}
