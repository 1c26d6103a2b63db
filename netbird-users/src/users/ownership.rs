use super::Users;
use crate::{
    edit::request,
    error::{Error, ErrorKind},
    model::{Role, User},
    operation::UPDATE,
};

const DOING: &str = "transfer the ownership";

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
    pub async fn transfer_ownership(&self, id: impl AsRef<str>) -> Result<OwnershipTransfer, Error> {
        let user = self.get(id).await?;
        if user.is_owner() {
            return Ok(OwnershipTransfer { new_owner: user });
        }
        if let Some(reason) = objection(&user) {
            return Err(Error::local(DOING, ErrorKind::Refused, reason));
        }
        let body = request(Role::Owner, user.auto_groups.clone(), false);
        let new_owner =
            self.put(&user.id, body.map_err(|reason| Error::local(DOING, ErrorKind::Refused, reason))?);
        let new_owner = new_owner.await?;
        if !new_owner.is_owner() {
            let detail = format!("the server took it and shows the user as {}", new_owner.role);
            return Err(Error::after(&UPDATE, DOING, detail));
        }
        Ok(OwnershipTransfer { new_owner })
    }
}

fn objection(user: &User) -> Option<&'static str> {
    if user.is_service_user() {
        return Some("a service user cannot own an account");
    }
    if user.is_pending() {
        return Some("the user waits for approval: approve them first");
    }
    if user.is_invited() {
        return Some("the user has not accepted their invitation, and may never do");
    }
    match user.is_blocked() {
        Some(false) => None,
        Some(true) => Some("the user is blocked: unblock them first"),
        None => Some(
            "the server does not tell whether the user is blocked: the identity provider does not know them",
        ),
    }
}
