use std::collections::BTreeSet;

use serde_json::{Map, Value};

use specwright_document::Pointer;

/// One of the two documents, with its references.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side<'a> {
    pub(super) root: &'a Value,
}

/// A node and where it really stands, behind all references.
pub(super) type Located<'a> = (Pointer, &'a Value);

impl<'a> Side<'a> {
    pub(super) fn get(self, at: &Pointer) -> Option<&'a Value> {
        self.root.pointer(at.as_str())
    }

    /// Follows references until something else stands there; one that leads nowhere or round in a circle stays.
    pub(super) fn resolve(self, at: Pointer, value: &'a Value) -> Located<'a> {
        let mut seen = BTreeSet::new();
        let (mut at, mut value) = (at, value);
        while let Some(target) = target(value).filter(|target| seen.insert(target.clone())) {
            match self.get(&target) {
                Some(found) => (at, value) = (target, found),
                None => break,
            }
        }
        (at, value)
    }
}

/// Where a reference within the document points.
pub(super) fn target(value: &Value) -> Option<Pointer> {
    value.get("$ref")?.as_str()?.strip_prefix('#').and_then(Pointer::parse)
}

/// The members of a mapping; of anything else, none.
pub(super) fn members<'a>(at: &Pointer, value: Option<&'a Value>) -> Vec<(&'a str, Located<'a>)> {
    let members = value.and_then(Value::as_object).into_iter().flatten();
    members.map(|(key, value)| (key.as_str(), (at.child(key), value))).collect()
}

/// The items of a list; of anything else, none.
pub(super) fn items<'a>(at: &Pointer, value: Option<&'a Value>) -> Vec<Located<'a>> {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items.enumerate().map(|(index, value)| (at.child(index), value)).collect()
}

/// A schema as it holds: references followed, `allOf` merged, choices of one unwrapped.
#[derive(Clone, Debug)]
pub(super) struct View<'a> {
    /// Where the schema is used: the node with the reference, not its target.
    pub(super) at: Pointer,
    /// Every mapping whose keywords hold for it.
    pub(super) parts: Vec<Part<'a>>,
    /// One of the alternatives is null.
    pub(super) null: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Part<'a> {
    pub(super) at: Pointer,
    pub(super) node: &'a Map<String, Value>,
}

impl<'a> View<'a> {
    pub(super) fn of(side: Side<'a>, at: &Pointer, value: &'a Value) -> Self {
        let mut view = Self::empty(at);
        view.collect(side, at, value, &mut BTreeSet::new());
        view
    }

    /// A schema that says nothing.
    pub(super) fn empty(at: &Pointer) -> Self {
        Self { at: at.clone(), parts: Vec::new(), null: false }
    }

    fn collect(&mut self, side: Side<'a>, at: &Pointer, value: &'a Value, seen: &mut BTreeSet<Pointer>) {
        let Some(node) = value.as_object() else { return };
        if !seen.insert(at.clone()) {
            return;
        }
        let found = target(value).and_then(|target| Some((side.get(&target)?, target)));
        if found.is_none() || node.len() > 1 {
            self.parts.push(Part { at: at.clone(), node });
        }
        if let Some((value, target)) = found {
            self.collect(side, &target, value, seen);
        }
        for (at, branch) in items(&at.child("allOf"), node.get("allOf")) {
            self.collect(side, &at, branch, seen);
        }
        for key in ["oneOf", "anyOf"] {
            let branches = items(&at.child(key), node.get(key));
            let (nulls, others): (Vec<_>, Vec<_>) =
                branches.into_iter().partition(|(_, branch)| branch["type"] == "null");
            if let [(at, only)] = &others[..] {
                self.null |= !nulls.is_empty();
                self.collect(side, at, only, seen);
            }
        }
    }

    /// Every place where the keyword stands.
    pub(super) fn all(&self, key: &str) -> impl Iterator<Item = Located<'a>> {
        self.parts.iter().filter_map(move |part| Some((part.at.child(key), part.node.get(key)?)))
    }

    /// The first place where the keyword stands.
    pub(super) fn find(&self, key: &str) -> Option<Located<'a>> {
        self.all(key).next()
    }

    /// Whether the keyword is set to true.
    pub(super) fn flag(&self, key: &str) -> bool {
        self.all(key).any(|(_, value)| *value == Value::Bool(true))
    }

    /// The schema of a property, put together from all parts that describe it.
    pub(super) fn property(&self, side: Side<'a>, name: &str) -> Option<View<'a>> {
        let mut view: Option<View<'a>> = None;
        for (at, value) in self.holders(name) {
            let next = Self::of(side, &at, value);
            match &mut view {
                None => view = Some(next),
                Some(view) => {
                    view.parts.extend(next.parts);
                    view.null &= next.null;
                }
            }
        }
        view
    }

    /// Every place where the property is described.
    pub(super) fn holders(&self, name: &str) -> Vec<Located<'a>> {
        self.all("properties").filter_map(|(at, value)| Some((at.child(name), value.get(name)?))).collect()
    }

    /// The names of the properties, each once, in the order of the document.
    pub(super) fn property_names(&self) -> Vec<&'a str> {
        let mut names: Vec<&str> = Vec::new();
        let mut seen = BTreeSet::new();
        for (_, value) in self.all("properties") {
            names.extend(
                value
                    .as_object()
                    .into_iter()
                    .flat_map(Map::keys)
                    .map(String::as_str)
                    .filter(|n| seen.insert(*n)),
            );
        }
        names
    }

    /// Where `required` names this property.
    pub(super) fn required(&self, name: &str) -> Vec<Pointer> {
        let lists = self.all("required").flat_map(|(at, value)| items(&at, Some(value)));
        lists.filter(|(_, value)| *value == name).map(|(at, _)| at).collect()
    }

    /// Whether null is allowed.
    pub(super) fn nullable(&self) -> bool {
        let says = |part: &Part<'_>| {
            part.node.get("nullable") == Some(&Value::Bool(true))
                || part.node.get("type").is_some_and(|kind| match kind {
                    Value::Array(list) => list.iter().any(|kind| kind == "null"),
                    kind => kind == "null",
                })
        };
        let mut typed = self.parts.iter().filter(|part| part.node.contains_key("type")).peekable();
        self.null || self.parts.first().is_some_and(says) || (typed.peek().is_some() && typed.all(says))
    }

    /// Whether the part at this place belongs to the schema.
    pub(super) fn has_part(&self, at: &Pointer) -> bool {
        self.parts.iter().any(|part| part.at == *at)
    }
}
