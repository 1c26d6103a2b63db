use super::Call;
use crate::{
    flavour::Flavour,
    http::{Answer, Failure, Outcome},
    permissions::{Operation, permit},
    state::User,
};

/// `POST /api/users/{userId}/invite`: the identity provider outside mails its invitation again.
pub(super) fn resend(call: &Call<'_>, caller: &User) -> Outcome<Answer> {
    if call.state.flavour == Flavour::NoIdp {
        return Err(Failure::typed(412, "idp manager must be enabled to send user invites"));
    }
    permit(caller, "users", Operation::Create)?;
    let id = call.id();
    let user = call.state.users.get(id).ok_or_else(|| Failure::no_user(id))?;
    let known = user.account == caller.account && user.in_idp && !user.is_service_user;
    let Some(idp) = call.state.flavour.idp().filter(|_| known) else {
        return Err(Failure::typed(404, format!("user account {id} doesn't exist")));
    };
    if !user.invited {
        return Err(Failure::typed(412, "can't invite a user with an activated NetBird account"));
    }
    if idp.invites() { Ok(Answer::done()) } else { Err(Failure::internal()) }
}
