use std::{borrow::Borrow, sync::Arc};

use super::Users;
use crate::{
    call::Call,
    error::{Error, ErrorKind},
    groups::Groups,
    guard::Ownership,
    model::User,
    new_user::NewUser,
    operation::CREATE,
    pending::Pending,
};

impl Users {
    /// Creates a user, once: what may have been done is never sent a second time.
    ///
    /// With the embedded identity provider the answer for a person holds the only copy of their password. The server
    /// does not check that the groups exist.
    ///
    /// ```
    #[doc = example!()]
    /// use netbird_users::NewUser;
    ///
    /// let new = NewUser::invite("ada@example.com", "Ada Abel");
    /// match client.users().create(&new).await {
    ///     Ok(user) => println!("created {}", user.id),
    ///     // The connection broke. Is the user there?
    ///     Err(error) if *error.kind() == netbird_users::ErrorKind::OutcomeUnknown => {
    ///         match client.users().find_created(&new).await? {
    ///             Some(user) => println!("created {}", user.id),
    ///             None => println!("not created, try again"),
    ///         }
    ///     }
    ///     Err(error) => return Err(error.into()),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Refused`] for what the server would refuse, before anything is sent; [`ErrorKind::Conflict`] when
    /// a person with this address is there; [`ErrorKind::NotAvailable`] when the deployment has no identity provider
    /// to invite through; what [`NewUser::group_named`] lists; [`ErrorKind::OutcomeUnknown`] when the user may be there:
    /// [`find_created`](Self::find_created) tells.
    pub fn create(&self, user: impl Borrow<NewUser>) -> Pending<User> {
        let user = user.borrow();
        let (users, body, names) = (self.clone(), user.to_request(), user.groups_named().to_vec());
        Pending::new(async move {
            let mut body = body.map_err(|reason| Error::local(CREATE.doing, ErrorKind::Refused, reason))?;
            Ownership::Refused.allows(&body.role, CREATE.doing)?;
            Groups::new(Arc::clone(&users.engine)).add_named(names, &mut body.auto_groups).await?;
            let send = || users.engine.generated.create_user().body(body.clone()).send();
            users.engine.call(Call::of(&CREATE), send).await.map(User::from)
        })
    }
}
