use clap::{Args, ValueEnum};
use netbird_users::{Client, ErrorKind, GroupNames, model::User};

use crate::{
    context::Context,
    directory::{Directory, role, sort},
    exit::Exit,
    failure::Failure,
    output::Records,
    user_records::{COLUMNS, row},
};

#[derive(Args, Debug)]
pub(crate) struct List {
    /// Only those of this role
    #[arg(long, value_parser = role)]
    role: Option<netbird_users::model::Role>,
    /// Only those who are locked out
    #[arg(long)]
    blocked: bool,
    /// Only those who wait for approval
    #[arg(long)]
    pending: bool,
    /// Only people, or only service users
    #[arg(long, value_enum)]
    kind: Option<Kind>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    People,
    ServiceUsers,
}

#[derive(Args, Debug)]
pub(crate) struct Show {
    /// An id, an address or a name
    #[arg(value_name = "WHO")]
    who: String,
}

impl List {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let client = context.client()?;
        let mut users = match client.users().list_complete().await {
            Err(error) if *error.kind() == ErrorKind::IncompleteList => {
                context.screen.note(Failure::from(error));
                client.users().list().await?
            }
            users => users?,
        };
        users.retain(|user| self.shows(user));
        sort(&mut users);
        let names = names(&client, &users).await?;
        context.screen.print(&Records::list(COLUMNS, users.iter().map(|user| row(user, names.as_ref()))))?;
        Ok(Exit::Done)
    }

    fn shows(&self, user: &User) -> bool {
        self.role.as_ref().is_none_or(|role| user.role == *role)
            && (!self.blocked || user.is_blocked == Some(true))
            && (!self.pending || user.is_pending())
            && self.kind.is_none_or(|kind| user.is_service_user == Some(matches!(kind, Kind::ServiceUsers)))
    }
}

impl Show {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let client = context.client()?;
        let directory = Directory::read(&client).await?;
        let user = directory.find(&self.who).await?;
        let names = names(&client, std::slice::from_ref(user)).await?;
        context.screen.print(&Records::one(COLUMNS, row(user, names.as_ref())))?;
        Ok(Exit::Done)
    }
}

/// The names of groups, where one is needed and the token may see them.
async fn names(client: &Client, users: &[User]) -> Result<Option<GroupNames>, Failure> {
    if users.iter().all(|user| user.auto_groups.as_ref().is_none_or(Vec::is_empty)) {
        return Ok(None);
    }
    match client.groups().names().await {
        Err(error) if *error.kind() == ErrorKind::Forbidden => Ok(None),
        names => Ok(Some(names?)),
    }
}
