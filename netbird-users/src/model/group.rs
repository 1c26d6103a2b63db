use netbird_users_gen::types;
use serde::Serialize;

use super::GroupIssued;

/// A group of peers.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Group {
    /// The id, by which users name it.
    pub id: String,
    /// The name. Two groups can have one name.
    pub name: String,
    /// What made it. `None` where that is not known.
    pub issued: Option<GroupIssued>,
    /// How many peers are in it. `None` where that is not known.
    pub peers_count: Option<i64>,
}

impl Group {
    /// Whether it is the group that everybody is in, and that no user can be given.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.name == "All"
    }
}

impl From<types::Group> for Group {
    fn from(group: types::Group) -> Self {
        Self {
            id: group.id,
            name: group.name.unwrap_or_default(),
            issued: group.issued,
            peers_count: group.peers_count,
        }
    }
}
