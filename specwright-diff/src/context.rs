use super::ledger::Sense;

/// Where a schema is used.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(super) struct Context {
    pub(super) sense: Sense,
    /// How much of it is a string as well.
    pub(super) text: Text,
    /// A list is written as its items, one after the other, so that one item is a list of one.
    pub(super) exploded: bool,
    /// It belongs to a parameter that callers may leave out, for which the default stands in.
    pub(super) optional_parameter: bool,
    /// It is a property that is always there.
    pub(super) always: bool,
}

impl Context {
    /// The same for a schema inside.
    pub(super) fn inside(self) -> Self {
        Self { optional_parameter: false, exploded: false, always: false, ..self }
    }

    /// The same for a property: how an object is written into a parameter varies, so that its types count.
    pub(super) fn property(self) -> Self {
        let text = if self.text == Text::Scalars { Text::Nothing } else { self.text };
        Self { text, ..self.inside() }
    }

    pub(super) fn to(self, sense: Sense) -> Self {
        Self { sense, ..self }
    }
}

/// Which values travel as text, so that they are strings as well.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(super) enum Text {
    /// None: JSON tells the types apart.
    Nothing,
    /// Those of parameters and headers.
    Scalars,
    /// Content of other types than JSON.
    Everything,
}
