//! Rust as people write it, without the way to each name.

use quote::ToTokens;
use syn::{
    Path,
    visit_mut::{self, VisitMut},
};

/// A piece of Rust on one line, each path cut to its last name (`builder::X` keeps its module).
pub(super) fn short<T: ToTokens + Clone>(node: &T, shorten: impl FnOnce(&mut Short, &mut T)) -> String {
    let mut node = node.clone();
    shorten(&mut Short, &mut node);
    tidy(&node.to_token_stream().to_string())
}

pub(super) struct Short;

impl VisitMut for Short {
    fn visit_path_mut(&mut self, path: &mut Path) {
        visit_mut::visit_path_mut(self, path);
        let count = path.segments.len();
        let keep = match count.checked_sub(2).and_then(|before| path.segments.get(before)) {
            Some(module) if module.ident == "builder" || module.ident == "reqwest" => 2,
            _ => 1,
        };
        path.leading_colon = None;
        path.segments = path.segments.iter().skip(count.saturating_sub(keep)).cloned().collect();
    }
}

/// Takes out the spaces that the tokens are printed with.
fn tidy(tokens: &str) -> String {
    let mut text = tokens.to_owned();
    for (from, to) in [
        (" :: ", "::"),
        (" < ", "<"),
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" ,", ","),
        (",)", ")"),
        (", >", ">"),
        ("& ", "&"),
        ("( ", "("),
        (" )", ")"),
        (" (", "("),
        ("[ ", "["),
        (" ]", "]"),
        (" :", ":"),
        (" ;", ";"),
    ] {
        text = text.replace(from, to);
    }
    text.replace("->", " -> ").replace("  ", " ").replace(",)", ")").replace(",>", ">")
}
