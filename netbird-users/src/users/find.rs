use super::{Users, roster::Roster};
use crate::{error::Error, model::User, new_user::NewUser, pending::Pending};

const FIND: &str = "find the user";

impl Users {
    /// The user with this id. The server has no request for one user, so this lists them all; to look for many, list
    /// once. The case of the id counts.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) when the account has no such user;
    /// [`ErrorKind::IncompleteList`](crate::ErrorKind::IncompleteList) when the list does not show them, and does not
    /// show the whole account either. Or as for [`list`](Self::list).
    pub fn get(&self, id: impl Into<String>) -> Pending<User> {
        let (users, id) = (self.clone(), id.into());
        Pending::new(async move { users.read(&id).await })
    }

    pub(crate) async fn read(&self, id: &str) -> Result<User, Error> {
        let mut roster = Roster::read(self).await?;
        match roster.users.iter().position(|user| user.id == id) {
            Some(index) => Ok(roster.users.swap_remove(index)),
            None => Err(roster.nobody(id)),
        }
    }

    /// The person with this address, or `None`. Letters count without regard to case, as on the server.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Ambiguous`](crate::ErrorKind::Ambiguous) when two people have it; the error lists both.
    /// [`ErrorKind::IncompleteList`](crate::ErrorKind::IncompleteList) when nobody is found in a list that does not
    /// show the whole account. Or as for [`list`](Self::list).
    pub fn find_by_email(&self, email: impl Into<String>) -> Pending<Option<User>> {
        let (users, email) = (self.clone(), email.into());
        Pending::new(async move { Roster::read(&users).await?.only(FIND, |user| user.has_email(&email)) })
    }

    /// The user that a creation was to make, or `None`: what to ask when the outcome of
    /// [`create`](Self::create) is unknown. A person is looked for by address, a service user by name.
    ///
    /// # Errors
    ///
    /// As for [`find_by_email`](Self::find_by_email).
    pub fn find_created(&self, new: &NewUser) -> Pending<Option<User>> {
        let (users, new) = (self.clone(), new.clone());
        Pending::new(async move { Roster::read(&users).await?.only(FIND, |user| new.is(user)) })
    }
}
