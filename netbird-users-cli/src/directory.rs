//! Who is meant by an id, an address or a name.

use netbird_users::{
    Client, ErrorKind, GroupNames,
    model::{Role, User},
};

use crate::{exit::Exit, failure::Failure};

/// The users that the token gets to see, read once.
#[derive(Debug)]
pub(crate) struct Directory {
    client: Client,
    pub(crate) users: Vec<User>,
}

impl Directory {
    pub(crate) async fn read(client: &Client) -> Result<Self, Failure> {
        Ok(Self::of(client, client.users().list().await?))
    }

    /// The server's order is another each time.
    pub(crate) fn of(client: &Client, mut users: Vec<User>) -> Self {
        sort(&mut users);
        Self { client: client.clone(), users }
    }

    /// The one user of this id, address or name: an id before an address, that before a name, and a name in other letters
    /// last.
    pub(crate) async fn find(&self, who: &str) -> Result<&User, Failure> {
        let lower = who.to_lowercase();
        let fits: [&dyn Fn(&User) -> bool; 4] =
            [&|user| user.id == who, &|user| user.has_email(who), &|user| user.name == who, &|user| {
                user.name.to_lowercase() == lower
            }];
        for fits in fits {
            let found: Vec<&User> = self.users.iter().filter(|user| fits(user)).collect();
            match found[..] {
                [] => {}
                [user] if !who.is_empty() => return Ok(user),
                _ => return Err(ambiguous(who, &found)),
            }
        }
        // Or it is the list that is not the whole account.
        self.client.users().list_complete().await?;
        Err(Failure::new(
            Exit::Refused,
            format!(
                "nobody has the id, address or name `{who}` among {} users: `nbu users list` shows them",
                self.users.len()
            ),
        ))
    }

    /// All of these, each once, or what is wrong with any of them.
    pub(crate) async fn find_all(&self, who: &[String]) -> Result<Vec<User>, Failure> {
        let (mut users, mut wrong): (Vec<User>, Vec<Failure>) = (Vec::new(), Vec::new());
        for who in who {
            match self.find(who).await {
                Ok(user) if users.iter().any(|other| other.id == user.id) => {}
                Ok(user) => users.push(user.clone()),
                Err(failure) => wrong.push(failure),
            }
        }
        let Some(exit) = wrong.iter().map(|failure| failure.exit).max() else { return Ok(users) };
        let texts: Vec<String> = wrong.iter().map(ToString::to_string).collect();
        Err(Failure::new(exit, texts.join("\n")))
    }
}

fn ambiguous(who: &str, found: &[&User]) -> Failure {
    let mut lines = vec![format!("{} users are called `{who}`; name one by its id:", found.len())];
    lines.extend(found.iter().map(|user| format!("{}  {}", user.id, described(user))));
    Failure::usage(lines.join("\n"))
}

/// By address, then by name.
pub(crate) fn sort(users: &mut [User]) {
    users.sort_by(|one, other| (&one.email, &one.name, &one.id).cmp(&(&other.email, &other.name, &other.id)));
}

/// By what a person knows a user: the address, or the name of a service user, or the id.
pub(crate) fn label(user: &User) -> &str {
    [&user.email, &user.name].into_iter().find(|text| !text.is_empty()).unwrap_or(&user.id)
}

/// A user in a sentence.
pub(crate) fn described(user: &User) -> String {
    let kind = if user.is_service_user == Some(true) { "service user" } else { user.email.as_str() };
    if user.name.is_empty() {
        format!("{}, {}", label(user), user.role)
    } else {
        format!("{} ({kind}), {}", user.name, user.role)
    }
}

/// The ids of groups that a person names by name or id. `None` where none are named, and then nothing is asked.
pub(crate) async fn groups(
    client: &Client,
    named: &[String],
) -> Result<(Vec<String>, Option<GroupNames>), Failure> {
    if named.is_empty() {
        return Ok((Vec::new(), None));
    }
    let known = client.groups().names().await?;
    let mut ids = Vec::new();
    for name in named {
        match known.id(name) {
            Ok(id) => ids.push(id.to_owned()),
            Err(error) if *error.kind() == ErrorKind::NotFound && known.name(name).is_some() => {
                ids.push(name.clone());
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok((ids, Some(known)))
}

/// A role as an argument, in any letter case. The server takes some that it does not know and makes a user without rights.
pub(crate) fn role(text: &str) -> Result<Role, String> {
    match Role::from(text.trim()) {
        Role::Unknown(_) => {
            let known: Vec<&str> =
                Role::KNOWN.iter().map(Role::as_str).filter(|role| *role != "owner").collect();
            Err(format!("the roles are {}", known.join(", ")))
        }
        Role::Owner => {
            Err("nobody is made owner in passing: `nbu users transfer-ownership` does that".to_owned())
        }
        role => Ok(role),
    }
}
