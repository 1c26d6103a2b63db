use super::{Call, delete, view::View};
use crate::{
    http::{Answer, Failure, Outcome},
    permissions::{Operation, permit},
    state::User,
};

/// `POST /api/users/{userId}/approve`: unblocks as well.
pub(super) fn approve(call: &mut Call<'_>, caller: &User) -> Outcome<Answer> {
    let mut user = pending(call, caller, Operation::Update)?;
    user.is_blocked = false;
    user.pending_approval = false;
    let answer = Answer::json(&View::of(call.state.deployment(), &user, &caller.id));
    call.state.users.put(user);
    Ok(answer)
}

/// `DELETE /api/users/{userId}/reject`: deletes the user.
pub(super) fn reject(call: &mut Call<'_>, caller: &User) -> Outcome<Answer> {
    let user = pending(call, caller, Operation::Delete)?;
    if user.id == caller.id {
        return Err(Failure::typed(422, "self deletion is not allowed"));
    }
    delete::remove(call, caller, &user)
}

fn pending(call: &Call<'_>, caller: &User, operation: Operation) -> Outcome<User> {
    permit(caller, "users", operation)?;
    let user = call.member(caller)?;
    if user.pending_approval || call.raced && operation == Operation::Update {
        Ok(user)
    } else {
        Err(Failure::typed(422, format!("user {} is not pending approval", user.id)))
    }
}
