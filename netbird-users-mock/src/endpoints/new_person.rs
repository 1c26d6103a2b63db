//! What the identity provider does when a person is created.

use crate::{
    flavour::{Flavour, Idp},
    http::{Failure, Outcome},
    state::{State, User, dex_id, hex, random_text, uuid},
};

/// A person to be made known to the identity provider.
pub(super) struct NewPerson<'a> {
    pub(super) name: &'a str,
    pub(super) email: &'a str,
    pub(super) role: &'a str,
}

impl NewPerson<'_> {
    /// The user, not yet stored.
    pub(super) fn make(&self, state: &State, caller: &User) -> Outcome<User> {
        let user = match state.flavour {
            Flavour::Embedded => self.embedded(state, caller)?,
            Flavour::External(idp) => self.external(state, caller, idp)?,
            Flavour::NoIdp => return Err(Failure::internal()),
        };
        Ok(user.name(self.name).account(&caller.account))
    }

    fn embedded(&self, state: &State, caller: &User) -> Outcome<User> {
        if state.settings.local_auth_disabled {
            return Err(local_auth_disabled());
        }
        if state.members(&caller.account).any(|user| user.has_email(self.email)) {
            return Err(exists());
        }
        // The identity provider is that of all accounts.
        if state.users.all().any(|user| user.has_email(self.email)) {
            return Err(Failure::internal());
        }
        let id = dex_id(&uuid(), "local");
        Ok(User::human(id, self.email, self.role).password(random_text(16)))
    }

    fn external(&self, state: &State, caller: &User, idp: Idp) -> Outcome<User> {
        let inviter = if caller.is_service_user { &state.creator } else { &caller.id };
        if !state.users.get(inviter).is_some_and(|user| user.in_idp && !user.is_service_user) {
            return Err(Failure::typed(404, format!("inviter user with id {inviter} doesn't exist in idp")));
        }
        let known = state.users.all().chain(&state.deleted);
        if known.into_iter().any(|user| user.in_idp && user.email == self.email) {
            return Err(exists());
        }
        if idp == Idp::PocketId && !self.name.contains(' ') {
            return Err(Failure::Panics);
        }
        if !idp.invites() {
            return Err(Failure::internal());
        }
        let id = if idp == Idp::Auth0 { format!("auth0|{}", hex(24)) } else { uuid() };
        let mut user = User::human(id, self.email, self.role);
        user.invited = true;
        Ok(user)
    }
}

fn exists() -> Failure {
    Failure::typed(409, "can't invite a user with an existing NetBird account")
}

pub(super) fn local_auth_disabled() -> Failure {
    Failure::typed(412, "local user creation is disabled - use an external identity provider")
}
