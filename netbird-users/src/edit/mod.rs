//! A change of one user that changes nothing else.

mod edited;
mod plan;

use std::fmt;

pub use edited::{Change, Edited};
pub(crate) use plan::{Plan, request};

use crate::{
    error::{Error, ErrorKind},
    model::{Role, User},
    operation::UPDATE,
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
#[must_use = "nothing is changed until `send` is called"]
pub struct Edit {
    users: Users,
    id: String,
    plan: Plan,
}

impl Edit {
    pub(crate) fn new(users: Users, id: String) -> Self {
        Self { users, id, plan: Plan::default() }
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
        self.plan.add_group(group.into());
        self
    }

    /// Takes a group away, by its id. One that is not there is no error.
    pub fn remove_group(mut self, group: impl Into<String>) -> Self {
        self.plan.remove_group(&group.into());
        self
    }

    /// Sets all the groups; what [`add_group`](Self::add_group) and [`remove_group`](Self::remove_group) said before
    /// is forgotten.
    pub fn groups<G: Into<String>>(mut self, groups: impl IntoIterator<Item = G>) -> Self {
        self.plan.set_groups(groups.into_iter().map(Into::into).collect());
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
    /// The server has no lock: what somebody else changes between the reading and the sending is undone. The two
    /// follow each other at once.
    ///
    /// Whoever waits for approval goes on waiting, whatever is changed about them.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Refused`] before anything is sent:
    ///
    /// - the role is `owner`;
    /// - it unblocks somebody who waits for approval, which would let them in and leave the approval open:
    ///   [`Users::approve`] does both;
    /// - the server does not tell whether the user is blocked, as an identity provider outside makes it for service
    ///   users: say [`block`](Self::block) or [`unblock`](Self::unblock) as well.
    ///
    /// [`ErrorKind::NotFound`] when there is no such user; [`ErrorKind::InvalidRequest`] when a group of the user does
    /// not exist any more. After an [`ErrorKind::OutcomeUnknown`] the same edit can be made again.
    pub async fn send(self) -> Result<Edited, Error> {
        let user = self.users.get(&self.id).await?;
        self.send_for(user).await
    }

    /// The same for a user that was read a moment ago.
    pub(crate) async fn send_for(self, before: User) -> Result<Edited, Error> {
        let request = self.plan.request(&before);
        let request = request.map_err(|reason| Error::local(UPDATE.doing, ErrorKind::Refused, reason))?;
        let Some(request) = request else { return Ok(Edited::nothing(before)) };
        let after = self.users.put(&self.id, request.clone()).await?;
        Ok(Edited::new(before, after, &request))
    }
}

impl fmt::Debug for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Edit").field("id", &self.id).field("plan", &self.plan).finish_non_exhaustive()
    }
}
