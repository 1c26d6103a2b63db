use std::{
    collections::{HashMap, HashSet},
    future::ready,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::sync::Mutex;

use super::{Batch, Outcome, Skipped, work};
use crate::{
    edit::{Edit, Edited},
    error::Error,
    model::User,
    pending::Pending,
    users::{Roster, Users},
};

/// How old a list may be that an edit starts from. What somebody else changes in this time can be undone by the edit.
const FRESH: Duration = Duration::from_secs(5);

impl Users {
    /// Makes the same kind of change to many users, each as [`Edit::send`] would: what is not named stays, and where
    /// nothing would change nothing is sent.
    ///
    /// Edits start from a list that is shared among them, and read again when it is older than five seconds.
    ///
    /// ```
    #[doc = example!()]
    /// # let user = client.users().create(netbird_users::NewUser::service("ci")).await?;
    /// # let ids = [user.id.clone()];
    /// let mut batch = client.users().edit_many(ids, |edit| edit.role("user").block()).await?;
    /// for (id, edited) in batch.run().await.done() {
    ///     println!("{id}: {:?}", edited.changes());
    /// }
    /// # assert_eq!(batch.report().done().len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The users cannot be listed. What fails later is in the report.
    pub fn edit_many<I: Into<String>>(
        &self,
        ids: impl IntoIterator<Item = I, IntoIter: Send + 'static>,
        change: impl Fn(Edit) -> Edit + Send + 'static,
    ) -> Pending<Batch<Edited>> {
        let (users, ids) = (self.clone(), ids.into_iter());
        Pending::new(async move {
            let list = Arc::new(List { users: users.clone(), read: Mutex::new(Read::now(&users).await?) });
            let mut named = HashSet::new();
            Ok(Batch::new(ids.map(move |id| {
                let edit = change(users.edit(id));
                let key = edit.id().to_owned();
                // A second edit would start from a list that does not show the first.
                if !named.insert(key.clone()) {
                    return work(key, ready(Ok(Outcome::Skipped(Skipped::NamedTwice))));
                }
                let list = Arc::clone(&list);
                work(key, async move {
                    let user = list.user(edit.id()).await?;
                    edit.send_for(user).await.map(Outcome::Done)
                })
            }))
            .growing())
        })
    }
}

/// The users, never older than [`FRESH`].
struct List {
    users: Users,
    read: Mutex<Read>,
}

struct Read {
    at: Instant,
    roster: Roster,
    by_id: HashMap<String, usize>,
}

impl Read {
    async fn now(users: &Users) -> Result<Self, Error> {
        let at = users.engine.clock.now();
        let roster = Roster::read(users).await?;
        let by_id = roster.users.iter().enumerate().map(|(index, user)| (user.id.clone(), index)).collect();
        Ok(Self { at, roster, by_id })
    }
}

impl List {
    async fn user(&self, id: &str) -> Result<User, Error> {
        let mut read = self.read.lock().await;
        if self.users.engine.clock.now() - read.at > FRESH {
            *read = Read::now(&self.users).await?;
        }
        let user = read.by_id.get(id).and_then(|index| read.roster.users.get(*index));
        user.cloned().ok_or_else(|| read.roster.nobody(id))
    }
}
