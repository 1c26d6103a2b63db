//! What the server knows.

mod group;
mod ids;
mod invite;
mod secret;
mod token;
mod user;
mod users;

use std::collections::HashMap;

use chrono::{DateTime, Utc};

pub use group::Group;
pub use invite::Invite;
pub use token::Token;
pub use user::User;

pub(crate) use ids::{dex_id, hex, uuid, xid};
pub(crate) use secret::{INVITE_PREFIX, PAT_PREFIX, check, hash, make, random_text};
pub(crate) use users::Users;

use crate::{clock::Clock, flavour::Flavour, settings::Settings};

/// The account that a mock is made with.
pub(crate) const ACCOUNT: &str = "cs1tnh0hhcjnqoiuebe0";

/// All of it. The server holds it behind one lock, so each request sees it whole.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) flavour: Flavour,
    pub(crate) settings: Settings,
    pub(crate) clock: Clock,
    /// Who made the account: stands in as inviter for service users.
    pub(crate) creator: String,
    pub(crate) users: Users,
    pub(crate) groups: Vec<Group>,
    pub(crate) tokens: Vec<Token>,
    pub(crate) invites: Vec<Invite>,
    /// People who were deleted: an identity provider outside keeps them, and whoever still has a JWT comes back.
    pub(crate) deleted: Vec<User>,
    /// What stands for a JWT, and whose it is.
    pub(crate) sessions: HashMap<String, String>,
}

/// What of the state decides how users are shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deployment {
    pub(crate) flavour: Flavour,
    pub(crate) settings: Settings,
}

impl State {
    pub(crate) fn deployment(&self) -> Deployment {
        Deployment { flavour: self.flavour, settings: self.settings }
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The user with this id in this account.
    pub(crate) fn member(&self, account: &str, id: &str) -> Option<&User> {
        self.users.get(id).filter(|user| user.account == account)
    }

    pub(crate) fn members<'a>(&'a self, account: &'a str) -> impl Iterator<Item = &'a User> {
        self.users.all().filter(move |user| user.account == account)
    }

    /// Also takes the user's tokens away. False when there was no such user.
    pub(crate) fn remove_user(&mut self, id: &str) -> bool {
        self.tokens.retain(|token| token.user != id);
        self.deleted.extend(self.users.get(id).filter(|user| !user.is_service_user).cloned());
        self.users.remove(id)
    }

    /// A token for this user, and its text, which the state does not keep.
    pub(crate) fn issue_token(
        &mut self,
        user: &str,
        name: &str,
        days: i64,
        creator: &str,
    ) -> (Token, String) {
        let plain = make(PAT_PREFIX);
        let token = Token::new(user, name, &plain, days, creator, self.now());
        self.tokens.push(token.clone());
        (token, plain)
    }

    /// Someone signs in whom the account does not have: for the first time, or again after a deletion.
    pub(crate) fn join(&mut self, id: &str) {
        let before = self.deleted.iter().rposition(|user| user.id == id).map(|at| self.deleted.remove(at));
        let (email, name) = before.map(|user| (user.email, user.name)).unwrap_or_default();
        let mut user = User::human(id, email, "user").name(name);
        user.is_blocked = self.settings.approval_required;
        user.pending_approval = self.settings.approval_required;
        self.users.put(user);
    }
}
