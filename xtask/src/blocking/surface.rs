//! Which types of the async client have a blocking counterpart: those with async methods, and those that lead to them.

use std::collections::{BTreeMap, BTreeSet};

use syn::{ImplItem, ImplItemFn, Item, ItemImpl, ItemStruct, ReceiverKind, ReturnType, TraitItem};

use super::{
    Source,
    names::names,
    read::{self, File, Root, is_public, self_name},
};

/// The public part of the async client that needs a counterpart.
pub(super) struct Surface {
    pub(super) files: Vec<File>,
    pub(super) root: Root,
    pub(super) kinds: BTreeMap<String, Kind>,
}

/// One type that gets a counterpart.
pub(super) struct Kind {
    pub(super) item: ItemStruct,
    /// The file that declares it, by its place in the list.
    pub(super) file: usize,
    /// Whether the counterpart has a runtime to call with. A type that only leads to such a one by being used up, as
    /// settings do, has none: the runtime is made when the settings are through.
    pub(super) has_runtime: bool,
    /// Its own blocks with public methods, each with its file.
    pub(super) blocks: Vec<(usize, ItemImpl)>,
    pub(super) traits: Vec<ItemImpl>,
}

impl Surface {
    pub(super) fn of(sources: &[Source], by_hand: &[(&str, &str, &str)]) -> Result<Self, String> {
        let files = read::files(sources)?;
        let root = read::root(&files)?;
        no_loose_async(&files, &root)?;
        let mut all = declared(&files, &root)?;
        exempt(&mut all, by_hand)?;
        let chosen = closure(&all, |method, chosen| {
            method.sig.asyncness.is_some() || returns(method).iter().any(|name| chosen.contains(name))
        });
        let with_runtime = closure(&all, |method, chosen| {
            let borrows = method
                .sig
                .receiver()
                .is_some_and(|receiver| matches!(receiver.kind, ReceiverKind::Reference(..)));
            method.sig.asyncness.is_some()
                || borrows && returns(method).iter().any(|name| chosen.contains(name))
        });
        if chosen.is_empty() {
            return Err("no exported type has a public async method".to_owned());
        }
        all.retain(|name, _| chosen.contains(name));
        for (name, kind) in &mut all {
            kind.has_runtime = with_runtime.contains(name);
        }
        Ok(Self { files, root, kinds: all })
    }
}

impl Kind {
    /// Its public methods, each with its file.
    pub(super) fn methods(&self) -> impl Iterator<Item = (usize, &ImplItemFn)> {
        self.blocks.iter().flat_map(|(file, block)| public(block).map(|method| (*file, method)))
    }
}

pub(super) fn public(block: &ItemImpl) -> impl Iterator<Item = &ImplItemFn> {
    block.items.iter().filter_map(|item| match item {
        ImplItem::Fn(method) if is_public(&method.vis) => Some(method),
        _ => None,
    })
}

/// Every exported struct with what is implemented for it.
fn declared(files: &[File], root: &Root) -> Result<BTreeMap<String, Kind>, String> {
    let mut all = BTreeMap::new();
    for (file, item) in items(files) {
        if let Item::Struct(item) = item
            && root.names.contains(&item.ident.to_string())
            && is_public(&item.vis)
        {
            let kind =
                Kind { item: item.clone(), file, has_runtime: false, blocks: Vec::new(), traits: Vec::new() };
            if all.insert(item.ident.to_string(), kind).is_some() {
                return Err(format!("two structs have the name `{}`", item.ident));
            }
        }
    }
    for (file, item) in items(files) {
        if let Item::Impl(block) = item
            && let Some(kind) = self_name(block).and_then(|name| all.get_mut(&name))
        {
            if block.trait_.is_some() {
                kind.traits.push(block.clone());
            } else if public(block).next().is_some() {
                kind.blocks.push((file, block.clone()));
            }
        }
    }
    Ok(all)
}

fn items(files: &[File]) -> impl Iterator<Item = (usize, &Item)> {
    files.iter().enumerate().flat_map(|(index, file)| file.items.iter().map(move |item| (index, item)))
}

/// Async that people can call and that belongs to no exported struct would be left out, so it is refused.
fn no_loose_async(files: &[File], root: &Root) -> Result<(), String> {
    for (file, item) in items(files) {
        let loose = match item {
            Item::Fn(function) => (is_public(&function.vis) && function.sig.asyncness.is_some())
                .then(|| function.sig.ident.to_string()),
            Item::Trait(item) => item.items.iter().find_map(|member| match member {
                TraitItem::Fn(method) if method.sig.asyncness.is_some() => {
                    Some(format!("{}::{}", item.ident, method.sig.ident))
                }
                _ => None,
            }),
            Item::Impl(block) if block.trait_.is_none() => {
                let owner = self_name(block);
                let exported = owner.as_ref().is_some_and(|owner| root.names.contains(owner));
                let mut methods = public(block).filter(|method| method.sig.asyncness.is_some());
                methods.next().filter(|_| !exported).map(|method| {
                    format!("{}::{}", owner.as_deref().unwrap_or("an unnamed type"), method.sig.ident)
                })
            }
            _ => None,
        };
        if let Some(name) = loose {
            let file = &files[file].name;
            return Err(format!("{file}: `{name}` is async and belongs to no struct that lib.rs exports"));
        }
    }
    Ok(())
}

/// Takes the methods out that are written by hand. Each has to be there, or the list is out of date.
fn exempt(all: &mut BTreeMap<String, Kind>, by_hand: &[(&str, &str, &str)]) -> Result<(), String> {
    for (owner, name, _) in by_hand {
        let blocks = all.get_mut(*owner).map(|kind| &mut kind.blocks);
        let mut found = false;
        for (_, block) in blocks.into_iter().flatten() {
            block.items.retain(|item| {
                let is_it = matches!(item, ImplItem::Fn(method) if method.sig.ident == name);
                found |= is_it;
                !is_it
            });
        }
        if !found {
            return Err(format!("`{owner}::{name}` is written by hand, and the async client has none"));
        }
    }
    Ok(())
}

/// The types of which a public method is as asked, given those that are chosen already.
fn closure(
    all: &BTreeMap<String, Kind>,
    fits: impl Fn(&ImplItemFn, &BTreeSet<String>) -> bool,
) -> BTreeSet<String> {
    let mut chosen = BTreeSet::new();
    loop {
        let more: Vec<String> = all
            .iter()
            .filter(|(name, kind)| {
                !chosen.contains(*name) && kind.methods().any(|(_, method)| fits(method, &chosen))
            })
            .map(|(name, _)| name.clone())
            .collect();
        if more.is_empty() {
            return chosen;
        }
        chosen.extend(more);
    }
}

fn returns(method: &ImplItemFn) -> BTreeSet<String> {
    match &method.sig.output {
        ReturnType::Default => BTreeSet::new(),
        ReturnType::Type(_, kind) => names(kind),
    }
}
