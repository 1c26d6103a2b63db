use super::Users;
use crate::{
    error::{Error, ErrorKind},
    model::User,
    new_user::NewUser,
};

impl Users {
    /// The user with this id. The server has no request for one user, so this lists them all; to look for many, list
    /// once. The case of the id counts.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] when the list has no such user, or as for [`list`](Self::list).
    pub async fn get(&self, id: impl AsRef<str>) -> Result<User, Error> {
        let id = id.as_ref();
        let users = self.list().await?;
        let seen = seen(&users);
        users.into_iter().find(|user| user.id == id).ok_or_else(|| nobody(id, &seen))
    }

    /// The person with this address, or `None`. Letters count without regard to case, as on the server.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Ambiguous`] when two people have it; the error lists both. Or as for [`list`](Self::list).
    pub async fn find_by_email(&self, email: impl AsRef<str>) -> Result<Option<User>, Error> {
        let users = self.list().await?;
        only("find the user", users.into_iter().filter(|user| user.has_email(email.as_ref())).collect())
    }

    /// The user that a creation was to make, or `None`: what to ask when the outcome of
    /// [`create`](Self::create) is unknown. A person is looked for by address, a service user by name.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Ambiguous`] when there are two; the error lists both. Or as for [`list`](Self::list).
    pub async fn find_created(&self, new: &NewUser) -> Result<Option<User>, Error> {
        let users = self.list().await?;
        only("find the user", users.into_iter().filter(|user| new.is(user)).collect())
    }
}

/// What a list shows, for the error of a search in it.
pub(crate) fn seen(users: &[User]) -> String {
    match users {
        [only] if only.is_current() && !only.is_owner() => {
            "1 user: the credential gets to see nobody but its own".to_owned()
        }
        [_] => "1 user".to_owned(),
        users => format!("{} users", users.len()),
    }
}

/// There is no such user in a list.
pub(crate) fn nobody(id: &str, seen: &str) -> Error {
    let detail = format!("there is no user {id:?} among {seen}");
    Error::local("get the user", ErrorKind::NotFound, detail)
}

fn only(doing: &'static str, mut found: Vec<User>) -> Result<Option<User>, Error> {
    if found.len() > 1 {
        let ids: Vec<&str> = found.iter().map(|user| user.id.as_str()).collect();
        let detail = format!("{} users fit: {}", found.len(), ids.join(", "));
        return Err(Error::local(doing, ErrorKind::Ambiguous, detail));
    }
    Ok(found.pop())
}
