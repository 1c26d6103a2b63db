use super::{ErrorKind, Parts};
use crate::operation::{
    ACCEPT_INVITE, CREATE, CREATE_INVITE, CREATE_TOKEN, CURRENT, DELETE, DELETE_INVITE, DELETE_TOKEN,
    FIND_GROUP, GET_TOKEN, INVITE, LIST_GROUPS, Operation, PASSWORD, REGENERATE_INVITE, REJECT,
};

/// What to do about an error. The server's words are compared in parts, since they change from release to release.
pub(super) fn hint(error: &Parts) -> Option<&'static str> {
    let message = error.message.as_deref().unwrap_or_default().to_lowercase();
    let says = |part: &str| message.contains(part);
    let is = |one: &Operation| error.operation.is_some_and(|operation| operation.id == one.id);
    let cause = error.cause.filter(|_| error.kind != ErrorKind::OutcomeUnknown);
    if let Some(cause) = cause {
        return Some(cause.hint());
    }
    if error.doing == FIND_GROUP {
        return of_group(&error.kind);
    }
    Some(match &error.kind {
        ErrorKind::NotFound if says("user account") => {
            "the identity provider does not know the user, and the embedded one never does: instead of an invitation give the person an invite link, or a password"
        }
        ErrorKind::NotFound if says("inviter") => {
            "the identity provider does not know the token's user: use the token of a person who signs in there"
        }
        ErrorKind::NotFound if error.user_id.as_ref().is_some_and(|id| id.contains('@')) => {
            "a user is named by id here: `find_by_email` gives it"
        }
        ErrorKind::NotFound if says("user invite") => {
            "the invite was accepted, revoked, or given another link: list the invites"
        }
        ErrorKind::NotFound if is(&GET_TOKEN) || is(&DELETE_TOKEN) => {
            "list the tokens of the user to find the id, which is not the token"
        }
        ErrorKind::NotFound => "list the users to find the id; the case of its letters counts",
        ErrorKind::Ambiguous => "name the user by id",
        ErrorKind::IncompleteList => {
            "use the token of an owner, an admin, an auditor, a network admin or a service user: these see all users"
        }
        ErrorKind::Unauthorized if says("pat:") => {
            "the server does not know this token: it was deleted, or is another server's; make a new one"
        }
        ErrorKind::Unauthorized if says("no valid authentication") => {
            "the token did not arrive: a proxy may take the Authorization header away"
        }
        ErrorKind::Unauthorized => "the token is expired or not one of this server; make a new one",
        ErrorKind::Forbidden if says("admin role required") => {
            "nobody reaches the tokens of another person; owners and admins reach those of service users"
        }
        ErrorKind::Forbidden if is(&LIST_GROUPS) => {
            "the token's user may not see groups: an owner, an admin or an auditor may"
        }
        ErrorKind::Forbidden => forbidden(&message, is(&CURRENT)),
        ErrorKind::InvalidRequest => return invalid(&message),
        ErrorKind::Conflict => {
            "somebody has this address already: `find_by_email` gives the user; if it gives nobody, they were deleted and the identity provider still has them: remove them there"
        }
        ErrorKind::NotAvailable if says("invite links") => {
            "this server has an identity provider outside, or none: invite people through `create`"
        }
        ErrorKind::NotAvailable => return not_available(&message),
        ErrorKind::RateLimited { .. } => "make fewer calls at once, or wait",
        ErrorKind::Server if is(&CREATE) && says("internal server error") => {
            "somebody else may have created the user at the same time: `find_by_email` tells; or the identity provider takes no new people from NetBird: create them there; the server's log has the reason"
        }
        ErrorKind::Server if is(&INVITE) && says("internal server error") => {
            "the identity provider could not send the invitation, and most cannot: Auth0, Zitadel and PocketID can; the server's log has the reason"
        }
        ErrorKind::Server => "try again later; the server's log has the reason",
        ErrorKind::WrongEndpoint => {
            "check the base URL (`NB_MANAGEMENT_URL`): it is the management server's alone, such as https://api.netbird.io, and not the dashboard's"
        }
        ErrorKind::Undecodable => {
            "check the base URL (`NB_MANAGEMENT_URL`); if it is right, the server is of another release than this client knows: please report it"
        }
        ErrorKind::Redirected => {
            "use the address that it leads to as the base URL, if it is the management server's"
        }
        ErrorKind::Timeout => "try again later",
        ErrorKind::Connection => {
            "check the base URL (`NB_MANAGEMENT_URL`): host, port, and `https` or `http`; and that the server can be reached from here"
        }
        ErrorKind::OutcomeUnknown if is(&CREATE) => {
            "the user may be there: `find_created` tells, so ask it before you create again"
        }
        ErrorKind::OutcomeUnknown if is(&DELETE) || is(&REJECT) => {
            "list the users to see whether this one is gone"
        }
        ErrorKind::OutcomeUnknown if is(&PASSWORD) => {
            "sign in with the new password to see whether it is set"
        }
        ErrorKind::OutcomeUnknown if is(&INVITE) => "the message may have been sent: ask the person",
        ErrorKind::OutcomeUnknown if is(&CREATE_TOKEN) => {
            "the token may be there, and nobody knows it: find it by its name in the list of tokens, and revoke it"
        }
        ErrorKind::OutcomeUnknown if is(&DELETE_TOKEN) => {
            "list the tokens of the user to see whether it is gone"
        }
        ErrorKind::OutcomeUnknown if is(&CREATE_INVITE) || is(&DELETE_INVITE) => {
            "list the invites to see whether it is there; one whose link is lost gets another by `regenerate`"
        }
        ErrorKind::OutcomeUnknown if is(&REGENERATE_INVITE) => {
            "the link may be another now, and nobody knows it: do it again"
        }
        ErrorKind::OutcomeUnknown if is(&ACCEPT_INVITE) => "sign in to see whether the user is there",
        ErrorKind::OutcomeUnknown => "read the user with `get` before you try again",
        ErrorKind::Refused => return None,
    })
}

