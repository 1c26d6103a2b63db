use std::collections::BTreeMap;

use serde_json::Value;

use super::rename::renamed;

use crate::{
    Change, Direction, RustChange, Wire,
    change::fingerprint,
    place::Place,
    rules::{UNCLASSIFIED, rule},
    side::Side,
};
use specwright_document::{Document, Pointer};
use specwright_rust::name;

/// What the generator names after the node that a change is at.
#[derive(Debug, Default)]
struct Names {
    /// The type of the component, or the builder of the operation.
    owner: Option<String>,
    /// The field, the variant, or the method of the client.
    member: Option<String>,
    /// The type of an inline schema.
    inline: Option<String>,
    /// The method of the client.
    method: Option<String>,
}

/// Gives each change of the generated code to the change of the spec that it comes from. What comes from none is a
/// change of its own.
pub(super) fn attribute(
    found: Vec<RustChange>,
    changes: &mut Vec<Change>,
    documents: [&Document; 2],
    renames: &BTreeMap<String, String>,
) {
    let names: Vec<Vec<Names>> = changes.iter().map(|change| names(change, documents, renames)).collect();
    for item in found {
        let path = renamed(item.item.rsplit(" for ").next().unwrap_or(&item.item), renames);
        let fit = |index: &usize| names.get(*index).into_iter().flatten().map(|names| names.fit(&path)).max();
        let best = (0..names.len()).rev().max_by_key(fit).filter(|index| fit(index) > Some(0));
        match best.and_then(|index| changes.get_mut(index)) {
            Some(change) => change.rust.push(item),
            None => changes.extend(alone(item)),
        }
    }
}

/// A change of the generated code that no one change of the spec stands for.
fn alone(item: RustChange) -> Option<Change> {
    let rule = rule("rust-item-changed").or_else(|| rule(UNCLASSIFIED))?;
    let values = [&item.before, &item.after].map(|text| text.clone().map(Value::from));
    Some(Change {
        rule,
        fingerprint: fingerprint(rule.id, &item.item, None, [values[0].as_ref(), values[1].as_ref()]),
        place: item.item.clone(),
        subject: None,
        old: None,
        new: None,
        old_value: None,
        new_value: None,
        direction: Direction::Neither,
        wire: Wire::Ok,
        operations: Vec::new(),
        rust: vec![item],
        annotation: None,
        accepted: None,
    })
}

fn names(change: &Change, documents: [&Document; 2], renames: &BTreeMap<String, String>) -> Vec<Names> {
    if change.wire == Wire::Documentation && change.rule.id != "title-changed" {
        return Vec::new();
    }
    let ends = [(&change.old, documents[0]), (&change.new, documents[1])];
    let mut found = Vec::new();
    for (spot, document) in ends {
        let Some(spot) = spot else { continue };
        let side = Side { root: &document.value };
        found.push(Names::of(side, &spot.pointer, change));
        found.extend(parameters(side, &spot.pointer, change, documents));
    }
    found.into_iter().map(|names| names.renamed(renames)).collect()
}

/// A parameter is a setter of the builder of each operation that uses it.
fn parameters(side: Side<'_>, at: &Pointer, change: &Change, documents: [&Document; 2]) -> Vec<Names> {
    let around = std::iter::successors(Some(at.clone()), Pointer::parent);
    let mut nodes = around.filter_map(|at| side.get(&at)).filter(|node| node.get("in").is_some());
    let Some(name) = nodes.find_map(|node| node.get("name")?.as_str()) else { return Vec::new() };
    let id = |operation: &String| {
        let (method, path) = operation.split_once(' ')?;
        let find = |document: &Document| {
            document.value["paths"][path][method.to_lowercase()]["operationId"].as_str().map(name::pascal)
        };
        documents.into_iter().find_map(find)
    };
    let names = |owner| Names { owner: Some(owner), member: Some(name::field(name)), ..Names::default() };
    change.operations.iter().filter_map(id).map(names).collect()
}

impl Names {
    fn of(side: Side<'_>, at: &Pointer, change: &Change) -> Self {
        let place = Place::of(side, at);
        let field = place.property.as_deref().map(name::field);
        let value = change.subject.as_deref().filter(|_| change.rule.id.contains("enum-value"));
        let variant = value.map(name::pascal);
        match (&place.operation, &place.component) {
            (Some((method, path)), _) => {
                let id = method.as_ref().and_then(|method| {
                    let operation = &side.root["paths"][path.as_str()][method.to_lowercase()];
                    operation["operationId"].as_str()
                });
                let parameter = side.get(&place.node).and_then(|node| node["name"].as_str()).map(name::field);
                Self {
                    owner: id.map(name::pascal),
                    member: parameter.or(field),
                    inline: None,
                    method: id.map(name::snake),
                }
            }
            (None, Some((_, name))) => Self {
                owner: Some(name::pascal(name)),
                inline: place.property.as_deref().map(|property| name::pascal(&format!("{name}_{property}"))),
                member: field.or(variant),
                method: None,
            },
            (None, None) => Self::default(),
        }
    }

    /// The same in the names of the new client.
    fn renamed(self, renames: &BTreeMap<String, String>) -> Self {
        let new = |name: Option<String>| name.map(|name| renamed(&name, renames));
        Self {
            owner: new(self.owner),
            member: self.member,
            inline: new(self.inline),
            method: new(self.method),
        }
    }

    /// How well an item fits: 0 is not at all.
    fn fit(&self, path: &str) -> u8 {
        let words: Vec<&str> =
            path.split("::").filter(|word| !matches!(*word, "types" | "builder")).collect();
        let (owner, member) = (words.first().copied(), words.get(1).copied());
        let is = |name: &Option<String>, word: Option<&str>| name.is_some() && name.as_deref() == word;
        if owner == Some("Client") {
            let whole = u8::from(self.member.is_none());
            return if is(&self.method, member) { 4 + whole } else { 0 };
        }
        let inline = |names: &Self| {
            names.inline.as_deref().is_some_and(|inline| owner.is_some_and(|owner| owner.starts_with(inline)))
        };
        match (is(&self.owner, owner), is(&self.member, member)) {
            (true, true) => 5,
            (true, false) if member.is_none() && self.member.is_none() => 4,
            (true, false) if member.is_none() || self.member.is_none() => 3,
            _ if inline(self) => 2,
            (true, false) => 1,
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rust;

    #[test]
    fn an_item_that_no_change_of_the_spec_explains_is_a_change_of_its_own() {
        let empty = Document::parse("empty.yaml", b"openapi: 3.0.3\npaths: {}\n").unwrap();
        let (before, after) = (Some("fn gone()".to_owned()), None);
        let item = RustChange { item: "Client::gone".to_owned(), before, after, verdict: Rust::Breaking };
        let mut changes = Vec::new();
        attribute(vec![item], &mut changes, [&empty, &empty], &BTreeMap::new());
        let [change] = &changes[..] else { panic!("{changes:?}") };
        assert_eq!((change.rule.id, change.place.as_str()), ("rust-item-changed", "Client::gone"));
        assert_eq!(change.rust.len(), 1);
    }
}
