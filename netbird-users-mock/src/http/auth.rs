//! Who a request comes from.

use axum::http::{
    HeaderMap,
    header::{AUTHORIZATION, USER_AGENT},
};

use super::{Failure, Limiter, Outcome};
use crate::state::{PAT_PREFIX, State, User, check, hash};

/// The user that the first `Authorization` value stands for.
///
/// # Errors
///
/// 401 for what is no credential, 404 for a sound token that nobody has, 429 when the token's bucket is empty.
pub(crate) fn authenticate(
    state: &mut State,
    limiter: Option<&mut Limiter<String>>,
    headers: &HeaderMap,
) -> Outcome<User> {
    let value =
        headers.get(AUTHORIZATION).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let value = value.unwrap_or_default();
    let parts: Vec<&str> = value.split(' ').collect();
    let (scheme, rest) = parts.split_first().map_or(("", [].as_slice()), |(scheme, rest)| (*scheme, rest));
    let bearer = scheme.eq_ignore_ascii_case("bearer");
    if !bearer && !scheme.eq_ignore_ascii_case("token") {
        return Err(Failure::typed(401, "no valid authentication provided"));
    }
    let credential = match rest {
        [credential] => *credential,
        _ => return Err(invalid()),
    };
    if bearer && !credential.starts_with(PAT_PREFIX) {
        return by_session(state, credential);
    }
    if let Some(limiter) = limiter
        && !is_terraform(headers)
        && !limiter.allows(credential.to_owned())
    {
        return Err(Failure::typed(429, "too many requests"));
    }
    by_token(state, credential)
}

fn invalid() -> Failure {
    Failure::typed(401, "token invalid")
}

fn is_terraform(headers: &HeaderMap) -> bool {
    let agent = headers.get(USER_AGENT).map(|value| value.as_bytes().to_ascii_lowercase());
    agent.is_some_and(|agent| String::from_utf8_lossy(&agent).contains("terraform"))
}

fn by_token(state: &mut State, plain: &str) -> Outcome<User> {
    check(PAT_PREFIX, plain).map_err(|_| invalid())?;
    let (hash, now) = (hash(plain), state.now());
    let unknown = || Failure::typed(404, format!("invalid token: pat: {hash} not found"));
    let token = state.tokens.iter_mut().find(|token| token.hash == hash).ok_or_else(unknown)?;
    if token.expires.is_none_or(|expires| expires <= now) {
        return Err(invalid());
    }
    let user = state.users.get(&token.user).cloned().ok_or_else(invalid)?;
    token.last_used = Some(now);
    Ok(user)
}

/// A JWT is checked by the identity provider's keys, which the mock does not have: the builder says which texts are
/// good. Whoever has never been here joins.
fn by_session(state: &mut State, jwt: &str) -> Outcome<User> {
    let id = state.sessions.get(jwt).cloned().ok_or_else(invalid)?;
    if !state.users.contains(&id) {
        state.join(&id);
    }
    state.users.get(&id).cloned().ok_or_else(invalid)
}
