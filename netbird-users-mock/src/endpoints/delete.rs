use super::Call;
use crate::{
    http::{Answer, Failure, Outcome},
    permissions::{Operation, permit},
    state::User,
};

/// `DELETE /api/users/{userId}`: a second one answers 404.
pub(super) fn delete(call: &mut Call<'_>, caller: &User) -> Outcome<Answer> {
    if call.id() == caller.id {
        return Err(Failure::typed(422, "self deletion is not allowed"));
    }
    permit(caller, "users", Operation::Delete)?;
    let target = call.member(caller)?;
    remove(call, caller, &target)
}

/// What is checked once the target is known, and the deletion.
pub(super) fn remove(call: &mut Call<'_>, caller: &User, target: &User) -> Outcome<Answer> {
    if target.role == "owner" {
        return Err(Failure::typed(403, "can't delete a user with the owner role"));
    }
    if target.issued == "integration" && !caller.is_service_user {
        return Err(Failure::typed(403, "only integration service user can delete this user"));
    }
    if target.is_service_user && target.non_deletable {
        return Err(Failure::typed(403, "service user is marked as non-deletable"));
    }
    call.state.remove_user(&target.id);
    Ok(Answer::done())
}
