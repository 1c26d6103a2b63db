//! The public API of generated code as a page to read: every type, field, variant and method, one a line.
//!
//! A setter that does no more than set a field of the same name and type is not listed: the field stands for it. So an
//! added optional property is one added line.

mod item;
mod text;

use std::fmt::Write;

use syn::{File, Item, ItemMod, UseTree, Visibility};

use item::{Scope, describe};

/// Lists what the code offers to its users.
///
/// # Errors
///
/// The code is not Rust.
pub fn outline(code: &str) -> syn::Result<String> {
    let file: File = syn::parse_file(code)?;
    let mut page = String::new();
    section(&mut page, "", &file.items, None);
    Ok(page)
}

fn section(page: &mut String, path: &str, items: &[Item], parent: Option<&[Item]>) {
    let scope = Scope { items, parent };
    let mut blocks: Vec<String> = items.iter().filter_map(reexport).collect();
    blocks.extend(items.iter().filter_map(|item| describe(item, &scope)));
    if !blocks.is_empty() {
        if !path.is_empty() {
            let _ = writeln!(page, "\n# {path}");
        }
        for block in blocks {
            let _ = write!(page, "\n{block}");
        }
    }
    for item in items {
        let Item::Mod(ItemMod { vis: Visibility::Public(_), ident, content: Some((_, inner)), .. }) = item
        else {
            continue;
        };
        let path = if path.is_empty() { ident.to_string() } else { format!("{path}::{ident}") };
        section(page, &path, inner, Some(items));
    }
}

fn reexport(item: &Item) -> Option<String> {
    let Item::Use(item) = item else { return None };
    if !matches!(item.vis, Visibility::Public(_)) {
        return None;
    }
    let mut names = Vec::new();
    collect(&item.tree, &mut names);
    Some(format!("use {}\n", names.join(", ")))
}

fn collect(tree: &UseTree, names: &mut Vec<String>) {
    match tree {
        UseTree::Path(path) => collect(&path.tree, names),
        UseTree::Name(name) => names.push(name.ident.to_string()),
        UseTree::Rename(rename) => names.push(format!("{} as {}", rename.ident, rename.rename)),
        UseTree::Glob(_) => names.push("*".to_owned()),
        UseTree::Group(group) => group.items.iter().for_each(|tree| collect(tree, names)),
    }
}
