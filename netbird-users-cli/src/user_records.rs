//! A user as a row: the members that the README documents, in their order.

use netbird_users::{GroupNames, model::User};
use serde_json::{Value, json};

use crate::output::{Column, time};

pub(crate) const COLUMNS: &[Column] = &[
    Column::shown("id"),
    Column::shown("email"),
    Column::shown("name"),
    Column::shown("role"),
    Column::shown("status"),
    Column::other("is_service_user"),
    Column::other("is_blocked"),
    Column::other("pending_approval"),
    Column::other("is_current"),
    Column::shown("last_login"),
    Column::other("issued"),
    Column::shown("groups"),
    Column::other("auto_groups"),
];

/// What the server does not tell is `null`.
pub(crate) fn row(user: &User, names: Option<&GroupNames>) -> Vec<Value> {
    let name = |id: &String| names.and_then(|names| names.name(id)).unwrap_or(id).to_owned();
    let groups = user.auto_groups.as_ref().map(|ids| ids.iter().map(name).collect::<Vec<_>>());
    vec![
        json!(user.id),
        json!(user.email),
        json!(user.name),
        json!(user.role.as_str()),
        json!(user.status.as_str()),
        json!(user.is_service_user),
        json!(user.is_blocked),
        json!(user.pending_approval),
        json!(user.is_current),
        time(user.last_login),
        json!(user.issued.as_ref().map(netbird_users::model::Issued::as_str)),
        json!(groups),
        json!(user.auto_groups),
    ]
}
