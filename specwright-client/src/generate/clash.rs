use std::collections::{BTreeSet, HashSet};

use serde_json::Value;
use syn::{File, Item, ItemMod};

use specwright_document::{Pointer, Problem};
use specwright_rust::name;

/// The types that progenitor wrote twice: it names the schema of a property after the owner and the property, and does not
/// look whether a component has that name already.
pub(crate) fn clashes(file: &File) -> BTreeSet<String> {
    let modules = file.items.iter().filter_map(|item| match item {
        Item::Mod(ItemMod { content: Some((_, items)), .. }) => Some(items),
        _ => None,
    });
    let twice = modules.flat_map(|items| {
        let mut seen = HashSet::new();
        let names = items.iter().filter_map(|item| match item {
            Item::Struct(item) => Some(item.ident.to_string()),
            Item::Enum(item) => Some(item.ident.to_string()),
            Item::Type(item) => Some(item.ident.to_string()),
            _ => None,
        });
        names.filter(move |name| !seen.insert(name.clone()))
    });
    twice.collect()
}

/// Says so at the component, where there is one.
pub(crate) fn clash_problem(lowered: &Value, name: &str) -> Problem {
    let schemas = Pointer::root().child("components").child("schemas");
    let component = lowered["components"]["schemas"].as_object().into_iter().flatten().map(|(key, _)| key);
    let at = component.into_iter().find(|key| name::pascal(key) == name).map(|key| schemas.child(key));
    Problem::at(
        "type-name-clash",
        &at.unwrap_or(schemas),
        format!(
            "two schemas become the type `{name}`: progenitor names the schema of a property or an argument after its owner"
        ),
        "give the inline schema a name of its own under components/schemas; where a composed schema is `nullable`, say so \
         at the places that use it instead",
    )
}
