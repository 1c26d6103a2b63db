use clap::Args;
use netbird_users::{Edit as Change, GroupNames, model::Role};

use crate::{
    context::Context,
    directory::{Directory, groups, label, role},
    exit::Exit,
    failure::Failure,
    outcome::{self, Outcome, finish, in_words},
};

#[derive(Args, Debug)]
pub(crate) struct Edit {
    /// Ids, addresses or names
    #[arg(required = true, value_name = "WHO")]
    who: Vec<String>,
    #[command(flatten)]
    changes: Changes,
}

#[derive(Args, Debug)]
#[group(required = true, multiple = true)]
struct Changes {
    /// The role, in any letter case
    #[arg(long, value_parser = role)]
    role: Option<Role>,
    /// Add a group by name or id; can be said several times
    #[arg(long, value_name = "GROUP")]
    add_group: Vec<String>,
    /// Take a group away by name or id; can be said several times
    #[arg(long, value_name = "GROUP")]
    remove_group: Vec<String>,
    /// Lock out
    #[arg(long, conflicts_with = "unblock")]
    block: bool,
    /// Let in again
    #[arg(long)]
    unblock: bool,
}

impl Edit {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let client = context.changing_client()?;
        let Changes { role, add_group, remove_group, block, unblock } = self.changes;
        let (add, names) = groups(&client, &add_group).await?;
        let (remove, also) = groups(&client, &remove_group).await?;
        let change = move |mut edit: Change| {
            if let Some(role) = &role {
                edit = edit.role(role.clone());
            }
            edit = add.iter().fold(edit, Change::add_group);
            edit = remove.iter().fold(edit, Change::remove_group);
            match (block, unblock) {
                (true, _) => edit.block(),
                (_, true) => edit.unblock(),
                _ => edit,
            }
        };
        all(context, &client, &self.who, names.or(also), change).await
    }
}

/// One change for all of these.
pub(crate) async fn run(
    context: &Context,
    who: &[String],
    change: impl Fn(Change) -> Change + Send + 'static,
) -> Result<Exit, Failure> {
    let client = context.changing_client()?;
    all(context, &client, who, None, change).await
}

async fn all(
    context: &Context,
    client: &netbird_users::Client,
    who: &[String],
    names: Option<GroupNames>,
    change: impl Fn(Change) -> Change + Send + 'static,
) -> Result<Exit, Failure> {
    let found = Directory::read(client).await?.find_all(who).await?;
    let users = client.users();
    if context.dry_run {
        let mut outcomes = Vec::new();
        for user in &found {
            outcomes.push(match change(users.edit(&user.id)).preview().await {
                Ok(changes) => {
                    let changes = changes.iter().map(|change| in_words(change, names.as_ref())).collect();
                    Outcome::changed(&user.id, label(user), changes, true)
                }
                Err(error) => Outcome::of_error(&user.id, label(user), error),
            });
        }
        return finish(context, &outcomes);
    }
    let keyed: Vec<(String, String)> =
        found.iter().map(|user| (user.id.clone(), label(user).to_owned())).collect();
    let ids: Vec<String> = found.iter().map(|user| user.id.clone()).collect();
    let batch = users.edit_many(ids, change).await?;
    let outcomes =
        outcome::run(context, batch, &keyed, |edited| Ok(Outcome::edited(edited, names.as_ref()))).await?;
    finish(context, &outcomes)
}
