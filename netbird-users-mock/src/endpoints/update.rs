use super::{Call, view::Lens};
use crate::{
    http::{Answer, Failure, Members, Outcome},
    permissions::{Operation, parse_role, permit},
    state::{State, User},
};

/// `PUT /api/users/{userId}`: replaces role, groups and `is_blocked`, so that an absent `is_blocked` unblocks.
pub(super) fn update(call: &mut Call<'_>, caller: &User) -> Outcome<Answer> {
    // Whatever account it is in, and before anybody looks at rights.
    let old = call.state.users.get(call.id()).cloned().ok_or_else(|| Failure::no_user(call.id()))?;
    let body = Members::read_or_panic(call.body)?;
    let role = body.text("role")?.unwrap_or_default();
    let groups = body.texts("auto_groups")?;
    let is_blocked = body.flag("is_blocked")?;
    let Some(auto_groups) = groups else {
        return Err(Failure::verbatim(400, "auto_groups field can't be absent"));
    };
    let Some(role) = parse_role(&role) else {
        return Err(Failure::verbatim(422, "invalid user role"));
    };
    permit(caller, "users", Operation::Create)?;

    let new = User { role: role.to_owned(), auto_groups, is_blocked, ..old.clone() };
    if let Err((status, why)) = validate(call.state, caller, &old, &new) {
        return Err(Failure::typed(status, format!("failed to process update for user {}: {why}", old.id)));
    }
    if is_transfer(caller, &new)
        && let Some(owner) = call.state.users.get_mut(&caller.id)
    {
        "admin".clone_into(&mut owner.role);
    }
    let answer = Answer::json(&Lens::new(call.state, caller).view(&new));
    call.state.users.put(new);
    Ok(answer)
}

/// The owner hands its role on.
fn is_transfer(caller: &User, new: &User) -> bool {
    caller.role == "owner" && caller.id != new.id && new.role == "owner"
}

/// The checks inside the server's transaction, in its order.
fn validate(state: &State, caller: &User, old: &User, new: &User) -> Result<(), (u16, String)> {
    let owner = |user: &User| user.role == "owner";
    let is_self = caller.id == old.id;
    let refusals = [
        (422, old.account != caller.account, "user account id mismatch"),
        (403, !caller.has_admin_power(), "only admins and owners can update users"),
        (403, is_self && old.is_blocked != new.is_blocked, "admins can't block or unblock themselves"),
        (403, is_self && old.role != new.role, "admins can't change their role"),
        (
            403,
            !owner(caller) && owner(old) && !owner(new),
            "only owners can remove owner role from their user",
        ),
        (403, owner(old) && !old.is_blocked && new.is_blocked, "unable to block owner user"),
        (403, !owner(caller) && !owner(old) && owner(new), "only owners can add owner role to other users"),
        (403, old.is_service_user && owner(new), "can't update a service user with owner role"),
    ];
    if let Some((status, _, why)) = refusals.into_iter().find(|(_, applies, _)| *applies) {
        return Err((status, why.to_owned()));
    }
    for id in &new.auto_groups {
        match state.groups.iter().find(|group| group.id == *id) {
            None => {
                let why = format!("provided group id {id} in the user {} update doesn't exist", old.id);
                return Err((422, why));
            }
            Some(group) if group.name == "All" => {
                return Err((422, "can't add all group to the user".to_owned()));
            }
            Some(_) => {}
        }
    }
    Ok(())
}
