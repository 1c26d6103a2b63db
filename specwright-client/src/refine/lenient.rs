//! The optional members of a lenient object are read whatever stands there: what has another form counts as not known.

use syn::{Attribute, Field, Fields, File, Item, Type, parse_quote};

use super::{
    Support,
    parts::{self, marker},
};
use crate::lower::Facts;

pub(super) fn pass(file: &mut File, facts: &Facts, support: Support) -> Result<(), String> {
    let read = match support {
        Support::Inside => "super::support::lenient",
        Support::Beside => "super::super::support::lenient",
    };
    let mut found = Vec::new();
    for item in parts::module(&mut file.items, "types")? {
        let Item::Struct(item) = item else { continue };
        let Some(marker) = marker(&item.attrs, facts.lenient.keys()) else { continue };
        let Fields::Named(fields) = &mut item.fields else { continue };
        fields
            .named
            .iter_mut()
            .filter(|field| is_option(&field.ty))
            .for_each(|field| read_leniently(field, read));
        found.push(marker);
    }
    match facts.lenient.iter().find(|(marker, _)| !found.contains(marker)) {
        Some((_, pointer)) => Err(format!("the lenient object at {pointer} did not become a struct")),
        None => Ok(()),
    }
}

fn is_option(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    path.path.segments.last().is_some_and(|segment| segment.ident == "Option")
}

/// serde takes the way to a function as a text, which the pass over paths does not see.
fn read_leniently(field: &mut Field, read: &str) {
    let attribute: Attribute = parse_quote!(#[serde(default, deserialize_with = #read)]);
    field.attrs.push(attribute);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refine::sample::{sample, text};

    #[test]
    fn optional_members_are_read_leniently_and_required_ones_are_not() {
        let (mut file, facts) = sample();
        pass(&mut file, &facts, Support::Beside).unwrap();
        let text = text(&file);
        assert_eq!(text.matches("\"super::super::support::lenient\"").count(), 2, "{text}");
    }

    #[test]
    fn an_object_that_is_not_found_is_an_error() {
        let (mut file, mut facts) = sample();
        facts.lenient.insert("elsewhere".to_owned(), specwright_document::Pointer::root().child("elsewhere"));
        assert_eq!(
            pass(&mut file, &facts, Support::Inside).unwrap_err(),
            "the lenient object at /elsewhere did not become a struct"
        );
    }
}
