//! Takes away what people should not meet: a prelude with one name, the encoding that other passes replaced, a warning
//! about operations that need no types.

use syn::{
    File, Item, UseTree, parse_quote,
    visit_mut::{self, VisitMut},
};

use super::parts;

pub(super) fn pass(file: &mut File) -> Result<(), String> {
    let before = file.items.len();
    file.items.retain(|item| !matches!(item, Item::Mod(module) if module.ident == "prelude"));
    if file.items.len() == before {
        return Err("the module `prelude` is not there".to_owned());
    }
    WithoutEncodePath.visit_file_mut(file);
    for item in parts::module(&mut file.items, "builder")? {
        if let Item::Use(item) = item
            && item.attrs.is_empty()
        {
            item.attrs.push(parse_quote!(#[allow(unused_imports)]));
        }
    }
    Ok(())
}

struct WithoutEncodePath;

impl VisitMut for WithoutEncodePath {
    fn visit_use_group_mut(&mut self, group: &mut syn::UseGroup) {
        visit_mut::visit_use_group_mut(self, group);
        let kept: Vec<UseTree> = std::mem::take(&mut group.items)
            .into_iter()
            .filter(|tree| !matches!(tree, UseTree::Name(name) if name.ident == "encode_path"))
            .collect();
        group.items = kept.into_iter().collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refine::sample::{sample, text};

    #[test]
    fn the_prelude_and_the_encoding_go() {
        let (mut file, _) = sample();
        pass(&mut file).unwrap();
        let text = text(&file);
        assert!(
            !text.contains("prelude") && !text.contains("{encode_path") && !text.contains("encode_path,")
        );
        assert!(pass(&mut file).unwrap_err().contains("prelude"));
    }
}
