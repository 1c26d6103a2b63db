//! A path parameter becomes a segment of the URL through a function that refuses what encoding cannot protect.

use syn::{Block, Expr, File, Stmt, Token, parse_quote, punctuated::Punctuated};

use super::parts::{self, is_path};
use crate::lower::Facts;

pub(super) fn pass(file: &mut File, facts: &Facts) -> Result<(), String> {
    for (name, block) in parts::sends(file)? {
        let expected = facts.operations.get(&name).map_or(0, |operation| operation.path_parameters.len());
        let found = segments(block)?;
        if found != expected {
            return Err(format!("in `{name}`: the path has {expected} parameters, the output {found}"));
        }
    }
    Ok(())
}

fn segments(block: &mut Block) -> Result<usize, String> {
    let mut checks: Vec<(usize, Vec<Stmt>)> = Vec::new();
    for (index, statement) in block.stmts.iter_mut().enumerate() {
        let Stmt::Local(local) = statement else { continue };
        let Some(Expr::Macro(call)) = local.init.as_mut().map(|init| init.expr.as_mut()) else { continue };
        if !call.mac.path.is_ident("format") {
            continue;
        }
        let mut arguments = call
            .mac
            .parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated)
            .map_err(|error| format!("the URL is not put together as expected: {error}"))?;
        let found: Vec<Stmt> = arguments.iter_mut().filter_map(segment).collect();
        call.mac.tokens = quote::quote!(#arguments);
        checks.push((index, found));
    }
    let found = checks.iter().map(|(_, statements)| statements.len()).sum();
    for (index, statements) in checks.into_iter().rev() {
        block.stmts.splice(index..index, statements);
    }
    Ok(found)
}

/// Turns `encode_path(&id.to_string())` into `id`, and gives the statement that checks and encodes it before.
fn segment(argument: &mut Expr) -> Option<Stmt> {
    let Expr::Call(call) = &*argument else { return None };
    if !is_path(&call.func, &["encode_path"]) {
        return None;
    }
    let Expr::Reference(reference) = call.args.first()? else { return None };
    let Expr::MethodCall(to_string) = reference.expr.as_ref() else { return None };
    let Expr::Path(path) = to_string.receiver.as_ref() else { return None };
    let name = path.path.get_ident()?.clone();
    let label = name.to_string();
    *argument = parse_quote!(#name);
    Some(parse_quote!(let #name = ::support::path_segment(#label, &#name)?;))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refine::sample::{sample, text};

    #[test]
    fn each_path_parameter_is_checked_before_the_url_is_made() {
        let (mut file, facts) = sample();
        pass(&mut file, &facts).unwrap();
        let text = text(&file);
        let check = text.find(r#"let lamp_id = ::support::path_segment("lamp_id", &lamp_id)?;"#).unwrap();
        let second = text.find(r#"let part = ::support::path_segment("part", &part)?;"#).unwrap();
        let url = text.find(r#"format!("{}/lamps/{}/{}", client.baseurl, lamp_id, part"#).unwrap();
        assert!(check < second && second < url);
    }

    #[test]
    fn a_path_parameter_that_is_not_found_is_an_error() {
        let (mut file, mut facts) = sample();
        facts.operations.get_mut("drop_lamps").unwrap().path_parameters.push("lampId".to_owned());
        assert_eq!(
            pass(&mut file, &facts).unwrap_err(),
            "in `drop_lamps`: the path has 1 parameters, the output 0"
        );
    }
}
