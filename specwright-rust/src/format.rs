//! The text of the output: prettyplease, with a blank line after each item as people write it.

/// How far the items of the innermost modules are indented, and their members.
const DEEPEST: usize = 12;

/// The text of the code, the same on every run.
#[must_use]
pub fn format(file: &syn::File) -> String {
    let dense = prettyplease::unparse(file);
    let mut spaced = String::with_capacity(dense.len() + dense.len() / 32);
    let mut lines = dense.lines().peekable();
    while let Some(line) = lines.next() {
        spaced.push_str(line);
        spaced.push('\n');
        if lines
            .peek()
            .is_some_and(|next| ends_item(line) && begins_item(next) && indent(next) == indent(line))
        {
            spaced.push('\n');
        }
    }
    spaced
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn ends_item(line: &str) -> bool {
    indent(line) <= DEEPEST
        && (line.trim_start() == "}" || line.starts_with("use ") || line.starts_with("pub use "))
}

fn begins_item(line: &str) -> bool {
    let line = line.trim_start();
    ["///", "#[", "pub ", "impl", "mod ", "struct ", "fn ", "enum ", "const ", "async fn "]
        .iter()
        .any(|start| line.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_apart_and_statements_are_not() {
        let file = syn::parse_file("fn a() { if b() { c(); } d(); } impl E { fn f() {} fn g() {} }");
        assert_eq!(
            format(&file.unwrap()),
            "fn a() {\n    if b() {\n        c();\n    }\n    d();\n}\n\nimpl E {\n    fn f() {}\n    fn g() {}\n}\n"
        );
    }
}
