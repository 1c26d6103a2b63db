//! The public API of generated code as a page to read: every type, field, variant and method, one a line.
//!
//! A setter that does no more than set a field of the same name and type is not listed: the field stands for it. So an
//! added optional property is one added line.

mod item;
mod text;

use std::{
    collections::BTreeSet,
    fmt::{self, Write},
};

use syn::{File, Item, ItemMod, UseTree, Visibility};

use item::{Scope, describe};

/// An item that the code offers to its users.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Entry {
    /// The module it stands in; empty at the root.
    pub module: String,
    /// What it is called.
    pub name: String,
    /// Its first line, up to the traits.
    pub head: String,
    /// Users may not list its fields or variants completely.
    pub non_exhaustive: bool,
    /// What it implements; `None` where that does not apply.
    pub traits: Option<BTreeSet<String>>,
    /// Its fields or variants, constants and methods.
    pub members: Vec<Member>,
}

/// A field, a variant, a constant or a method.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Member {
    /// What it is called; a remark is called by its text.
    pub name: String,
    /// How it reads.
    pub text: String,
}

impl Entry {
    fn line(name: &str, head: String) -> Self {
        Self {
            module: String::new(),
            name: name.to_owned(),
            head,
            non_exhaustive: false,
            traits: None,
            members: Vec::new(),
        }
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.head)?;
        if let Some(traits) = &self.traits {
            let open = if self.non_exhaustive { " (non_exhaustive)" } else { "" };
            let traits: Vec<&str> = traits.iter().map(String::as_str).collect();
            write!(f, "{open}: {}", traits.join(", "))?;
        }
        f.write_str("\n")?;
        self.members.iter().try_for_each(|member| writeln!(f, "    {}", member.text))
    }
}

impl Member {
    fn remark(text: String) -> Self {
        Self { name: text.clone(), text }
    }
}

/// Lists what the code offers to its users, item by item.
///
/// # Errors
///
/// The code is not Rust.
pub fn entries(code: &str) -> syn::Result<Vec<Entry>> {
    let file: File = syn::parse_file(code)?;
    let mut found = Vec::new();
    section(&mut found, "", &file.items, None);
    Ok(found)
}

/// Lists what the code offers to its users, as a page.
///
/// # Errors
///
/// The code is not Rust.
pub fn outline(code: &str) -> syn::Result<String> {
    let mut page = String::new();
    let mut module = "";
    let entries = entries(code)?;
    for entry in &entries {
        if entry.module != module {
            module = &entry.module;
            let _ = writeln!(page, "\n# {module}");
        }
        let _ = write!(page, "\n{entry}");
    }
    Ok(page)
}

fn section(found: &mut Vec<Entry>, path: &str, items: &[Item], parent: Option<&[Item]>) {
    let scope = Scope { items, parent };
    let here =
        items.iter().filter_map(reexport).chain(items.iter().filter_map(|item| describe(item, &scope)));
    found.extend(here.map(|entry| Entry { module: path.to_owned(), ..entry }));
    for item in items {
        let Item::Mod(ItemMod { vis: Visibility::Public(_), ident, content: Some((_, inner)), .. }) = item
        else {
            continue;
        };
        let path = if path.is_empty() { ident.to_string() } else { format!("{path}::{ident}") };
        section(found, &path, inner, Some(items));
    }
}

fn reexport(item: &Item) -> Option<Entry> {
    let Item::Use(item) = item else { return None };
    if !matches!(item.vis, Visibility::Public(_)) {
        return None;
    }
    let mut names = Vec::new();
    collect(&item.tree, &mut names);
    let names = names.join(", ");
    Some(Entry::line(&names, format!("use {names}")))
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