fn of_group(kind: &ErrorKind) -> Option<&'static str> {
    match kind {
        ErrorKind::NotFound => Some("list the groups: the case of letters counts in a name"),
        ErrorKind::Ambiguous => Some("name the group by its id"),
        _ => None,
    }
}

fn forbidden(message: &str, current: bool) -> &'static str {
    let says = |part: &str| message.contains(part);
    if says("pending approval") {
        "the token is good, and its user waits for approval: an admin has to approve them"
    } else if says("user is blocked") {
        "the token is good, and its user is blocked: an admin has to unblock them"
    } else if says("user role:") {
        "this server gives the role of the token's user no rights at all"
    } else if current && says("permission denied") {
        "a service user has no current user to ask for: find it in the list by `is_current`"
    } else if says("block or unblock themselves") || says("change their role") {
        "nobody changes their own role or blocks themselves: somebody else has to"
    } else if says("owner") {
        "only the owner changes the owner: see `transfer_ownership`"
    } else if says("integration") || says("non-deletable") {
        "this user belongs to an integration, which alone can remove it"
    } else {
        "the token's user lacks the rights: an owner's or admin's token has them"
    }
}

fn invalid(message: &str) -> Option<&'static str> {
    let says = |part: &str| message.contains(part);
    Some(if says("provided group id") {
        "there is no group with that id, or not any more: check it, or take it away with `remove_group`"
    } else if says("all group") {
        "everybody is in the group All: take it away with `remove_group`"
    } else if says("user role") {
        "the server knows the roles owner, admin, user, billing_admin, auditor and network_admin"
    } else if says("not pending approval") {
        "somebody may have approved the user already"
    } else if says("self deletion") {
        "nobody deletes themselves: somebody else has to"
    } else if says("current password is incorrect") {
        "the old password is wrong"
    } else if says("only change their own password") {
        "a password is changed with a token of the person whose it is"
    } else {
        return None;
    })
}

fn not_available(message: &str) -> Option<&'static str> {
    let says = |part: &str| message.contains(part);
    Some(if says("activated") {
        "the person has signed in already and needs no invitation"
    } else if says("local user creation is disabled") {
        "this server takes people from its identity provider only: create them there"
    } else if says("embedded identity provider") {
        "this server keeps no passwords: people change theirs at the identity provider"
    } else if says("idp manager") {
        "this server has no identity provider to invite people through: service users can be created"
    } else {
        return None;
    })
}
