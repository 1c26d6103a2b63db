use super::{Call, view::Lens};
use crate::{
    http::{Answer, Failure, Outcome, first},
    permissions::{Operation, allowed},
    state::User,
};

/// `GET /api/users`: in another order each time.
pub(super) fn list(call: &Call<'_>, caller: &User) -> Outcome<Answer> {
    let sees_all = allowed(caller, "users", Operation::Read)?;
    let filter = first(call.query, "service_user").filter(|value| !value.is_empty());
    let wanted = filter.as_deref().map(parse_bool);
    let lens = Lens::new(call.state, caller);
    let mut users: Vec<&User> = Vec::new();
    for user in call.state.members(&caller.account).filter(|user| sees_all || user.id == caller.id) {
        // Checked at the first user, so that a list of none accepts anything.
        let wanted = match wanted {
            Some(None) => return Err(Failure::typed(422, "invalid service_user query parameter")),
            Some(wanted) => wanted,
            None => None,
        };
        if wanted.is_none_or(|wanted| wanted == user.is_service_user) && !lens.hides(user) {
            users.push(user);
        }
    }
    mix(&mut users);
    Ok(Answer::list(users.into_iter().map(|user| lens.view(user))))
}

/// Another order each time. Neighbours in memory stay within a block: reading 100,000 users all over it takes longer than
/// serializing them.
fn mix(users: &mut Vec<&User>) {
    const BLOCK: usize = 64;
    let mut blocks: Vec<&mut [&User]> = users.chunks_mut(BLOCK).collect();
    fastrand::shuffle(&mut blocks);
    for block in &mut blocks {
        fastrand::shuffle(block);
    }
    *users = blocks.into_iter().flat_map(|block| block.iter().copied()).collect();
}

/// Go's words for the two.
fn parse_bool(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "TRUE" | "true" | "True" => Some(true),
        "0" | "f" | "F" | "FALSE" | "false" | "False" => Some(false),
        _ => None,
    }
}
