//! What the server does: a file for each group of endpoints, and in it the checks in the server's order.

mod accept;
mod approve;
mod create;
mod current;
mod delete;
mod groups;
mod invites;
mod list;
mod new_person;
mod password;
mod resend;
mod tokens;
mod update;
mod view;

use crate::{
    http::{Answer, Failure, Outcome, Verb},
    state::{State, User},
};

pub(crate) use accept::accept_invite;
pub(crate) use invites::public_invite;

/// A request that has reached its endpoint.
pub(crate) struct Call<'a> {
    pub(crate) state: &'a mut State,
    /// What the path named, in order.
    pub(crate) ids: &'a [String],
    pub(crate) query: &'a str,
    pub(crate) body: &'a [u8],
    /// Another request of the same kind is handled at the same moment.
    pub(crate) raced: bool,
}

impl Call<'_> {
    /// The first id of the path; every route that asks has one.
    fn id(&self) -> &str {
        self.ids.first().map(String::as_str).unwrap_or_default()
    }

    /// The second id of the path.
    fn second_id(&self) -> &str {
        self.ids.get(1).map(String::as_str).unwrap_or_default()
    }

    /// The user that the path names, in the caller's account.
    fn member(&self, caller: &User) -> Outcome<User> {
        self.state.member(&caller.account, self.id()).cloned().ok_or_else(|| Failure::no_user(self.id()))
    }
}

/// What a caller asked for.
pub(crate) fn run(verb: Verb, call: &mut Call<'_>, caller: &User) -> Outcome<Answer> {
    match verb {
        Verb::List => list::list(call, caller),
        Verb::Current => current::current(call, caller),
        Verb::Create => create::create(call, caller),
        Verb::Update => update::update(call, caller),
        Verb::Delete => delete::delete(call, caller),
        Verb::Invite => resend::resend(call, caller),
        Verb::Approve => approve::approve(call, caller),
        Verb::Reject => approve::reject(call, caller),
        Verb::Password => password::change(call, caller),
        Verb::ListTokens => tokens::list(call, caller),
        Verb::CreateToken => tokens::create(call, caller),
        Verb::GetToken => tokens::get(call, caller),
        Verb::DeleteToken => tokens::delete(call, caller),
        Verb::ListInvites => invites::list(call, caller),
        Verb::CreateInvite => invites::create(call, caller),
        Verb::DeleteInvite => invites::delete(call, caller),
        Verb::RegenerateInvite => invites::regenerate(call, caller),
        Verb::PublicInvite => public_invite(call),
        Verb::AcceptInvite => accept_invite(call),
        Verb::ListGroups => groups::list(call, caller),
        Verb::WrongMethod => Err(Failure::verbatim(405, "wrong HTTP method")),
    }
}
