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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refine::sample::{sample, text};

    #[test]
    fn every_type_is_open_and_builders_are_left() {
        let (mut file, _) = sample();
        pass(&mut file).unwrap();
        let text = text(&file);
        assert_eq!(text.matches("#[non_exhaustive]").count(), 3);
        assert!(text.contains("#[non_exhaustive]\n    pub struct Lamp {"));
    }

    #[test]
    fn an_output_without_types_is_an_error() {
        let mut file = syn::parse_file("").unwrap();
        assert_eq!(pass(&mut file).unwrap_err(), "the module `types` is not there");
    }
}
