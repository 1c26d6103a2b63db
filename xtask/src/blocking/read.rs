//! What a source file declares: its imports and its implementations, and what `lib.rs` exports.

use std::collections::{BTreeMap, BTreeSet};

use syn::{
    GenericArgument, ImplItemFn, Item, ItemImpl, PathArguments, ReturnType, Type, UseTree, Visibility,
    parse_quote, visit_mut::VisitMut,
};

use super::Source;

/// The future that the async client gives, by its name.
const PENDING: &str = "Pending";

/// A parsed file.
pub(super) struct File {
    pub(super) name: String,
    pub(super) items: Vec<Item>,
    /// Each name that a `use` brings in, with its path.
    pub(super) imports: BTreeMap<String, String>,
}

/// What the crate shows at its root.
#[derive(Default)]
pub(super) struct Root {
    /// Names that `pub use` and `pub mod` give.
    pub(super) names: BTreeSet<String>,
    /// Those of them that are public modules.
    pub(super) modules: BTreeSet<String>,
}

pub(super) fn files(sources: &[Source]) -> Result<Vec<File>, String> {
    let file = |source: &Source| {
        let parsed = syn::parse_file(&source.text);
        let mut parsed = parsed.map_err(|error| format!("{} cannot be parsed: {error}", source.name))?;
        Awaited.visit_file_mut(&mut parsed);
        let items = parsed.items;
        let mut imports = BTreeMap::new();
        for item in &items {
            if let Item::Use(item) = item {
                flatten("", &item.tree, &mut imports);
            }
        }
        Ok(File { name: source.name.clone(), items, imports })
    };
    sources.iter().map(file).collect()
}

/// A method that gives a `Pending<T>` is read as an async one that gives a `Result<T, Error>`: whoever awaits either gets
/// the same.
struct Awaited;

impl VisitMut for Awaited {
    fn visit_impl_item_fn_mut(&mut self, method: &mut ImplItemFn) {
        let ReturnType::Type(_, kind) = &mut method.sig.output else { return };
        let Type::Path(path) = kind.as_ref() else { return };
        let Some(last) = path.path.segments.last().filter(|last| last.ident == PENDING) else { return };
        let PathArguments::AngleBracketed(arguments) = &last.arguments else { return };
        let Some(GenericArgument::Type(output)) = arguments.args.first() else { return };
        **kind = parse_quote!(Result<#output, Error>);
        method.sig.asyncness = Some(parse_quote!(async));
    }
}

pub(super) fn root(files: &[File]) -> Result<Root, String> {
    let file = files.iter().find(|file| file.name == "lib.rs").ok_or("there is no lib.rs")?;
    let mut root = Root::default();
    for item in &file.items {
        match item {
            Item::Use(item) if is_public(&item.vis) => {
                let mut names = BTreeMap::new();
                flatten("", &item.tree, &mut names);
                root.names.extend(names.into_keys());
            }
            Item::Mod(item) if is_public(&item.vis) => {
                root.names.insert(item.ident.to_string());
                root.modules.insert(item.ident.to_string());
            }
            _ => {}
        }
    }
    Ok(root)
}

pub(super) fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The type that an `impl` is for, when it is named without a path.
pub(super) fn self_name(block: &ItemImpl) -> Option<String> {
    match block.self_ty.as_ref() {
        Type::Path(path) if path.path.segments.len() == 1 => Some(path.path.segments[0].ident.to_string()),
        _ => None,
    }
}

fn flatten(before: &str, tree: &UseTree, found: &mut BTreeMap<String, String>) {
    match tree {
        UseTree::Path(path) => flatten(&format!("{before}{}::", path.ident), &path.tree, found),
        UseTree::Name(name) if name.ident == "self" => {
            let module = before.trim_end_matches("::");
            let last = module.rsplit("::").next().unwrap_or(module);
            found.insert(last.to_owned(), module.to_owned());
        }
        UseTree::Name(name) => {
            found.insert(name.ident.to_string(), format!("{before}{}", name.ident));
        }
        UseTree::Rename(rename) => {
            let path = format!("{before}{} as {}", rename.ident, rename.rename);
            found.insert(rename.rename.to_string(), path.replace("::self as", " as"));
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| flatten(before, tree, found)),
        // A glob names nothing; what comes by it is refused by the compiler, where it is needed.
        UseTree::Glob(_) => {}
    }
}
