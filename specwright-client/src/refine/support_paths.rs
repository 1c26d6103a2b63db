//! Writes the way to the support module from each place: `::support::Secret` becomes `super::super::support::Secret`.

use syn::{
    File, ItemMod, Path, PathSegment,
    visit_mut::{self, VisitMut},
};

use super::{Support, parts::ident};
use crate::generate::SUPPORT;

pub(super) fn pass(file: &mut File, support: Support) {
    let depth = match support {
        Support::Inside => 0,
        Support::Beside => 1,
    };
    Ways { depth }.visit_file_mut(file);
}

struct Ways {
    depth: usize,
}

impl VisitMut for Ways {
    fn visit_item_mod_mut(&mut self, module: &mut ItemMod) {
        self.depth += 1;
        visit_mut::visit_item_mod_mut(self, module);
        self.depth -= 1;
    }

    fn visit_path_mut(&mut self, path: &mut Path) {
        visit_mut::visit_path_mut(self, path);
        if path.leading_colon.is_some()
            && path.segments.first().is_some_and(|segment| segment.ident == SUPPORT)
        {
            let up = std::iter::repeat_n(PathSegment::from(ident("super")), self.depth);
            path.leading_colon = None;
            path.segments = up.chain(std::mem::take(&mut path.segments)).collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refine::sample::{sample, text};

    #[test]
    fn the_way_to_the_support_module_is_written_from_each_place() {
        for (support, expected) in [
            (Support::Inside, "super::super::support::Secret"),
            (Support::Beside, "super::super::super::support::Secret"),
        ] {
            let (mut file, _) = sample();
            pass(&mut file, support);
            let text = text(&file);
            assert!(!text.contains("<::support") && !text.contains(" ::support"));
            assert!(text.contains(&format!("Option<{expected}>")), "in types::builder: {expected}");
        }
    }
}
