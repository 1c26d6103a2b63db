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
    /// OPTIONS, which the user handlers are registered for and refuse.
    WrongMethod,
}

/// `*` is one part, whatever it holds. The order is the server's: where two paths fit, the first with the method wins.
const ROUTES: [(&str, &str, Verb); 19] = [
    ("GET", "", Verb::List),
    ("GET", "current", Verb::Current),
    ("PUT", "*", Verb::Update),
    ("DELETE", "*", Verb::Delete),
    ("POST", "", Verb::Create),
    ("POST", "*/invite", Verb::Invite),
    ("POST", "*/approve", Verb::Approve),
    ("DELETE", "*/reject", Verb::Reject),
    ("PUT", "*/password", Verb::Password),
    ("GET", "*/tokens", Verb::ListTokens),
    ("POST", "*/tokens", Verb::CreateToken),
    ("GET", "*/tokens/*", Verb::GetToken),
    ("DELETE", "*/tokens/*", Verb::DeleteToken),
    ("GET", "invites", Verb::ListInvites),
    ("POST", "invites", Verb::CreateInvite),
    ("GET", "invites/*", Verb::PublicInvite),
    ("DELETE", "invites/*", Verb::DeleteInvite),
    ("POST", "invites/*/regenerate", Verb::RegenerateInvite),
    ("POST", "invites/*/accept", Verb::AcceptInvite),
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

/// The parts below `/api/users`.
fn parts(path: &str) -> Option<Vec<&str>> {
    let rest = path.strip_prefix("/api/users")?;
    if rest.is_empty() { Some(Vec::new()) } else { Some(rest.strip_prefix('/')?.split('/').collect()) }
}

fn fit(pattern: &str, parts: &[&str]) -> Option<Vec<String>> {
    let pattern: Vec<&str> = pattern.split('/').filter(|part| !part.is_empty()).collect();
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
