//! The groups of an account, and their names.

mod known;
mod names;

use std::{fmt, sync::Arc};

pub(crate) use known::{GroupRef, KnownGroups};
pub use names::GroupNames;

use crate::{
    call::{Call, Engine},
    model::Group,
    operation::LIST_GROUPS,
    pending::Pending,
};

/// The groups of the account, to read. From [`Client::groups`](crate::Client::groups); cheap to clone.
#[derive(Clone)]
pub struct Groups {
    engine: Arc<Engine>,
}

impl Groups {
    pub(crate) fn new(engine: Arc<Engine>) -> Self {
        Self { engine }
    }

    /// All groups, `All` among them.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Forbidden`](crate::ErrorKind::Forbidden) when the credential's user may not see groups.
    pub fn list(&self) -> Pending<Vec<Group>> {
        let engine = Arc::clone(&self.engine);
        Pending::new(async move {
            let groups =
                engine.call(Call::of(&LIST_GROUPS), || engine.generated.list_groups().send()).await?;
            Ok(groups.into_iter().map(Group::from).collect())
        })
    }

    /// The names of all groups, read once: for a run that meets many names.
    ///
    /// ```
    #[doc = example!()]
    /// # server.add_group(netbird_users_mock::Group::new("g1", "Developers"));
    /// use netbird_users::NewUser;
    ///
    /// let groups = client.groups().names().await?;
    /// let new = NewUser::invite("ada@example.com", "Ada Abel").auto_groups(groups.ids(["Developers"])?);
    /// assert_eq!(client.users().create(new).await?.auto_groups, Some(vec!["g1".to_owned()]));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`list`](Self::list).
    pub fn names(&self) -> Pending<GroupNames> {
        let groups = self.clone();
        Pending::new(async move { groups.list().await.map(GroupNames::new) })
    }
}

impl fmt::Debug for Groups {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Groups").field("base_url", &self.engine.base_url).finish_non_exhaustive()
    }
}
