use std::{collections::HashSet, future::ready};

use super::{Batch, Outcome, Skipped, work};
use crate::{
    error::{Error, ErrorKind},
    model::User,
    new_user::{Identity, NewUser},
    operation::CREATE,
    pending::Pending,
    users::{Roster, Users},
};

impl Users {
    /// Creates those of these users that are not there yet: people by address, service users by name. So the same list
    /// can be run again after an interruption, and creates what is missing and nothing twice.
    ///
    /// The users are listed once, before anything is created.
    ///
    /// ```
    #[doc = example!()]
    /// use netbird_users::NewUser;
    ///
    /// let people = [("ada@example.com", "Ada Abel"), ("carl@example.com", "Carl Cantor")];
    /// let new = people.map(|(email, name)| NewUser::invite(email, name));
    /// let mut batch = client.users().create_many(new).await?;
    /// println!("{}", batch.run().await);
    /// for (email, user) in batch.report().done() {
    ///     println!("{email} has the id {}", user.id); // and with the embedded identity provider, `user.password`
    /// }
    /// # assert_eq!(batch.report().done().len(), 2);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The users cannot be listed, or the list does not show the whole account
    /// ([`ErrorKind::IncompleteList`]): who is missing in it would be created anew. What fails later is in the report.
    pub fn create_many(
        &self,
        new: impl IntoIterator<Item = NewUser, IntoIter: Send + 'static>,
    ) -> Pending<Batch<User>> {
        let (users, new) = (self.clone(), new.into_iter());
        Pending::new(async move {
            let roster = Roster::read(&users).await?;
            roster.whole("create the users")?;
            let there: HashSet<_> = roster.users.iter().filter_map(Identity::of).collect();
            let unclear: Vec<User> =
                roster.users.into_iter().filter(|user| Identity::of(user).is_none()).collect();
            let mut named = HashSet::new();
            Ok(Batch::new(new.map(move |new| {
                let (key, identity) = (new.key().to_owned(), new.identity());
                if there.contains(&identity) {
                    return work(key, ready(Ok(Outcome::Skipped(Skipped::AlreadyThere))));
                }
                if let Some(error) = may_be(&new, &unclear) {
                    return work(key, ready(Err(error)));
                }
                if !named.insert(identity) {
                    return work(key, ready(Ok(Outcome::Skipped(Skipped::NamedTwice))));
                }
                work(key, create(users.clone(), new))
            }))
            .growing())
        })
    }
}

/// A row that does not say what it is, and may be this user.
fn may_be(new: &NewUser, unclear: &[User]) -> Option<Error> {
    let key = new.key().to_lowercase();
    let same = |user: &&User| user.email.to_lowercase() == key || user.name.to_lowercase() == key;
    let user = unclear.iter().find(same)?;
    let detail =
        format!("the user {:?} may be the one: the server does not say whether it is a person", user.id);
    Some(Error::local(CREATE.doing, ErrorKind::Ambiguous, detail))
}

async fn create(users: Users, new: NewUser) -> Result<Outcome<User>, Error> {
    match users.create(&new).await {
        Ok(user) => Ok(Outcome::Done(user)),
        // Somebody else was faster, or the identity provider has the address and the account does not.
        Err(error) if *error.kind() == ErrorKind::Conflict => match users.find_created(&new).await {
            Ok(Some(_)) => Ok(Outcome::Skipped(Skipped::AlreadyThere)),
            Ok(None) | Err(_) => Err(error),
        },
        Err(error) => Err(error),
    }
}
