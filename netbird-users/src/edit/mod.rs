//! A change of one user that changes nothing else.

mod edited;
mod plan;

use std::{fmt, future::IntoFuture, sync::Arc};

pub use edited::{Change, Edited};
use plan::{GroupChange, Plan};
pub(crate) use plan::{Replacement, request};

use crate::{
    error::{Error, ErrorKind},
    groups::{GroupRef, Groups},
    model::{Group, Role, User},
    operation::UPDATE,
    pending::Pending,
    users::Users,
};

/// A change of one user. From [`Users::edit`].
///
/// The server replaces role, groups and blocked state together, and takes an absent blocked state for "not blocked".
/// So [`send`](Self::send) reads the user, changes what was named, and sends all three.
///
/// ```
#[doc = example!()]
/// # let user = client.users().create(netbird_users::NewUser::service("ci")).await?;
/// # let id = user.id.clone();
/// let edited = client.users().edit(id).role("auditor").block().send().await?;
/// for change in edited.changes() {
///     println!("{change}"); // role: user -> auditor, blocked: no -> yes
/// }
/// # assert_eq!(edited.changes().len(), 2);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "nothing is changed until it is awaited, or `send` is called"]
pub struct Edit {
    users: Users,
    id: String,
    plan: Plan,
}

impl Edit {
    pub(crate) fn new(users: Users, id: String) -> Self {
        Self { users, id, plan: Plan { role: None, groups: Vec::new(), blocked: None } }
    }

    /// The id of the user.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Gives another role. Not `owner`: [`Users::transfer_ownership`] gives that one.
    pub fn role(mut self, role: impl Into<Role>) -> Self {
        self.plan.role = Some(role.into());
        self
    }

    /// Adds a group, by its id, to those that new peers of the user join. One that is there already stays as it is.
    pub fn add_group(mut self, group: impl Into<String>) -> Self {
        self.plan.groups.push(GroupChange::Add(GroupRef::Id(group.into())));
        self
    }

    /// Takes a group away, by its id. One that is not there is no error.
    pub fn remove_group(mut self, group: impl Into<String>) -> Self {
        self.plan.groups.push(GroupChange::Remove(GroupRef::Id(group.into())));
        self
    }

    /// The same as [`add_group`](Self::add_group) by the group's name; letter case counts. A client reads the names once
    /// for all that it creates and edits in a minute.
    pub fn add_group_named(mut self, name: impl Into<String>) -> Self {
        self.plan.groups.push(GroupChange::Add(GroupRef::Name(name.into())));
        self
    }

    /// The same as [`remove_group`](Self::remove_group) by the group's name. A name that no group has is an error.
    pub fn remove_group_named(mut self, name: impl Into<String>) -> Self {
        self.plan.groups.push(GroupChange::Remove(GroupRef::Name(name.into())));
        self
    }

    /// Sets all the groups; what [`add_group`](Self::add_group) and [`remove_group`](Self::remove_group) said before
    /// is forgotten.
    pub fn auto_groups<G: Into<String>>(mut self, groups: impl IntoIterator<Item = G>) -> Self {
        self.plan.groups.push(GroupChange::Set(groups.into_iter().map(Into::into).collect()));
        self
    }

    /// Locks the user out.
    pub fn block(mut self) -> Self {
        self.plan.blocked = Some(true);
        self
    }

    /// Lets the user in again.
    pub fn unblock(mut self) -> Self {
        self.plan.blocked = Some(false);
        self
    }

