use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use super::{GroupNames, Groups};
use crate::error::{Error, ErrorKind};

/// How long the names of groups are taken for what they were: about as long as a run that changes users.
const FRESH: Duration = Duration::from_secs(60);

/// How long a name is taken for nobody's: somebody may make the group meanwhile.
const MISSED: Duration = Duration::from_secs(5);

/// A group as a caller says which.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum GroupRef {
    Id(String),
    Name(String),
}

/// The groups by name, as a client has read them last; nothing before a caller names one.
#[derive(Debug, Default)]
pub(crate) struct KnownGroups(Mutex<Option<(Instant, GroupNames)>>);

impl Groups {
    /// The id of this group. The clones of a client read the names once, for all calls of a run.
    pub(crate) async fn id_of(&self, group: GroupRef) -> Result<String, Error> {
        let name = match group {
            GroupRef::Id(id) => return Ok(id),
            GroupRef::Name(name) => name,
        };
        let mut known = self.engine.known_groups.0.lock().await;
        if let Some((read, names)) = &*known {
            let age = self.engine.clock.now().saturating_duration_since(*read);
            let id = names.id(&name);
            let missed = id.as_ref().is_err_and(|error| *error.kind() == ErrorKind::NotFound);
            if age <= if missed { MISSED } else { FRESH } {
                return id.map(str::to_owned);
            }
        }
        let read = self.engine.clock.now();
        let (_, names) = known.insert((read, self.names().await?));
        names.id(&name).map(str::to_owned)
    }

    /// Adds the ids of the groups with these names to those that are there. Asks nothing where there is no name.
    pub(crate) async fn add_named(&self, names: Vec<String>, ids: &mut Vec<String>) -> Result<(), Error> {
        for name in names {
            let id = self.id_of(GroupRef::Name(name)).await?;
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(())
    }
}
