use serde::Deserialize;

/// A group of peers, as far as users can be given it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Group {
    /// What users' `auto_groups` name.
    pub id: String,
    /// The one named `All` cannot be given to a user by PUT.
    pub name: String,
}

impl Group {
    /// A group with this id and name.
    pub fn new(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self { id: id.into(), name: name.into() }
    }
}
