use serde_json::{Map, Value};

use crate::Pointer;

/// Where a node stands, and where what it holds stands, in the order of its value.
#[derive(Clone, Debug)]
pub(crate) struct Spot {
    /// The line, counted from 1, of its key; of its own first character where it has none.
    pub(crate) line: usize,
    pub(crate) inside: Box<[Spot]>,
}

/// A value that knows where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) value: Value,
    pub(crate) spot: Spot,
}

impl Placed {
    pub(crate) fn leaf(value: Value, line: usize) -> Self {
        Self { value, spot: Spot { line, inside: Box::default() } }
    }
}

impl Spot {
    /// The line of a node inside this one, which is the spot of `value`.
    pub(crate) fn line_of(&self, value: &Value, pointer: &Pointer) -> Option<usize> {
        let mut at = (self, value);
        for token in pointer.tokens() {
            let (index, inner) = match at.1 {
                Value::Object(members) => {
                    let (index, (_, inner)) =
                        members.iter().enumerate().find(|(_, (key, _))| **key == token)?;
                    (index, inner)
                }
                Value::Array(items) => {
                    let index = token.parse().ok()?;
                    (index, items.get(index)?)
                }
                _ => return None,
            };
            at = (at.0.inside.get(index)?, inner);
        }
        Some(at.0.line)
    }

    /// How many nodes there are, this one included.
    pub(crate) fn size(&self) -> usize {
        1 + self.inside.iter().map(Self::size).sum::<usize>()
    }
}

/// A mapping under construction.
#[derive(Debug, Default)]
pub(crate) struct Mapping {
    members: Map<String, Value>,
    spots: Vec<Spot>,
}

impl Mapping {
    /// The line on which a key stands already.
    pub(crate) fn line_of(&self, key: &str) -> Option<usize> {
        if !self.members.contains_key(key) {
            return None;
        }
        self.members.keys().position(|member| member == key).map(|index| self.spots[index].line)
    }

    /// Adds a member whose key is not there yet.
    pub(crate) fn push(&mut self, key: String, line: usize, node: Placed) {
        self.members.insert(key, node.value);
        self.spots.push(Spot { line, ..node.spot });
    }

    /// Takes over what a merged mapping has and this one has not.
    pub(crate) fn merge(&mut self, members: Map<String, Value>, spots: Box<[Spot]>) {
        for ((key, value), spot) in members.into_iter().zip(spots) {
            if !self.members.contains_key(&key) {
                self.push(key, spot.line, Placed { value, spot });
            }
        }
    }

    pub(crate) fn close(self, line: usize) -> Placed {
        Placed { value: Value::Object(self.members), spot: Spot { line, inside: self.spots.into() } }
    }
}

/// A list under construction.
#[derive(Debug, Default)]
pub(crate) struct List {
    items: Vec<Value>,
    spots: Vec<Spot>,
}

impl List {
    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    pub(crate) fn push(&mut self, node: Placed) {
        self.items.push(node.value);
        self.spots.push(node.spot);
    }

    pub(crate) fn close(self, line: usize) -> Placed {
        Placed { value: Value::Array(self.items), spot: Spot { line, inside: self.spots.into() } }
    }
}
