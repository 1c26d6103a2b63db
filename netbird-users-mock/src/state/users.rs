use std::sync::Arc;

use indexmap::IndexMap;

use super::User;

/// Users by id. Each is shared with the answers under way, which show it as it was: a change makes another one.
#[derive(Debug, Default)]
pub(crate) struct Users {
    /// In an order near that of their memory, so that a long list is read fast.
    by_id: IndexMap<String, Arc<User>>,
}

impl Users {
    pub(crate) fn get(&self, id: &str) -> Option<&User> {
        self.by_id.get(id).map(AsRef::as_ref)
    }

    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut User> {
        self.by_id.get_mut(id).map(Arc::make_mut)
    }

    pub(crate) fn contains(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &User> {
        self.by_id.values().map(AsRef::as_ref)
    }

    pub(crate) fn shared(&self) -> impl Iterator<Item = &Arc<User>> {
        self.by_id.values()
    }

    /// Adds a user, or replaces the one with the same id.
    pub(crate) fn put(&mut self, user: User) {
        self.by_id.insert(user.id.clone(), Arc::new(user));
    }

    /// False when there was none.
    pub(crate) fn remove(&mut self, id: &str) -> bool {
        self.by_id.swap_remove(id).is_some()
    }
}
