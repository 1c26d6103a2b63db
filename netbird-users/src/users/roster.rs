//! A list of users, and what may be concluded from who is not in it.

use super::Users;
use crate::{
    error::{Error, ErrorKind},
    model::{Role, User},
};

/// All that the credential gets to see.
pub(crate) struct Roster {
    pub(crate) users: Vec<User>,
}

impl Roster {
    pub(crate) async fn read(users: &Users) -> Result<Self, Error> {
        users.list_of(None).await.map(|users| Self { users })
    }

    /// Why somebody who is not in the list may be in the account all the same; `None` when the list is the account.
    ///
    /// The server answers somebody who may not read all with a list of one, themselves, and no word about it. A list
    /// without the caller is no answer to this credential.
    fn doubt(&self) -> Option<String> {
        let mut callers = self.users.iter().filter(|user| user.is_current == Some(true));
        let (caller, others) = (callers.next(), callers.next().is_some());
        let Some(caller) = caller.filter(|_| !others) else {
            let count = self.users.len();
            return Some(format!(
                "the server's list of {count} users does not say which of them the credential belongs to, so it is not the \
                 whole account"
            ));
        };
        let reads_all = match &caller.role {
            _ if caller.is_service_user == Some(true) => true,
            Role::Owner | Role::Admin | Role::Auditor | Role::NetworkAdmin => true,
            Role::Unknown(role) => !role.as_str().is_empty() && self.users.len() > 1,
            _ => false,
        };
        (!reads_all)
            .then(|| format!("the role {:?} gets to see nobody but its own user", caller.role.as_str()))
    }

    /// An error where the list does not show the whole account.
    pub(crate) fn whole(&self, doing: &'static str) -> Result<(), Error> {
        match self.doubt() {
            Some(reason) => Err(Error::local(doing, ErrorKind::IncompleteList, reason)),
            None => Ok(()),
        }
    }

    /// What it means that there is no user with this id.
    pub(crate) fn nobody(&self, id: &str) -> Error {
        const DOING: &str = "get the user";
        let detail = |end: String| format!("it is not among {}{end}", count(self.users.len()));
        let error = match self.doubt() {
            Some(reason) => Error::local(DOING, ErrorKind::IncompleteList, detail(format!(", and {reason}"))),
            None => Error::local(DOING, ErrorKind::NotFound, detail(String::new())),
        };
        error.about(id)
    }

    /// The only user of these, or nobody where the list shows the whole account.
    pub(crate) fn only(
        self,
        doing: &'static str,
        fits: impl Fn(&User) -> bool,
    ) -> Result<Option<User>, Error> {
        let found: Vec<&User> = self.users.iter().filter(|user| fits(user)).collect();
        match found[..] {
            [] => self.whole(doing).map(|()| None),
            [user] => Ok(Some(user.clone())),
            _ => {
                let ids: Vec<&str> = found.iter().map(|user| user.id.as_str()).collect();
                let detail = format!("{} users fit: {}", found.len(), ids.join(", "));
                Err(Error::local(doing, ErrorKind::Ambiguous, detail))
            }
        }
    }
}

fn count(users: usize) -> String {
    if users == 1 { "1 user".to_owned() } else { format!("{users} users") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::User;

    fn roster(rows: &str) -> Roster {
        let rows: Vec<netbird_users_gen::types::User> = serde_json::from_str(rows).unwrap();
        Roster { users: rows.into_iter().map(User::from).collect() }
    }

    #[test]
    fn absence_means_something_only_in_a_list_that_shows_the_caller_and_all() {
        for (rows, whole) in [
            ("[]", false),
            (r#"[{"id":"a","role":"admin"}]"#, false),
            (r#"[{"id":"a","role":"admin","is_current":true}]"#, true),
            (r#"[{"id":"a","role":"admin","is_current":true},{"id":"b","is_current":true}]"#, false),
            (r#"[{"id":"a","role":"Owner","is_current":true},{"id":"b"}]"#, true),
            (r#"[{"id":"a","role":"user","is_current":true}]"#, false),
            (r#"[{"id":"a","role":"user","is_current":true},{"id":"b"}]"#, false),
            (r#"[{"id":"a","role":"user","is_current":true,"is_service_user":true}]"#, true),
            (r#"[{"id":"a","role":"billing_admin","is_current":true}]"#, false),
            (r#"[{"id":"a","role":"new","is_current":true}]"#, false),
            (r#"[{"id":"a","role":"new","is_current":true},{"id":"b"}]"#, true),
            (r#"[{"id":"a","is_current":true},{"id":"b"}]"#, false),
            (r#"[{"id":"a","role":"admin","is_current":"yes"}]"#, false),
        ] {
            assert_eq!(roster(rows).whole("test").is_ok(), whole, "{rows}");
        }
    }
}
