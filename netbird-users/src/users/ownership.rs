use super::Users;
use crate::{
    edit::{Replacement, request},
    error::{Error, ErrorKind},
    guard::Ownership,
    model::{Role, User},
    operation::UPDATE,
    pending::Pending,
};

const DOING: &str = "transfer the ownership to the user";

/// What [`Users::transfer_ownership`] did.
#[derive(Clone, Debug)]
#[must_use = "the caller is an admin now"]
pub struct OwnershipTransfer {
    new_owner: User,
}

impl OwnershipTransfer {
    /// The new owner, as the server shows them after the transfer.
    #[must_use]
    pub fn new_owner(&self) -> &User {
        &self.new_owner
    }

    /// What the caller, who was the owner, is from now on: `admin`. An account has one owner.
    #[must_use]
    pub fn callers_role(&self) -> Role {
        Role::Admin
    }
}

impl Users {
    /// Makes somebody else the owner of the account. **The caller, who must be the owner, becomes an admin**, and
    /// cannot take it back: only the new owner can.
    ///
    /// The groups of the new owner stay. Who could not use the account is refused: a service user, and somebody who is
    /// blocked, waits for approval, or has not accepted their invitation, since nobody could undo that.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Refused`] before anything is sent, [`ErrorKind::Forbidden`] when the caller is not the owner, or
    /// as for [`get`](Self::get).
    pub fn transfer_ownership(&self, id: impl Into<String>) -> Pending<OwnershipTransfer> {
        let (users, id) = (self.clone(), id.into());
        Pending::new(async move { users.transfer(&id).await })
    }

    async fn transfer(&self, id: &str) -> Result<OwnershipTransfer, Error> {
        let user = self.read(id).await?;
        if user.is_owner() {
            return Ok(OwnershipTransfer { new_owner: user });
        }
        let refused = |reason: String| Error::local(DOING, ErrorKind::Refused, reason).about(id);
        if let Some(reason) = objection(&user) {
            return Err(refused(reason.to_owned()));
        }
        let groups = user.auto_groups.clone();
        let groups =
            groups.ok_or_else(|| refused("the server does not tell the groups of the user".to_owned()))?;
        let body = request(Role::Owner, groups, false).map_err(refused)?;
        let replacement = Replacement { body, ownership: Ownership::Transferred, named: Vec::new() };
        let (new_owner, _) = self.replace_with(&user.id, replacement).await?;
        if !new_owner.is_owner() {
            let detail = format!("the server took it and shows the user as {}", new_owner.role);
            return Err(Error::after(&UPDATE, DOING, detail).about(id));
        }
        Ok(OwnershipTransfer { new_owner })
    }
}

fn objection(user: &User) -> Option<&'static str> {
    match user.is_service_user {
        Some(false) => {}
        Some(true) => return Some("a service user cannot own an account"),
        None => return Some("the server does not tell whether the user is a person"),
    }
    if user.is_pending() {
        return Some("the user waits for approval: approve them first");
    }
    if user.is_invited() {
        return Some("the user has not accepted their invitation, and may never do");
    }
    match user.is_blocked {
        Some(false) => None,
        Some(true) => Some("the user is blocked: unblock them first"),
        None => Some(
            "the server does not tell whether the user is blocked: the identity provider does not know them",
        ),
    }
}
