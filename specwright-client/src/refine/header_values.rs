//! The value of a header is written as the style `simple` does, whatever its type prints: a time in RFC 3339, a list with
//! commas, a secret as it is.

use syn::{
    Expr, File, parse_quote,
    visit_mut::{self, VisitMut},
};

use super::parts;

pub(super) fn pass(file: &mut File) -> Result<(), String> {
    for (name, block) in parts::sends(file)? {
        let mut values = Values { unknown: false };
        values.visit_block_mut(block);
        if values.unknown {
            return Err(format!("in `{name}`: a header is not put in as expected"));
        }
    }
    Ok(())
}

struct Values {
    unknown: bool,
}

impl VisitMut for Values {
    fn visit_expr_mut(&mut self, node: &mut Expr) {
        visit_mut::visit_expr_mut(self, node);
        let Expr::MethodCall(call) = &*node else { return };
        if call.method != "append" || !parts::is_path(&call.receiver, &["header_map"]) {
            return;
        }
        match (call.args.first(), call.args.get(1).and_then(written)) {
            (Some(name), Some(value)) => {
                *node = parse_quote!(::support::header(&mut header_map, #name, &#value)?);
            }
            _ => self.unknown = true,
        }
    }
}

/// The value in `value.to_string().try_into()?`.
fn written(expr: &Expr) -> Option<&Expr> {
    let Expr::Try(tried) = expr else { return None };
    let Expr::MethodCall(converted) = tried.expr.as_ref() else { return None };
    let Expr::MethodCall(printed) = converted.receiver.as_ref() else { return None };
    (converted.method == "try_into" && printed.method == "to_string").then_some(&printed.receiver)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refine::{
        headers,
        sample::{sample, text},
    };

    #[test]
    fn a_header_is_written_by_the_support_and_not_by_its_own_words() {
        let (mut file, facts) = sample();
        headers::pass(&mut file, &facts).unwrap();
        pass(&mut file).unwrap();
        assert!(text(&file).contains(r#"::support::header(&mut header_map, "X-Hand", &x_hand)?"#));
        assert!(pass(&mut file).is_ok());
    }

    #[test]
    fn a_header_of_another_form_is_an_error() {
        let (mut file, _) = sample();
        assert!(pass(&mut file).unwrap_err().ends_with("a header is not put in as expected"));
    }
}
