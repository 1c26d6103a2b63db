use std::collections::BTreeSet;

use syn::{
    Path, Type,
    visit::{self, Visit},
};

/// Every name without a path before it that a type mentions.
pub(super) fn names(kind: &Type) -> BTreeSet<String> {
    let mut find = Names(BTreeSet::new());
    find.visit_type(kind);
    find.0
}

struct Names(BTreeSet<String>);

impl Visit<'_> for Names {
    fn visit_path(&mut self, path: &Path) {
        if let [segment] = &path.segments.iter().collect::<Vec<_>>()[..] {
            self.0.insert(segment.ident.to_string());
        }
        visit::visit_path(self, path);
    }
}
