//! The Rust names that progenitor and typify make, so that clashes are found before they run.

use heck::{ToPascalCase, ToSnakeCase};

/// The name of a method or an argument.
#[must_use]
pub fn snake(name: &str) -> String {
    identifier(&words(name).to_snake_case(), "_")
}

/// The name of a type.
#[must_use]
pub fn pascal(name: &str) -> String {
    identifier(&words(name).to_pascal_case(), "X")
}

/// The name of a struct's field.
#[must_use]
pub fn field(name: &str) -> String {
    identifier(&words(name).to_snake_case(), "x")
}

fn words(name: &str) -> String {
    match name {
        "+1" => "plus1".to_owned(),
        "-1" => "minus1".to_owned(),
        _ => name.replace('\'', "").replace(|c| !unicode_continue(c), "-"),
    }
}

fn identifier(name: &str, prefix: &str) -> String {
    let name = match name.chars().next() {
        None => return prefix.to_owned(),
        Some(first) if unicode_start(first) => name.to_owned(),
        Some(_) => format!("{prefix}{name}"),
    };
    if syn::parse_str::<syn::Ident>(&name).is_ok() && name != "gen" { name } else { format!("{name}_") }
}

fn unicode_start(c: char) -> bool {
    syn::parse_str::<syn::Ident>(&format!("{c}a")).is_ok()
}

fn unicode_continue(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || c == '_'
        || (!c.is_ascii() && syn::parse_str::<syn::Ident>(&format!("a{c}")).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_generator() {
        assert_eq!(snake("listUsers"), "list_users");
        assert_eq!(snake("users/list-all"), "users_list_all");
        assert_eq!(snake("type"), "type_");
        assert_eq!(snake("2fa"), "_2fa");
        assert_eq!(pascal("2fa"), "X2fa");
        assert_eq!(pascal("User_Role"), "UserRole");
        assert_eq!(field("+1"), "plus1");
        assert_eq!(field("é"), "é");
    }
}
