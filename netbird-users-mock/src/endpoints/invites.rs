use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use super::{Call, new_person::local_auth_disabled};
use crate::{
    http::{Answer, Failure, Members, Outcome},
    json,
    permissions::{Operation, permit},
    state::{INVITE_PREFIX, Invite, User, check, hash, make, xid},
};

/// The members are in the server's order.
#[derive(Serialize)]
struct View<'a> {
    auto_groups: &'a [String],
    created_at: String,
    email: &'a str,
    expired: bool,
    expires_at: String,
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    invite_token: Option<&'a str>,
    name: &'a str,
    role: &'a str,
}

impl<'a> View<'a> {
    fn of(invite: &'a Invite, now: DateTime<Utc>, invite_token: Option<&'a str>) -> Self {
        Self {
            auto_groups: &invite.auto_groups,
            created_at: json::time(invite.created_at, 0),
            email: &invite.email,
            expired: invite.expires <= now,
            expires_at: json::time(invite.expires, 0),
            id: &invite.id,
            invite_token,
            name: &invite.name,
            role: &invite.role,
        }
    }
}

pub(super) fn embedded(call: &Call<'_>) -> Outcome<()> {
    if call.state.flavour.is_embedded() {
        return Ok(());
    }
    Err(Failure::typed(412, "invite links are only available with embedded identity provider"))
}

pub(super) fn unknown() -> Failure {
    Failure::typed(404, "user invite not found")
}

/// `GET /api/users/invites`: expired ones as well.
pub(super) fn list(call: &Call<'_>, caller: &User) -> Outcome<Answer> {
    embedded(call)?;
    permit(caller, "users", Operation::Read)?;
    let now = call.state.now();
    let own = call.state.invites.iter().filter(|invite| invite.account == caller.account);
    Ok(Answer::json(&own.map(|invite| View::of(invite, now, None)).collect::<Vec<_>>()))
}

/// `POST /api/users/invites`: the role and the groups are stored as they come.
pub(super) fn create(call: &mut Call<'_>, caller: &User) -> Outcome<Answer> {
    let body = Members::read_or_none(call.body)?;
    let email = body.text("email")?.unwrap_or_default();
    let name = body.text("name")?.unwrap_or_default();
    let role = body.text("role")?.unwrap_or_default();
    let auto_groups = body.texts("auto_groups")?.unwrap_or_default();
    let seconds = body.integer("expires_in")?;
    embedded(call)?;
    if call.state.settings.local_auth_disabled {
        return Err(local_auth_disabled());
    }
    if name.is_empty() {
        return Err(Failure::typed(422, "name can't be empty"));
    }
    if email.is_empty() {
        return Err(Failure::typed(422, "email can't be empty"));
    }
    if role.eq_ignore_ascii_case("owner") {
        return Err(Failure::typed(422, "can't invite a user with owner role"));
    }
    permit(caller, "users", Operation::Create)?;
    if call.state.members(&caller.account).any(|user| user.has_email(&email)) {
        return Err(Failure::typed(409, "user with this email already exists"));
    }
    let mut own = call.state.invites.iter().filter(|invite| invite.account == caller.account);
    if own.any(|invite| invite.email.to_lowercase() == email.to_lowercase()) {
        return Err(Failure::typed(409, "invite already exists for this email"));
    }
    let now = call.state.now();
    let expires = expiry(now, seconds)?;
    let token = make(INVITE_PREFIX);
    let invite = Invite {
        id: xid(),
        account: caller.account.clone(),
        email,
        name,
        role,
        auto_groups,
        hash: hash(&token),
        expires,
        created_at: now,
        created_by: caller.id.clone(),
    };
    let answer = Answer::json(&View::of(&invite, now, Some(&token)));
    call.state.invites.push(invite);
    Ok(answer)
}

/// 72 hours unless told; an hour at least. The server counts in nanoseconds, in 64 bits: what does not fit begins anew from
/// the other end, so that a number of seconds that is too large means any time, or too little.
fn expiry(now: DateTime<Utc>, seconds: i64) -> Outcome<DateTime<Utc>> {
    let seconds = if seconds <= 0 { 259_200 } else { seconds };
    let time = TimeDelta::nanoseconds(seconds.wrapping_mul(1_000_000_000));
    if time < TimeDelta::hours(1) {
        return Err(Failure::typed(422, "invite expiration must be at least 1 hour"));
    }
    Ok(now + time)
}

/// `DELETE /api/users/invites/{inviteId}`.
pub(super) fn delete(call: &mut Call<'_>, caller: &User) -> Outcome<Answer> {
    embedded(call)?;
    permit(caller, "users", Operation::Delete)?;
    let at = position(call, caller)?;
    call.state.invites.remove(at);
    Ok(Answer::done())
}

/// `POST /api/users/invites/{inviteId}/regenerate`: the old token is worth nothing at once.
pub(super) fn regenerate(call: &mut Call<'_>, caller: &User) -> Outcome<Answer> {
    #[derive(Serialize)]
    struct Regenerated<'a> {
        invite_expires_at: String,
        invite_token: &'a str,
    }

    let empty = call.body.iter().all(u8::is_ascii_whitespace);
    let body = if empty { Members::default() } else { Members::read_or_none(call.body)? };
    let seconds = body.integer("expires_in")?;
    embedded(call)?;
    permit(caller, "users", Operation::Update)?;
    let at = position(call, caller)?;
    let expires = expiry(call.state.now(), seconds)?;
    let token = make(INVITE_PREFIX);
    let invite = &mut call.state.invites[at];
    invite.hash = hash(&token);
    invite.expires = expires;
    Ok(Answer::json(&Regenerated { invite_expires_at: json::time(expires, 0), invite_token: &token }))
}

fn position(call: &Call<'_>, caller: &User) -> Outcome<usize> {
    let is_it = |invite: &Invite| invite.id == call.id() && invite.account == caller.account;
    call.state.invites.iter().position(is_it).ok_or_else(unknown)
}

/// Which invite a token is of.
pub(super) fn by_token(call: &Call<'_>) -> Outcome<usize> {
    check(INVITE_PREFIX, call.id())
        .map_err(|unsound| Failure::typed(422, format!("invalid invite token: {unsound}")))?;
    let hash = hash(call.id());
    call.state.invites.iter().position(|invite| invite.hash == hash).ok_or_else(unknown)
}

/// `GET /api/users/invites/{token}`: for whoever holds the token.
pub(crate) fn public_invite(call: &Call<'_>) -> Outcome<Answer> {
    #[derive(Serialize)]
    struct Public<'a> {
        email: &'a str,
        expires_at: String,
        invited_by: &'a str,
        name: &'a str,
        valid: bool,
    }

    let invite = &call.state.invites[by_token(call)?];
    Ok(Answer::json(&Public {
        email: &invite.email,
        expires_at: json::time(invite.expires, 0),
        invited_by: call
            .state
            .users
            .get(&invite.created_by)
            .filter(|user| !user.is_service_user)
            .map(|user| user.name.as_str())
            .unwrap_or_default(),
        name: &invite.name,
        valid: invite.expires > call.state.now(),
    }))
}
