//! gorilla's matching: the first route whose path and method fit.

use axum::http::Method;

/// What a route leads to. Names are those of the endpoints' files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    List,
    Current,
    Create,
    Update,
    Delete,
    Invite,
    Approve,
    Reject,
    Password,
    ListTokens,
    CreateToken,
    GetToken,
    DeleteToken,
    ListInvites,
    CreateInvite,
    PublicInvite,
    DeleteInvite,
    RegenerateInvite,
    AcceptInvite,
    ListGroups,
    /// OPTIONS, which the user handlers are registered for and refuse.
    WrongMethod,
}

/// `*` is one part, whatever it holds. The order is the server's: where two paths fit, the first with the method wins.
const ROUTES: [(&str, &str, Verb); 20] = [
    ("GET", "users", Verb::List),
    ("GET", "users/current", Verb::Current),
    ("PUT", "users/*", Verb::Update),
    ("DELETE", "users/*", Verb::Delete),
    ("POST", "users", Verb::Create),
    ("POST", "users/*/invite", Verb::Invite),
    ("POST", "users/*/approve", Verb::Approve),
    ("DELETE", "users/*/reject", Verb::Reject),
    ("PUT", "users/*/password", Verb::Password),
    ("GET", "users/*/tokens", Verb::ListTokens),
    ("POST", "users/*/tokens", Verb::CreateToken),
    ("GET", "users/*/tokens/*", Verb::GetToken),
    ("DELETE", "users/*/tokens/*", Verb::DeleteToken),
    ("GET", "users/invites", Verb::ListInvites),
    ("POST", "users/invites", Verb::CreateInvite),
    ("GET", "users/invites/*", Verb::PublicInvite),
    ("DELETE", "users/invites/*", Verb::DeleteInvite),
    ("POST", "users/invites/*/regenerate", Verb::RegenerateInvite),
    ("POST", "users/invites/*/accept", Verb::AcceptInvite),
    ("GET", "groups", Verb::ListGroups),
];

/// What the router makes of a method and a decoded path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// A route, with what its `*` stood for.
    To(Verb, Vec<String>),
    /// The path is known, the method is not.
    UnknownMethod,
    UnknownPath,
}

pub(crate) fn route(method: &Method, path: &str) -> Route {
    let Some(parts) = parts(path) else { return Route::UnknownPath };
    let mut fitting = ROUTES.iter().filter_map(|(verb, pattern, to)| Some((verb, to, fit(pattern, &parts)?)));
    if method == Method::OPTIONS {
        return fitting
            .next()
            .map_or(Route::UnknownPath, |(_, to, found)| Route::To(for_options(*to), found));
    }
    let mut known = false;
    for (verb, to, found) in fitting {
        known = true;
        if *verb == method.as_str() {
            return Route::To(*to, found);
        }
    }
    if known { Route::UnknownMethod } else { Route::UnknownPath }
}

/// The handlers of tokens and invites do not look at the method.
fn for_options(first: Verb) -> Verb {
    match first {
        Verb::ListTokens
        | Verb::GetToken
        | Verb::PublicInvite
        | Verb::RegenerateInvite
        | Verb::AcceptInvite => first,
        _ => Verb::WrongMethod,
    }
}

/// The parts below `/api`.
fn parts(path: &str) -> Option<Vec<&str>> {
    path.strip_prefix("/api/").map(|rest| rest.split('/').collect())
}

fn fit(pattern: &str, parts: &[&str]) -> Option<Vec<String>> {
    let pattern: Vec<&str> = pattern.split('/').collect();
    if pattern.len() != parts.len() {
        return None;
    }
    let mut found = Vec::new();
    for (wanted, part) in pattern.into_iter().zip(parts) {
        match wanted {
            "*" if !part.is_empty() => found.push((*part).to_owned()),
            wanted if wanted == *part => {}
            _ => return None,
        }
    }
    Some(found)
}
