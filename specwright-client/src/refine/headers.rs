//! No `api-version` header is sent: it is a custom of progenitor's home, and NetBird knows none.

use quote::ToTokens;
use syn::{
    Block, Expr, File, Stmt,
    visit_mut::{self, VisitMut},
};

use super::parts;
use crate::lower::Facts;

const MAP: &str = "header_map";

pub(super) fn pass(file: &mut File, facts: &Facts) -> Result<(), String> {
    let mut removed = 0;
    for (name, block) in parts::sends(file)? {
        let before = block.stmts.len();
        block.stmts.retain(|statement| !appends(statement, "\"api-version\""));
        if block.stmts.len() + 1 != before {
            return Err(format!("in `{name}`: the header `api-version` is not where it was"));
        }
        removed += 1;
        if !block.stmts.iter().any(|statement| appends(statement, "")) {
            remove_map(block);
        }
    }
    if removed == facts.operations.len() { Ok(()) } else { Err("not every operation was seen".to_owned()) }
}

fn appends(statement: &Stmt, header: &str) -> bool {
    let text = statement.to_token_stream().to_string();
    !matches!(statement, Stmt::Local(_)) && text.contains(&format!("{MAP} . append")) && text.contains(header)
}

/// A map that nothing is put into is not made.
fn remove_map(block: &mut Block) {
    block.stmts.retain(|statement| match statement {
        Stmt::Local(local) => local.pat.to_token_stream().to_string() != format!("mut {MAP}"),
        _ => true,
    });
    WithoutHeaders.visit_block_mut(block);
}

struct WithoutHeaders;

impl VisitMut for WithoutHeaders {
    fn visit_expr_mut(&mut self, node: &mut Expr) {
        visit_mut::visit_expr_mut(self, node);
        let Expr::MethodCall(call) = node else { return };
        if call.method == "headers" && call.args.to_token_stream().to_string() == MAP {
            *node = call.receiver.as_ref().clone();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refine::sample::{sample, text};

    #[test]
    fn the_header_goes_and_others_stay() {
        let (mut file, facts) = sample();
        pass(&mut file, &facts).unwrap();
        let text = text(&file);
        assert!(!text.contains("api-version"));
        assert!(text.contains(r#"header_map.append("X-Hand""#));
        assert_eq!(text.matches(".headers(header_map)").count(), 1);
        assert_eq!(text.matches("let mut header_map").count(), 1);
    }

    #[test]
    fn a_header_that_is_not_found_is_an_error() {
        let (mut file, facts) = sample();
        pass(&mut file, &facts).unwrap();
        assert!(
            pass(&mut file, &facts).unwrap_err().ends_with("the header `api-version` is not where it was")
        );
    }
}
