use netbird_users_gen::types::PasswordChangeRequest;

use super::Users;
use crate::{
    call::Call,
    edit::{Edit, Edited},
    error::{Error, ErrorKind},
    model::{Role, Secret, User, UserRequest},
    operation::{APPROVE, DELETE, INVITE, PASSWORD, REJECT, UPDATE},
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
    /// [`ErrorKind::Refused`] for the role `owner`, which [`transfer_ownership`](Self::transfer_ownership) gives;
    /// [`ErrorKind::InvalidRequest`] when a group does not exist.
    pub async fn replace(&self, id: impl AsRef<str>, with: UserRequest) -> Result<User, Error> {
        if with.role == Role::Owner {
            let detail =
                "the role owner is given by `transfer_ownership`, which says what it does to the caller";
            return Err(Error::local(UPDATE.doing, ErrorKind::Refused, detail));
        }
        self.put(id.as_ref(), with).await
    }

    pub(crate) async fn put(&self, id: &str, body: UserRequest) -> Result<User, Error> {
        let send = || self.engine.generated.update_user().user_id(id).body(body.clone()).send();
        self.engine.call(Call::on(&UPDATE, id), send).await.map(User::from)
    }

    /// Locks a user out: their logins expire and their peers are disconnected. Role and groups stay.
    ///
    /// Somebody who waits for approval is blocked already, and goes on waiting.
    ///
    /// # Errors
    ///
    /// As for [`Edit::send`]. The owner cannot be blocked, and nobody blocks themselves.
    pub async fn block(&self, id: impl Into<String>) -> Result<Edited, Error> {
        self.edit(id).block().send().await
    }

    /// Lets a blocked user in again. Role and groups stay.
    ///
    /// # Errors
    ///
    /// As for [`Edit::send`]. Somebody who waits for approval is refused: [`approve`](Self::approve) lets them in.
    pub async fn unblock(&self, id: impl Into<String>) -> Result<Edited, Error> {
        self.edit(id).unblock().send().await
    }

    /// Deletes a user with their tokens and peers. The account at an identity provider outside may stay, and who signs
    /// in there again comes back with the role `user`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] when there is no such user. When an attempt got no answer, and the next one finds the
    /// user gone, the call has succeeded.
    pub async fn delete(&self, id: impl AsRef<str>) -> Result<(), Error> {
        let id = id.as_ref();
        let send = || self.engine.generated.delete_user().user_id(id).send();
        self.engine.remove(Call::on(&DELETE, id), send).await
    }

    /// Lets somebody in who waits for approval. It is sent once.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidRequest`] when the user does not wait: somebody else may have been faster.
    pub async fn approve(&self, id: impl AsRef<str>) -> Result<User, Error> {
        let id = id.as_ref();
        let send = || self.engine.generated.approve_user().user_id(id).send();
        self.engine.call(Call::on(&APPROVE, id), send).await.map(User::from)
    }

    /// Turns away somebody who waits for approval, which deletes the user.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidRequest`] when the user does not wait. When an attempt got no answer, and the next one finds
    /// the user gone, the call has succeeded.
    pub async fn reject(&self, id: impl AsRef<str>) -> Result<(), Error> {
        let id = id.as_ref();
        let send = || self.engine.generated.reject_user().user_id(id).send();
        self.engine.remove(Call::on(&REJECT, id), send).await
    }

    /// Has the identity provider send its invitation once more. Auth0, Zitadel and `PocketID` can.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotAvailable`] when there is no identity provider, or the person has signed in already;
    /// [`ErrorKind::NotFound`] with the embedded one.
    pub async fn resend_invitation(&self, id: impl AsRef<str>) -> Result<(), Error> {
        let id = id.as_ref();
        let send = || self.engine.generated.resend_invitation().user_id(id).send();
        self.engine.call(Call::on(&INVITE, id), send).await
    }

    /// Changes the caller's own password at the embedded identity provider. The server asks nothing of the new one but
    /// that it is another, of 72 bytes at most.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotAvailable`] without the embedded identity provider; [`ErrorKind::InvalidRequest`] when the old
    /// password is wrong, or the user is not the caller.
    pub async fn change_password(
        &self,
        id: impl AsRef<str>,
        old: impl Into<Secret>,
        new: impl Into<Secret>,
    ) -> Result<(), Error> {
        let (id, secrets) = (id.as_ref(), [old.into(), new.into()]);
        let [old, new] = &secrets;
        let body = || PasswordChangeRequest::builder().old_password(old.clone()).new_password(new.clone());
        let send = || self.engine.generated.change_password().user_id(id).body(body()).send();
        self.engine.call(Call { secrets: &secrets, ..Call::on(&PASSWORD, id) }, send).await
    }
}
