use super::Call;
use crate::{
    http::{Answer, Failure, Members, Outcome},
    state::User,
};

/// What the hash of passwords takes at most, in bytes.
pub(super) const LONGEST: usize = 72;

/// `PUT /api/users/{userId}/password`: one's own, without a look at rights.
pub(super) fn change(call: &mut Call<'_>, caller: &User) -> Outcome<Answer> {
    let body = Members::read_or_none(call.body)?;
    let old = body.text("old_password")?.unwrap_or_default();
    let new = body.text("new_password")?.unwrap_or_default();
    if !call.state.flavour.is_embedded() {
        return Err(Failure::typed(412, "password change is only available with embedded identity provider"));
    }
    if old.is_empty() {
        return Err(Failure::typed(422, "old password is required"));
    }
    if new.is_empty() {
        return Err(Failure::typed(422, "new password is required"));
    }
    let refuse = |why: &str| Err(Failure::typed(422, format!("failed to update password: {why}")));
    if call.id() != caller.id {
        return refuse("users can only change their own password");
    }
    if old == new {
        return refuse("new password must be different from current password");
    }
    let Some(stored) = call.state.users.get_mut(&caller.id).and_then(|user| user.password.as_mut()) else {
        return refuse("failed to get user: not found");
    };
    if *stored != old {
        return refuse("current password is incorrect");
    }
    if new.len() > LONGEST {
        return refuse("failed to hash new password: bcrypt: password length exceeds 72 bytes");
    }
    *stored = new;
    Ok(Answer::done())
}
