//! Whatever the server answers, the caller gets a value, or an error with status, headers and body.

use syn::{
    Block, Expr, ExprAwait, ExprCall, File, PathArguments, PathSegment, parse_quote,
    visit_mut::{self, VisitMut},
};

use super::parts::{self, is_path};
use crate::lower::Facts;

pub(super) fn pass(file: &mut File, facts: &Facts) -> Result<(), String> {
    let sends = parts::sends(file)?;
    if sends.len() != facts.operations.len() {
        return Err(format!(
            "the spec has {} operations, the output {}",
            facts.operations.len(),
            sends.len()
        ));
    }
    for (name, block) in sends {
        let facts =
            facts.operations.get(&name).ok_or_else(|| format!("`{name}` is no operation of the spec"))?;
        rewrite(block, facts.answers_empty_object).map_err(|reason| format!("in `{name}`: {reason}"))?;
    }
    let builders = parts::module(&mut file.items, "builder")?;
    for item in builders {
        ErrorType.visit_item_mut(item);
    }
    Ok(())
}

fn rewrite(block: &mut Block, answers_empty_object: bool) -> Result<(), String> {
    let mut answers = Answers {
        empty: if answers_empty_object { "empty_object" } else { "no_content" },
        successes: 0,
        errors: 0,
    };
    answers.visit_block_mut(block);
    match (answers.successes, answers.errors) {
        (0, _) => Err("no answer is a success".to_owned()),
        (_, 1) => Ok(()),
        (_, n) => Err(format!("{n} places take other answers, not one")),
    }
}

struct Answers {
    empty: &'static str,
    successes: usize,
    errors: usize,
}

impl VisitMut for Answers {
    fn visit_expr_mut(&mut self, node: &mut Expr) {
        visit_mut::visit_expr_mut(self, node);
        let replacement: Option<Expr> = match node {
            Expr::Await(ExprAwait { base, .. }) => argument(base, &["ResponseValue", "from_response"])
                .map(|response| parse_quote!(::support::json(#response).await)),
            Expr::Call(call) if is_path(&call.func, &["Ok"]) => {
                let empty = parts::ident(self.empty);
                let inner = call.args.first();
                if inner.is_some_and(|inner| argument(inner, &["ResponseValue", "stream"]).is_some()) {
                    self.successes += 1;
                }
                inner
                    .and_then(|inner| argument(inner, &["ResponseValue", "empty"]))
                    .map(|response| parse_quote!(::support::#empty(#response).await))
            }
            Expr::Call(call) if is_path(&call.func, &["Err"]) => {
                let other =
                    call.args.first().and_then(|inner| argument(inner, &["Error", "UnexpectedResponse"]));
                if let Some(response) = other {
                    self.errors += 1;
                    *node = parse_quote!(Err(::support::refused(#response).await));
                }
                return;
            }
            Expr::Call(call) if is_path(&call.func, &["ResponseValue", "upgrade"]) => {
                self.successes += 1;
                None
            }
            _ => None,
        };
        if let Some(replacement) = replacement {
            self.successes += 1;
            *node = replacement;
        }
    }
}

/// The argument of a call to this function.
fn argument(expr: &Expr, function: &[&str]) -> Option<Expr> {
    match expr {
        Expr::Call(ExprCall { func, args, .. }) if is_path(func, function) => args.first().cloned(),
        _ => None,
    }
}

/// `Error<…>` becomes `Error<ErrorBody>` wherever it is named.
struct ErrorType;

impl VisitMut for ErrorType {
    fn visit_path_segment_mut(&mut self, segment: &mut PathSegment) {
        visit_mut::visit_path_segment_mut(self, segment);
        if segment.ident == "Error" && matches!(segment.arguments, PathArguments::AngleBracketed(_)) {
            segment.arguments = PathArguments::AngleBracketed(parse_quote!(<::support::ErrorBody>));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refine::sample::{sample, text};

    #[test]
    fn one_kind_of_error_takes_every_other_answer() {
        let (mut file, facts) = sample();
        pass(&mut file, &facts).unwrap();
        let text = text(&file);
        assert_eq!(text.matches("Error<::support::ErrorBody>").count(), 2);
        assert_eq!(text.matches("_ => Err(::support::refused(response).await)").count(), 2);
        assert!(text.contains("200..=299 => ::support::json(response).await"));
        assert!(text.contains("200..=299 => ::support::empty_object(response).await"));
        assert!(!text.contains("UnexpectedResponse") && !text.contains("from_response"));
    }

    #[test]
    fn an_output_without_the_expected_answers_is_an_error() {
        let (mut file, facts) = sample();
        pass(&mut file, &facts).unwrap();
        assert!(pass(&mut file, &facts).unwrap_err().contains("no answer is a success"));
        let (mut file, mut facts) = sample();
        facts.operations.pop_first();
        assert_eq!(pass(&mut file, &facts).unwrap_err(), "the spec has 1 operations, the output 2");
    }
}