    /// Reads the user and makes the change; sends nothing when all is as it should be already.
    ///
    /// A group that the user has from before and that the server has just called unknown is left out, since the server
    /// takes no change of a user with such a group: [`Edited::left_out`] says which.
    ///
    /// The server has no lock: what somebody else changes between the reading and the sending is undone. The two
    /// follow each other at once.
    ///
    /// Whoever waits for approval goes on waiting, whatever is changed about them.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Refused`] before anything is sent:
    ///
    /// - the role is `owner`, in any letter case;
    /// - a group is named `All`;
    /// - it unblocks somebody who waits for approval, which would let them in and leave the approval open:
    ///   [`Users::approve`] does both;
    /// - the server does not tell whether the user is blocked, as an identity provider outside makes it for service
    ///   users: say [`block`](Self::block) or [`unblock`](Self::unblock) as well;
    /// - the server does not tell the role or the groups: say [`role`](Self::role) or
    ///   [`auto_groups`](Self::auto_groups) as well.
    ///
    /// [`ErrorKind::NotFound`] when there is no such user, or no group of a name; [`ErrorKind::Ambiguous`] with the ids
    /// when several groups have a name; [`ErrorKind::InvalidRequest`] when a group that the edit names does not exist.
    /// After an [`ErrorKind::OutcomeUnknown`] the same edit can be made again.
    pub fn send(self) -> Pending<Edited> {
        Pending::new(async move {
            let plan = self.plan_by_id().await?;
            let user = self.users.read(&self.id).await?;
            self.send_plan(&plan, user).await
        })
    }

    /// What [`send`](Self::send) would change, by the user as they are now. Nothing is sent but the questions who that is
    /// and, where a group is named, which one that is.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send), but for what only the server can refuse.
    pub fn preview(self) -> Pending<Vec<Change>> {
        Pending::new(async move {
            let plan = self.plan_by_id().await?;
            let user = self.users.read(&self.id).await?;
            let replacement = plan.replacement(&user).map_err(|reason| self.refused(reason))?;
            Ok(replacement
                .map(|replacement| edited::differences(&user, &replacement.body))
                .unwrap_or_default())
        })
    }

    async fn plan_by_id(&self) -> Result<Plan<String>, Error> {
        let groups = Groups::new(Arc::clone(&self.users.engine));
        self.plan.by_id(&groups).await.map_err(|error| error.about(&self.id))
    }

    fn refused(&self, reason: String) -> Error {
        Error::local(UPDATE.doing, ErrorKind::Refused, reason).about(&self.id)
    }

    /// The same for a user that was read a moment ago.
    pub(crate) async fn send_for(self, before: User) -> Result<Edited, Error> {
        let plan = self.plan_by_id().await?;
        self.send_plan(&plan, before).await
    }

    async fn send_plan(&self, plan: &Plan<String>, before: User) -> Result<Edited, Error> {
        let replacement = plan.replacement(&before);
        let Some(replacement) = replacement.map_err(|reason| self.refused(reason))? else {
            return Ok(Edited::nothing(before));
        };
        let asked = replacement.body.clone();
        let (after, left_out) = self.users.replace_with(&self.id, replacement).await?;
        Ok(Edited::new(before, after, &asked, left_out))
    }
}

impl Users {
    /// Sends a replacement; without a group that it takes over from before when the server has just called that group
    /// unknown. Gives the user, and the groups that were left out.
    pub(crate) async fn replace_with(
        &self,
        id: &str,
        mut replacement: Replacement,
    ) -> Result<(User, Vec<String>), Error> {
        let mut left_out = Vec::new();
        loop {
            match self.put(id, &replacement.body, replacement.ownership).await {
                Ok(user) => return Ok((user, left_out)),
                Err(error) => {
                    let group = match replacement.unknown_group(&error) {
                        None if plan::refuses_all(&error) => self.group_all(&replacement).await,
                        group => group,
                    };
                    let Some(group) = group else { return Err(error) };
                    replacement.body.auto_groups.retain(|other| *other != group);
                    left_out.push(group);
                }
            }
        }
    }

    /// Which of the groups that are taken over from before is `All`: the server says only that there is one.
    async fn group_all(&self, replacement: &Replacement) -> Option<String> {
        let groups = Groups::new(Arc::clone(&self.engine)).list().await.ok()?;
        let all = groups.into_iter().find(Group::is_all)?.id;
        (replacement.body.auto_groups.contains(&all) && !replacement.named.contains(&all)).then_some(all)
    }
}

impl IntoFuture for Edit {
    type Output = Result<Edited, Error>;
    type IntoFuture = Pending<Edited>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

impl fmt::Debug for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Edit").field("id", &self.id).field("plan", &self.plan).finish_non_exhaustive()
    }
}
