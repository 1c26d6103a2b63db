use serde::Serialize;

use super::Call;
use crate::{
    http::{Answer, Failure, Outcome, first},
    permissions::{Operation, permit},
    state::{Group, User},
};

/// The members are in the server's order. Nobody is in a group of the mock, and an empty list is `null` to the server.
#[derive(Serialize)]
struct View<'a> {
    id: &'a str,
    issued: &'static str,
    name: &'a str,
    peers: Option<()>,
    peers_count: u32,
    resources: Option<()>,
    resources_count: u32,
}

impl<'a> View<'a> {
    fn of(group: &'a Group) -> Self {
        let Group { id, name } = group;
        Self { id, issued: "api", name, peers: None, peers_count: 0, resources: None, resources_count: 0 }
    }
}

/// `GET /api/groups`: all of them, or the one of a name.
pub(super) fn list(call: &Call<'_>, caller: &User) -> Outcome<Answer> {
    permit(caller, "groups", Operation::Read)?;
    let groups = &call.state.groups;
    let Some(name) = first(call.query, "name").filter(|name| !name.is_empty()) else {
        return Ok(Answer::json(&groups.iter().map(View::of).collect::<Vec<_>>()));
    };
    let group = groups.iter().find(|group| group.name == name);
    let group = group.ok_or_else(|| Failure::typed(404, format!("group: {name} not found")))?;
    Ok(Answer::json(&[View::of(group)]))
}
