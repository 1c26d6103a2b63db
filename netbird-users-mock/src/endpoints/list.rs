use std::sync::Arc;

use bytes::Bytes;

use super::{Call, view::Lens};
use crate::{
    http::{Answer, Failure, Outcome, first},
    json,
    permissions::{Operation, allowed},
    state::User,
};

/// `GET /api/users`: in another order each time.
pub(super) fn list(call: &Call<'_>, caller: &User) -> Outcome<Answer> {
    let sees_all = allowed(caller, "users", Operation::Read)?;
    let filter = first(call.query, "service_user").filter(|value| !value.is_empty());
    let wanted = filter.as_deref().map(parse_bool);
    let lens = Lens::new(call.state, caller);
    let sees = |user: &User| user.account == caller.account && (sees_all || user.id == caller.id);
    let mut users: Vec<Arc<User>> = Vec::new();
    for user in call.state.users.shared().filter(|user| sees(user)) {
        // Checked at the first user, so that a list of none accepts anything.
        let wanted = match wanted {
            Some(None) => return Err(Failure::typed(422, "invalid service_user query parameter")),
            Some(wanted) => wanted,
            None => None,
        };
        if wanted.is_none_or(|wanted| wanted == user.is_service_user) && !lens.hides(user) {
            users.push(Arc::clone(user));
        }
    }
    mix(&mut users);
    Ok(Answer::pieces(List { users: users.into_iter(), lens, begun: false, done: false }))
}

/// Another order each time. Neighbours in memory stay within a block: reading 100,000 users all over it takes longer than
/// serializing them.
fn mix(users: &mut Vec<Arc<User>>) {
    const BLOCK: usize = 64;
    let mut blocks: Vec<&mut [Arc<User>]> = users.chunks_mut(BLOCK).collect();
    fastrand::shuffle(&mut blocks);
    for block in &mut blocks {
        fastrand::shuffle(block);
    }
    *users = blocks.into_iter().flat_map(|block| block.iter().cloned()).collect();
}

/// The body, made while it is sent: the client reads the beginning before the end is there, and the same memory serves
/// all of it.
struct List {
    users: std::vec::IntoIter<Arc<User>>,
    lens: Lens,
    begun: bool,
    done: bool,
}

/// How long a piece is, about.
const PIECE: usize = 64 << 10;

impl Iterator for List {
    type Item = Bytes;

    fn next(&mut self) -> Option<Bytes> {
        if self.done {
            return None;
        }
        // With room for one more user, so that the last does not move the others.
        let mut piece = Vec::with_capacity(PIECE + 1024);
        if !self.begun {
            piece.push(b'[');
        }
        while piece.len() < PIECE {
            let Some(user) = self.users.next() else {
                piece.extend_from_slice(b"]\n");
                self.done = true;
                break;
            };
            if std::mem::replace(&mut self.begun, true) {
                piece.push(b',');
            }
            json::append(&mut piece, &self.lens.view(&user));
        }
        Some(piece.into())
    }
}

/// Go's words for the two.
fn parse_bool(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "TRUE" | "true" | "True" => Some(true),
        "0" | "f" | "F" | "FALSE" | "false" | "False" => Some(false),
        _ => None,
    }
}
