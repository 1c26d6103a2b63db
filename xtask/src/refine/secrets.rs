//! `format: password` is a type that prints `[redacted]`. progenitor was told to use it; this pass sees that it did.

use syn::{
    File, Path,
    visit::{self, Visit},
};

use super::parts;
use crate::{generate::SUPPORT, lower::Facts};

pub(super) fn pass(file: &mut File, facts: &Facts) -> Result<(), String> {
    let mut count = Count(0);
    for item in parts::module(&mut file.items, "types")? {
        count.visit_item(item);
    }
    match (facts.has_secrets, count.0) {
        (true, 0) => Err("the spec has secrets, and the output has none".to_owned()),
        (false, 1..) => Err("the output has secrets that the spec has not".to_owned()),
        _ => Ok(()),
    }
}

struct Count(usize);

impl Visit<'_> for Count {
    fn visit_path(&mut self, path: &Path) {
        let first = path.segments.first().is_some_and(|segment| segment.ident == SUPPORT);
        if first && path.segments.last().is_some_and(|segment| segment.ident == "Secret") {
            self.0 += 1;
        }
        visit::visit_path(self, path);
    }
}
