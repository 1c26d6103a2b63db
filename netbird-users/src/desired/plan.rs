use std::{
    collections::{HashMap, HashSet},
    fmt,
};

use super::{
    Step, Wanted,
    step::{Differs, who},
};
use crate::{
    error::Error,
    model::{Issued, Role, User},
    new_user::Identity,
    users::Roster,
};

const DOING: &str = "plan";

/// What lies between users as they are and users as they are wanted. Nothing is done until
/// [`Users::apply`](crate::Users::apply), so that a plan is its own dry run; `Display` writes a line a step.
///
/// - The owner, the credential's own user, and users of an integration are never changed, nor is whoever the server does not
///   tell enough about.
/// - Nobody becomes the owner, and nobody is ever deleted.
/// - What a row does not name stays.
#[derive(Clone, Debug)]
#[must_use = "nothing is done until it is applied"]
pub struct Plan {
    steps: Vec<Step>,
}

impl Plan {
    /// Compares. `now` is [`Users::list_complete`](crate::Users::list_complete)'s.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::IncompleteList`](crate::ErrorKind::IncompleteList) where `now` does not show that it is the whole
    /// account: everybody else would be created anew.
    pub fn between(now: &[User], wanted: impl IntoIterator<Item = Wanted>) -> Result<Self, Error> {
        Roster { users: now.to_vec() }.whole(DOING)?;
        let mut there: HashMap<Identity, Vec<&User>> = HashMap::new();
        for user in now {
            if let Some(identity) = Identity::of(user) {
                there.entry(identity).or_default().push(user);
            }
        }
        let (mut steps, mut named) = (Vec::new(), HashSet::new());
        for row in wanted {
            let identity = row.new.identity();
            let users = there.get(&identity).map(Vec::as_slice).unwrap_or_default();
            let step = match users {
                _ if named.contains(&identity) => Some(refused(row.new.key(), "is named twice".to_owned())),
                [] => Some(creation(&row)),
                [user] => change(user, &row),
                several => {
                    let reason = format!("{} users have this name or address", several.len());
                    Some(refused(row.new.key(), reason))
                }
            };
            named.insert(identity);
            steps.extend(step);
        }
        let extra =
            now.iter().filter(|user| Identity::of(user).is_none_or(|identity| !named.contains(&identity)));
        steps.extend(extra.filter(|user| protection(user).is_none()).cloned().map(Step::Extra));
        Ok(Self { steps })
    }

    /// The same, with who is there and not wanted locked out. Nobody is deleted.
    pub fn block_extra(mut self) -> Self {
        for step in &mut self.steps {
            if let Step::Extra(user) = step
                && user.is_blocked == Some(false)
            {
                let to = Differs { blocked: Some(true), ..Differs::default() };
                *step = Step::Change { user: user.clone(), to };
            }
        }
        self
    }

    /// The steps, in the order of the rows, and then who is extra.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Whether there is nothing to do. Who is extra and what is refused may be left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.steps.iter().any(Step::acts)
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.steps.iter().try_for_each(|step| writeln!(f, "{step}"))
    }
}

fn refused(who: &str, reason: String) -> Step {
    Step::Refused { who: who.to_owned(), reason }
}

fn creation(row: &Wanted) -> Step {
    let objection = row.new.check().err().or_else(|| row.role.as_ref().and_then(unknown));
    match objection {
        Some(reason) => refused(row.new.key(), reason),
        None => Step::Create { new: row.new.clone(), blocked: row.blocked == Some(true) },
    }
}

fn unknown(role: &Role) -> Option<String> {
    match role {
        Role::Unknown(role) => Some(format!("the server knows no role {:?}", role.as_str())),
        _ => None,
    }
}

/// Why a user is not changed, whatever is wanted.
fn protection(user: &User) -> Option<&'static str> {
    if user.is_owner() {
        Some("is the owner")
    } else if user.is_current == Some(true) {
        Some("is the user of this credential")
    } else if user.issued == Some(Issued::Integration) {
        Some("belongs to an integration")
    } else if user.role.as_str().is_empty() || user.auto_groups.is_none() || user.is_service_user.is_none() {
        Some("is not told enough about by the server")
    } else {
        None
    }
}

fn change(user: &User, row: &Wanted) -> Option<Step> {
    let before = user.auto_groups.as_deref().unwrap_or_default();
    let same = |groups: &Vec<String>| {
        groups.iter().all(|group| before.contains(group)) && before.iter().all(|group| groups.contains(group))
    };
    let to = Differs {
        role: row.role.clone().filter(|role| *role != user.role),
        auto_groups: row.auto_groups.clone().filter(|groups| !same(groups)),
        blocked: row.blocked.filter(|blocked| Some(*blocked) != user.is_blocked),
    };
    if to == Differs::default() {
        return None;
    }
    let who = who(user);
    if let Some(why) = protection(user) {
        return Some(refused(who, format!("{why}, and is not changed by a plan")));
    }
    if row.role == Some(Role::Owner) {
        return Some(refused(
            who,
            "nobody becomes the owner by a plan: `transfer_ownership` does that".to_owned(),
        ));
    }
    if let Some(reason) = to.role.as_ref().and_then(unknown) {
        return Some(refused(who, reason));
    }
    if user.is_pending() && to.blocked == Some(false) {
        return Some(refused(who, "waits for approval: `approve` lets them in".to_owned()));
    }
    if user.is_blocked.is_none() && to.blocked.is_none() {
        return Some(refused(
            who,
            "the server does not tell whether the user is blocked: say it in the row".to_owned(),
        ));
    }
    Some(Step::Change { user: user.clone(), to })
}
