use std::sync::Arc;

use netbird_users_gen::types::PasswordChangeRequest;

use super::Users;
use crate::{
    call::Call,
    edit::{Edit, Edited},
    error::Error,
    guard::Ownership,
    model::{Secret, User, UserRequest},
    operation::{APPROVE, DELETE, INVITE, PASSWORD, REJECT, UPDATE},
    pending::Pending,
};

impl Users {
    /// Starts a change of one user: what is not named stays as it is.
    pub fn edit(&self, id: impl Into<String>) -> Edit {
        Edit::new(self.clone(), id.into())
    }

    /// Replaces role, groups and blocked state by these, whatever they are now. Most changes want
    /// [`edit`](Self::edit), which keeps what it does not name.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Refused`](crate::ErrorKind::Refused) for the role `owner`, in any letter case:
    /// [`transfer_ownership`](Self::transfer_ownership) gives that one.
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) when a group does not exist.
    pub fn replace(&self, id: impl Into<String>, with: UserRequest) -> Pending<User> {
        let (users, id) = (self.clone(), id.into());
        Pending::new(async move { users.put(&id, &with, Ownership::Refused).await })
    }

    /// The one place that a replacement leaves from.
    pub(crate) async fn put(
        &self,
        id: &str,
        body: &UserRequest,
        ownership: Ownership,
    ) -> Result<User, Error> {
        ownership.allows(&body.role, UPDATE.doing).map_err(|error| error.about(id))?;
        let send = || self.engine.generated.update_user().user_id(id).body(body.clone()).send();
        self.engine.call(Call::on(&UPDATE, id), send).await.map(User::from)
    }

    /// Locks a user out: their logins expire and their peers are disconnected. Role and groups stay, but for groups
    /// that the server does not know any more: see [`Edited::left_out`].
    ///
    /// Somebody who waits for approval is blocked already, and goes on waiting.
    ///
    /// # Errors
    ///
    /// As for [`Edit::send`]. The owner cannot be blocked, and nobody blocks themselves.
    pub fn block(&self, id: impl Into<String>) -> Pending<Edited> {
        self.edit(id).block().send()
    }

    /// Lets a blocked user in again. Role and groups stay, as for [`block`](Self::block).
    ///
    /// # Errors
    ///
    /// As for [`Edit::send`]. Somebody who waits for approval is refused: [`approve`](Self::approve) lets them in.
    pub fn unblock(&self, id: impl Into<String>) -> Pending<Edited> {
        self.edit(id).unblock().send()
    }

    /// Deletes a user with their tokens and peers. The account at an identity provider outside may stay, and who signs
    /// in there again comes back with the role `user`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) when there is no such user. When an attempt got no answer,
    /// and the next one finds the user gone, the call has succeeded.
    pub fn delete(&self, id: impl Into<String>) -> Pending<()> {
        let (engine, id) = (Arc::clone(&self.engine), id.into());
        Pending::new(async move {
            let send = || engine.generated.delete_user().user_id(&id).send();
            engine.remove(Call::on(&DELETE, &id), send).await
        })
    }

    /// Lets somebody in who waits for approval. It is sent once.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) when the user does not wait: somebody else may
    /// have been faster.
    pub fn approve(&self, id: impl Into<String>) -> Pending<User> {
        let (engine, id) = (Arc::clone(&self.engine), id.into());
        Pending::new(async move {
            let send = || engine.generated.approve_user().user_id(&id).send();
            engine.call(Call::on(&APPROVE, &id), send).await.map(User::from)
        })
    }

    /// Turns away somebody who waits for approval, which deletes the user.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) when the user does not wait. When an attempt got
    /// no answer, and the next one finds the user gone, the call has succeeded.
    pub fn reject(&self, id: impl Into<String>) -> Pending<()> {
        let (engine, id) = (Arc::clone(&self.engine), id.into());
        Pending::new(async move {
            let send = || engine.generated.reject_user().user_id(&id).send();
            engine.remove(Call::on(&REJECT, &id), send).await
        })
    }

    /// Has the identity provider send its invitation once more. Auth0, Zitadel and `PocketID` can.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotAvailable`](crate::ErrorKind::NotAvailable) when there is no identity provider, or the person has
    /// signed in already; [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) with the embedded one.
    pub fn resend_invitation(&self, id: impl Into<String>) -> Pending<()> {
        let (engine, id) = (Arc::clone(&self.engine), id.into());
        Pending::new(async move {
            let send = || engine.generated.resend_invitation().user_id(&id).send();
            engine.call(Call::on(&INVITE, &id), send).await
        })
    }

    /// Changes the caller's own password at the embedded identity provider. The server asks nothing of the new one but
    /// that it is another, of 72 bytes at most.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotAvailable`](crate::ErrorKind::NotAvailable) without the embedded identity provider;
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) when the old password is wrong, or the user is
    /// not the caller.
    pub fn change_password(
        &self,
        id: impl Into<String>,
        old: impl Into<Secret>,
        new: impl Into<Secret>,
    ) -> Pending<()> {
        let (engine, id, secrets) = (Arc::clone(&self.engine), id.into(), [old.into(), new.into()]);
        Pending::new(async move {
            let [old, new] = &secrets;
            let body =
                || PasswordChangeRequest::builder().old_password(old.clone()).new_password(new.clone());
            let send = || engine.generated.change_password().user_id(&id).body(body()).send();
            engine.call(Call { secrets: &secrets, ..Call::on(&PASSWORD, &id) }, send).await
        })
    }
}
