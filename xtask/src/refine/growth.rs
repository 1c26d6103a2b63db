//! A field, a variant or a parameter that the spec adds breaks nobody: types cannot be taken apart or put together
//! except by name.

use syn::{Attribute, File, Item, Visibility, parse_quote};

use super::parts;

pub(super) fn pass(file: &mut File) -> Result<(), String> {
    let types = parts::module(&mut file.items, "types")?;
    for item in types {
        match item {
            Item::Struct(item) if public(&item.vis) => mark(&mut item.attrs),
            Item::Enum(item) if public(&item.vis) => mark(&mut item.attrs),
            _ => {}
        }
    }
    Ok(())
}

fn public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn mark(attributes: &mut Vec<Attribute>) {
    attributes.push(parse_quote!(#[non_exhaustive]));
}
