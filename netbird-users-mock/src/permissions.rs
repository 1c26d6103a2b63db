//! Who may do what.

use std::collections::BTreeMap;

use crate::{
    http::{Failure, Outcome},
    state::User,
};

/// The roles that requests may name. `billing_admin` has no entry among the rights: its holders may do nothing.
pub(crate) const ROLES: [&str; 6] = ["owner", "admin", "user", "billing_admin", "auditor", "network_admin"];

const MODULES: [&str; 24] = [
    "agent_network",
    "agent_network.budgets",
    "agent_network.guardrails",
    "agent_network.logs",
    "agent_network.policies",
    "agent_network.providers",
    "agent_network.settings",
    "agent_network.usage",
    "accounts",
    "dns",
    "events",
    "groups",
    "identity_providers",
    "nameservers",
    "networks",
    "pats",
    "peers",
    "policies",
    "remote_jobs",
    "routes",
    "services",
    "settings",
    "setup_keys",
    "users",
];

/// The role that a request means, in lower case; none when the server does not know it.
pub(crate) fn parse_role(sent: &str) -> Option<&'static str> {
    let sent = sent.to_lowercase();
    ROLES.into_iter().find(|role| *role == sent)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    Read,
    Create,
    Update,
    Delete,
}

/// Read, create, update, delete.
type Rights = [bool; 4];

const ALL: Rights = [true; 4];
const READ: Rights = [true, false, false, false];
const NONE: Rights = [false; 4];

/// None when the server has no rights for a role of this name.
fn rights(role: &str, module: &str) -> Option<Rights> {
    Some(match role {
        "admin" if module == "accounts" => READ,
        "owner" | "admin" => ALL,
        "auditor" => READ,
        "user" => NONE,
        "network_admin" => match module {
            "networks" | "groups" | "dns" | "nameservers" | "policies" | "routes" | "pats" => ALL,
            "settings" | "accounts" | "events" | "users" | "setup_keys" | "peers" | "identity_providers" => {
                READ
            }
            _ => NONE,
        },
        _ => return None,
    })
}

/// `modules` of the current user: empty for a role without rights.
pub(crate) fn modules(role: &str) -> BTreeMap<&'static str, BTreeMap<&'static str, bool>> {
    let operations = ["read", "create", "update", "delete"];
    MODULES
        .into_iter()
        .filter_map(|module| Some((module, operations.into_iter().zip(rights(role, module)?).collect())))
        .collect()
}

/// Whether this caller has the right.
///
/// # Errors
///
/// 403 when the server cannot tell: the caller is blocked or holds a role without rights.
pub(crate) fn allowed(caller: &User, module: &str, operation: Operation) -> Outcome<bool> {
    let refuse = |why: &str| Err(Failure::typed(403, format!("failed to validate user permissions: {why}")));
    if caller.is_blocked {
        return refuse(if caller.pending_approval { "user is pending approval" } else { "user is blocked" });
    }
    if caller.is_service_user && operation == Operation::Read {
        return Ok(true);
    }
    match rights(&caller.role, module) {
        Some(rights) => Ok(rights[operation as usize]),
        None => refuse(&format!("user role: {} not found", caller.role)),
    }
}

/// Fails unless this caller has the right.
pub(crate) fn permit(caller: &User, module: &str, operation: Operation) -> Outcome<()> {
    if allowed(caller, module, operation)? { Ok(()) } else { Err(Failure::denied()) }
}
