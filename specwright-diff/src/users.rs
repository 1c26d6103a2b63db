//! Which operations use a node.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::{place::Place, side::Side};
use specwright_document::{METHODS, Pointer, references};

/// For each component, the operations that lead to it, in the order of the document.
#[derive(Debug)]
pub(super) struct Users {
    names: Vec<String>,
    of_component: HashMap<Pointer, BTreeSet<usize>>,
    of_path: BTreeMap<String, Vec<usize>>,
}

impl Users {
    pub(super) fn of(side: Side<'_>) -> Self {
        let direct = components(side.root);
        let mut users = Self { names: Vec::new(), of_component: HashMap::new(), of_path: BTreeMap::new() };
        let paths = side.root.get("paths").and_then(Value::as_object).into_iter().flatten();
        for (path, item) in paths {
            let shared = item.get("parameters").map(references).unwrap_or_default();
            let methods =
                item.as_object().into_iter().flatten().filter(|(key, _)| METHODS.contains(&key.as_str()));
            for (method, operation) in methods {
                let index = users.names.len();
                users.names.push(format!("{} {path}", method.to_uppercase()));
                users.of_path.entry(path.clone()).or_default().push(index);
                users.spread(index, shared.iter().cloned().chain(references(operation)).collect(), &direct);
            }
        }
        users
    }

    fn spread(
        &mut self,
        operation: usize,
        mut open: Vec<Pointer>,
        direct: &HashMap<Pointer, BTreeSet<Pointer>>,
    ) {
        while let Some(next) = open.pop() {
            let component = owner(&next);
            if self.of_component.entry(component.clone()).or_default().insert(operation) {
                open.extend(direct.get(&component).into_iter().flatten().cloned());
            }
        }
    }

    /// Every operation of the document.
    pub(super) fn all(&self) -> &[String] {
        &self.names
    }

    /// The operations that use a node.
    pub(super) fn using(&self, place: &Place) -> Vec<String> {
        let indexes: Vec<usize> = match (&place.operation, &place.component) {
            (Some((Some(method), path)), _) => return vec![format!("{method} {path}")],
            (Some((None, path)), _) => self.of_path.get(path).cloned().unwrap_or_default(),
            (None, Some((section, name))) => {
                let at = Pointer::root().child("components").child(section).child(name);
                self.of_component.get(&at).into_iter().flatten().copied().collect()
            }
            (None, None) => Vec::new(),
        };
        indexes.into_iter().filter_map(|index| self.names.get(index).cloned()).collect()
    }
}

/// What each component refers to, directly.
fn components(root: &Value) -> HashMap<Pointer, BTreeSet<Pointer>> {
    let at = Pointer::root().child("components");
    let sections = root.get("components").and_then(Value::as_object).into_iter().flatten();
    sections
        .flat_map(|(section, members)| {
            let at = at.child(section);
            let members = members.as_object().into_iter().flatten();
            members.map(move |(name, value)| (at.child(name), references(value))).collect::<Vec<_>>()
        })
        .collect()
}

/// The component that a node belongs to; a node elsewhere belongs to itself.
fn owner(at: &Pointer) -> Pointer {
    let mut tokens = at.as_str().match_indices('/').map(|(index, _)| index);
    match (at.as_str().starts_with("/components/"), tokens.nth(3)) {
        (true, Some(end)) => Pointer::parse(&at.as_str()[..end]).unwrap_or_default(),
        _ => at.clone(),
    }
}
