use std::{collections::HashSet, future::ready};

use super::{Batch, Outcome, Skipped, Work, work};
use crate::{
    error::{Error, ErrorKind},
    model::User,
    new_user::{Identity, NewUser},
    users::Users,
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
    /// The users cannot be listed. What fails later is in the report.
    pub async fn create_many(
        &self,
        new: impl IntoIterator<Item = NewUser, IntoIter: Send + 'static>,
    ) -> Result<Batch<User>, Error> {
        let there: HashSet<_> = self.list().await?.iter().map(Identity::of).collect();
        let users = self.clone();
        let mut named = HashSet::new();
        Ok(Batch::new(new.into_iter().map(move |new| {
            let identity = new.identity();
            let skipped = if there.contains(&identity) {
                Some(Skipped::AlreadyThere)
            } else {
                (!named.insert(identity)).then_some(Skipped::NamedTwice)
            };
            one(users.clone(), new, skipped)
        })))
    }
}

fn one(users: Users, new: NewUser, skipped: Option<Skipped>) -> Work<User> {
    let key = new.key().to_owned();
    match skipped {
        Some(reason) => work(key, ready(Ok(Outcome::Skipped(reason)))),
        None => work(key, create(users, new)),
    }
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
