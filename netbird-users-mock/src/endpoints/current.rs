use super::{
    Call,
    view::{Permissions, View},
};
use crate::{
    http::{Answer, Failure, Outcome},
    permissions::modules,
    state::User,
};

/// `GET /api/users/current`: for people only.
pub(super) fn current(call: &Call<'_>, caller: &User) -> Outcome<Answer> {
    if caller.is_blocked {
        return Err(Failure::typed(403, "user is blocked"));
    }
    if caller.is_service_user {
        return Err(Failure::denied());
    }
    let regular = matches!(caller.role.as_str(), "user" | "billing_admin");
    let permissions = Permissions {
        is_restricted: regular && call.state.settings.regular_users_view_blocked,
        modules: modules(&caller.role),
    };
    Ok(Answer::json(&View::of(call.state.deployment(), caller, &caller.id).with_permissions(permissions)))
}
