//! A service user of a name, made once however often it is asked for.

use std::sync::Arc;

use crate::{
    error::{Error, ErrorKind},
    groups::Groups,
    model::{Role, User},
    new_user::NewUser,
    operation::CREATE,
    pending::Pending,
    tokens::NewToken,
    users::{Roster, Users},
};

/// A service user as it is to be. From [`Users::service_user`]; nothing is sent before [`ensure`](Self::ensure).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until `ensure`"]
pub struct ServiceUser {
    users: Users,
    name: String,
    role: Option<Role>,
    auto_groups: Option<Vec<String>>,
    groups_named: Vec<String>,
    token: Option<(String, u16)>,
}

/// A service user that is as it was asked for.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Ensured {
    /// The user.
    pub user: User,
    /// Whether it was made by this call.
    pub created: bool,
    /// The token that was asked for, where there was none of its name: its only copy.
    pub new_token: Option<NewToken>,
}

impl Users {
    /// Describes the one service user of this name.
    ///
    /// ```
    #[doc = example!()]
    /// let ci = client.users().service_user("ci").role("admin").with_token("deploy", 90).ensure().await?;
    /// let token = ci.new_token.expect("the first run makes it").plain_token;
    /// let again = client.users().service_user("ci").with_token("deploy", 90).ensure().await?;
    /// assert!(!again.created && again.new_token.is_none() && again.user.id == ci.user.id);
    /// # assert!(token.expose().starts_with("nbp_"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn service_user(&self, name: impl Into<String>) -> ServiceUser {
        let (users, name) = (self.clone(), name.into());
        ServiceUser { users, name, role: None, auto_groups: None, groups_named: Vec::new(), token: None }
    }
}

impl ServiceUser {
    /// The role that it is to have. What is not named stays as it is; a new one has the role `user`.
    pub fn role(mut self, role: impl Into<Role>) -> Self {
        self.role = Some(role.into());
        self
    }

    /// The groups that it is to have, by id. What is not named stays as it is; a new one has none.
    pub fn auto_groups<G: Into<String>>(mut self, groups: impl IntoIterator<Item = G>) -> Self {
        self.auto_groups = Some(groups.into_iter().map(Into::into).collect());
        self
    }

    /// A group that it is to have, by name, beside those of [`auto_groups`](Self::auto_groups); as for
    /// [`NewUser::group_named`].
    pub fn group_named(mut self, name: impl Into<String>) -> Self {
        self.groups_named.push(name.into());
        self
    }

    /// A token of this name that it is to have, for so many days from when it is made. One that is there and not expired
    /// is left alone.
    pub fn with_token(mut self, name: impl Into<String>, days: u16) -> Self {
        self.token = Some((name.into(), days));
        self
    }

    /// Finds the service user, or makes it; sets what was named; makes the token where there is none.
    ///
    /// There is never a second one of the name: a lost answer is looked for, and of two that are made at once by two
    /// programs both keep the same.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Ambiguous`] when several have the name already; [`ErrorKind::IncompleteList`] when the credential may
    /// not see all users; what [`NewUser::group_named`] lists; or as for [`Users::create`], [`Edit::send`](crate::Edit::send) and
    /// [`Tokens::create`](crate::Tokens::create).
    pub fn ensure(mut self) -> Pending<Ensured> {
        Pending::new(async move {
            if !self.groups_named.is_empty() {
                let (groups, names) =
                    (Groups::new(Arc::clone(&self.users.engine)), std::mem::take(&mut self.groups_named));
                groups.add_named(names, self.auto_groups.get_or_insert_default()).await?;
            }
            let (mut user, created) = match self.find().await? {
                Some(user) => (user, false),
                None => self.make().await?,
            };
            let mut edit = self.users.edit(&user.id);
            if let Some(role) = &self.role {
                edit = edit.role(role.clone());
            }
            if let Some(groups) = &self.auto_groups {
                edit = edit.auto_groups(groups.clone());
            }
            if self.role.is_some() || self.auto_groups.is_some() {
                user = edit.send_for(user).await?.after().clone();
            }
            let new_token = match &self.token {
                Some((name, days)) => self.token_of(&user, name, *days).await?,
                None => None,
            };
            Ok(Ensured { user, created, new_token })
        })
    }

    fn fits(&self, user: &User) -> bool {
        user.is_service_user == Some(true) && user.name == self.name
    }

    async fn find(&self) -> Result<Option<User>, Error> {
        Roster::read(&self.users).await?.only(CREATE.doing, |user| self.fits(user))
    }

    /// The one that all programs keep that make it at once: that with the least id. Each removes what it has made beside it.
    async fn make(&self) -> Result<(User, bool), Error> {
        let mut new = NewUser::service(self.name.as_str());
        if let Some(role) = &self.role {
            new = new.role(role.clone());
        }
        if let Some(groups) = &self.auto_groups {
            new = new.auto_groups(groups.clone());
        }
        let made = match self.users.create(&new).await {
            Err(error) if *error.kind() == ErrorKind::OutcomeUnknown => None,
            made => Some(made?),
        };
        let all = Roster::read(&self.users).await?.users;
        let least = all.into_iter().filter(|user| self.fits(user)).min_by(|one, other| one.id.cmp(&other.id));
        match (least, made) {
            (Some(least), Some(made)) if least.id != made.id => {
                self.users.delete(&made.id).await?;
                Ok((least, false))
            }
            (Some(least), made) => Ok((least, made.is_some())),
            (None, Some(made)) => Ok((made, true)),
            (None, None) => self.users.create(&new).await.map(|user| (user, true)),
        }
    }

    async fn token_of(&self, user: &User, name: &str, days: u16) -> Result<Option<NewToken>, Error> {
        let tokens = self.users.tokens(&user.id);
        let there = tokens.list().await?;
        if there.iter().any(|token| token.name == name && !token.expires_within(std::time::Duration::ZERO)) {
            return Ok(None);
        }
        tokens.create(name, days).await.map(Some)
    }
}
