//! `format: password` is a type that prints `[redacted]`. progenitor was told to use it; this pass sees that it did.

use std::collections::BTreeMap;

use syn::{
    Field, File, Path,
    visit::{self, Visit},
};

use crate::{generate::SUPPORT, lower::Facts};
use specwright_rust::attribute::serde_rename;

pub(super) fn pass(file: &mut File, facts: &Facts) -> Result<(), String> {
    let mut fields = Fields(BTreeMap::new());
    fields.visit_file(file);
    match facts.secrets.iter().find(|name| fields.0.get(*name) == Some(&false)) {
        Some(name) => Err(format!("the secret `{name}` became a plain text")),
        None => Ok(()),
    }
}

/// Each name of a field on the wire, and whether a field of that name holds a secret.
struct Fields(BTreeMap<String, bool>);

impl Visit<'_> for Fields {
    fn visit_field(&mut self, field: &Field) {
        let Some(name) = &field.ident else { return };
        let name = serde_rename(&field.attrs).unwrap_or_else(|| name.to_string());
        let mut find = FindSecret(false);
        find.visit_type(&field.ty);
        *self.0.entry(name).or_default() |= find.0;
    }
}

struct FindSecret(bool);

impl Visit<'_> for FindSecret {
    fn visit_path(&mut self, path: &Path) {
        let ours = path.segments.first().is_some_and(|segment| segment.ident == SUPPORT);
        self.0 |= ours && path.segments.last().is_some_and(|segment| segment.ident == "Secret");
        visit::visit_path(self, path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refine::sample::{sample, text};

    #[test]
    fn a_secret_that_became_a_text_is_an_error() {
        let (mut file, mut facts) = sample();
        assert_eq!(facts.secrets.iter().collect::<Vec<_>>(), ["pin"]);
        pass(&mut file, &facts).unwrap();
        assert!(text(&file).contains("pub pin: ::std::option::Option<::support::Secret>"));
        facts.secrets.insert("state".to_owned());
        assert_eq!(pass(&mut file, &facts).unwrap_err(), "the secret `state` became a plain text");
    }
}
