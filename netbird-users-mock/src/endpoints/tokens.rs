use serde::Serialize;

use super::Call;
use crate::{
    http::{Answer, Failure, Members, Outcome},
    json,
    permissions::{Operation, permit},
    state::{Token, User},
};

/// The members are in the server's order.
#[derive(Serialize)]
struct View<'a> {
    created_at: String,
    created_by: &'a str,
    expiration_date: String,
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_used: Option<String>,
    name: &'a str,
}

impl<'a> View<'a> {
    fn of(call: &Call<'_>, token: &'a Token) -> Self {
        let time = |at| json::time(at, call.state.settings.utc_offset_minutes);
        Self {
            created_at: time(token.created_at),
            created_by: &token.created_by,
            expiration_date: token.expires.map_or_else(|| json::ZERO_TIME.to_owned(), time),
            id: &token.id,
            last_used: token.last_used.map(|at| json::time(at, 0)),
            name: &token.name,
        }
    }
}

/// What all four have in common: rights, then the target, then whose it is.
fn target(call: &Call<'_>, caller: &User, operation: Operation) -> Outcome<User> {
    permit(caller, "pats", operation)?;
    let id = call.id();
    let user = call.state.users.get(id).ok_or_else(|| Failure::no_user(id))?;
    if user.account != caller.account {
        return Err(Failure::denied());
    }
    if user.id != caller.id && !(caller.has_admin_power() && user.is_service_user) {
        return Err(Failure::typed(403, "admin role required to perform this action"));
    }
    Ok(user.clone())
}

/// `GET /api/users/{userId}/tokens`: `null` when there is none.
pub(super) fn list(call: &Call<'_>, caller: &User) -> Outcome<Answer> {
    let user = target(call, caller, Operation::Read)?;
    let views: Vec<View<'_>> = call
        .state
        .tokens
        .iter()
        .filter(|token| token.user == user.id)
        .map(|token| View::of(call, token))
        .collect();
    Ok(Answer::json(&(!views.is_empty()).then_some(views)))
}

/// `POST /api/users/{userId}/tokens`: the only answer that has the token's text.
pub(super) fn create(call: &mut Call<'_>, caller: &User) -> Outcome<Answer> {
    #[derive(Serialize)]
    struct Created<'a> {
        personal_access_token: View<'a>,
        plain_token: &'a str,
    }

    let body = Members::read_or_none(call.body)?;
    let name = body.text("name")?.unwrap_or_default();
    let days = body.integer("expires_in")?;
    if name.is_empty() {
        return Err(Failure::typed(422, "token name can't be empty"));
    }
    if !(1..=365).contains(&days) {
        return Err(Failure::typed(422, "expiration has to be between 1 and 365"));
    }
    let user = target(call, caller, Operation::Create)?;
    let (token, plain) = call.state.issue_token(&user.id, &name, days, &caller.id);
    Ok(Answer::json(&Created { personal_access_token: View::of(call, &token), plain_token: &plain }))
}

/// `GET /api/users/{userId}/tokens/{tokenId}`.
pub(super) fn get(call: &Call<'_>, caller: &User) -> Outcome<Answer> {
    let user = target(call, caller, Operation::Read)?;
    let at = position(call, &user)?;
    Ok(Answer::json(&View::of(call, &call.state.tokens[at])))
}

/// `DELETE /api/users/{userId}/tokens/{tokenId}`: one's own as well; the next request then answers 404.
pub(super) fn delete(call: &mut Call<'_>, caller: &User) -> Outcome<Answer> {
    let user = target(call, caller, Operation::Delete)?;
    let at = position(call, &user)?;
    call.state.tokens.remove(at);
    Ok(Answer::done())
}

fn position(call: &Call<'_>, user: &User) -> Outcome<usize> {
    let id = call.second_id();
    let found = call.state.tokens.iter().position(|token| token.id == id && token.user == user.id);
    found.ok_or_else(|| Failure::typed(404, format!("pat: {id} not found")))
}
