//! The operations of the API, as calls, errors and traces speak of them.

/// One operation of the API, as errors and traces speak of it.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The `operationId` in the API's document.
    pub(crate) id: &'static str,
    pub(crate) method: &'static str,
    /// The path as a template: an id is no part of it.
    pub(crate) path: &'static str,
    /// What it does, after "could not".
    pub(crate) doing: &'static str,
    pub(crate) repeat: Repeat,
}

/// What happens when an operation is sent twice.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Repeat {
    /// Nothing changes either time.
    Read,
    /// The second time leaves what the first has left.
    Same,
    /// The second time finds nothing to remove.
    Remove,
    /// The second time is another change, or fails where the first succeeded.
    Once,
}

const fn operation(
    id: &'static str,
    method: &'static str,
    path: &'static str,
    doing: &'static str,
    repeat: Repeat,
) -> Operation {
    Operation { id, method, path, doing, repeat }
}

/// What is done on this machine with what a server has told: after "could not".
pub(crate) const FIND_GROUP: &str = "find the group";

pub(crate) static LIST: Operation = operation("list_users", "GET", "/api/users", "list users", Repeat::Read);
pub(crate) static CURRENT: Operation =
    operation("get_current_user", "GET", "/api/users/current", "get the current user", Repeat::Read);
pub(crate) static CREATE: Operation =
    operation("create_user", "POST", "/api/users", "create a user", Repeat::Once);
pub(crate) static UPDATE: Operation =
    operation("update_user", "PUT", "/api/users/{userId}", "update the user", Repeat::Same);
pub(crate) static DELETE: Operation =
    operation("delete_user", "DELETE", "/api/users/{userId}", "delete the user", Repeat::Remove);
pub(crate) static APPROVE: Operation =
    operation("approve_user", "POST", "/api/users/{userId}/approve", "approve the user", Repeat::Once);
pub(crate) static LIST_TOKENS: Operation = operation(
    "list_tokens",
    "GET",
    "/api/users/{userId}/tokens",
    "list the tokens of the user",
    Repeat::Read,
);
pub(crate) static CREATE_TOKEN: Operation = operation(
    "create_token",
    "POST",
    "/api/users/{userId}/tokens",
    "create a token of the user",
    Repeat::Once,
);
pub(crate) static GET_TOKEN: Operation = operation(
    "get_token",
    "GET",
    "/api/users/{userId}/tokens/{tokenId}",
    "get a token of the user",
    Repeat::Read,
);
pub(crate) static DELETE_TOKEN: Operation = operation(
    "delete_token",
    "DELETE",
    "/api/users/{userId}/tokens/{tokenId}",
    "revoke a token of the user",
    Repeat::Remove,
);
pub(crate) static LIST_GROUPS: Operation =
    operation("list_groups", "GET", "/api/groups", "list groups", Repeat::Read);
pub(crate) static LIST_INVITES: Operation =
    operation("list_invites", "GET", "/api/users/invites", "list invites", Repeat::Read);
pub(crate) static CREATE_INVITE: Operation =
    operation("create_invite", "POST", "/api/users/invites", "create an invite", Repeat::Once);
pub(crate) static DELETE_INVITE: Operation =
    operation("delete_invite", "DELETE", "/api/users/invites/{invite}", "revoke the invite", Repeat::Remove);
pub(crate) static REGENERATE_INVITE: Operation = operation(
    "regenerate_invite",
    "POST",
    "/api/users/invites/{invite}/regenerate",
    "make a new link for the invite",
    Repeat::Once,
);
pub(crate) static INVITE_INFO: Operation =
    operation("get_invite_info", "GET", "/api/users/invites/{invite}", "look at the invite", Repeat::Read);
pub(crate) static ACCEPT_INVITE: Operation = operation(
    "accept_invite",
    "POST",
    "/api/users/invites/{invite}/accept",
    "accept the invite",
    Repeat::Once,
);
pub(crate) static REJECT: Operation =
    operation("reject_user", "DELETE", "/api/users/{userId}/reject", "reject the user", Repeat::Remove);
pub(crate) static INVITE: Operation = operation(
    "resend_invitation",
    "POST",
    "/api/users/{userId}/invite",
    "resend the invitation of the user",
    Repeat::Once,
);
pub(crate) static PASSWORD: Operation = operation(
    "change_password",
    "PUT",
    "/api/users/{userId}/password",
    "change the password of the user",
    Repeat::Once,
);
