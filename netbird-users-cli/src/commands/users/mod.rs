//! `nbu users`.

mod create;
mod edit;
mod one_way;
mod read;

use clap::{Args, Subcommand};

use crate::{context::Context, exit::Exit, failure::Failure};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List the users that the token gets to see
    List(read::List),
    /// Show one user
    Show(read::Show),
    /// Invite a person
    #[command(
        after_help = "Example:\n  nbu users invite grace@example.com 'Grace Gauss' --role user --group Developers --secret-file grace.secret"
    )]
    Invite(create::Invite),
    /// Create a service user, unless it is there
    #[command(after_help = "Example:\n  nbu users create ci-deploy --role admin --group Deployments")]
    Create(create::Create),
    /// Change role, groups or blocked state; what is not named stays
    #[command(
        after_help = "Example:\n  nbu users edit ada@example.com --role auditor --add-group Berlin --dry-run"
    )]
    Edit(edit::Edit),
    /// Lock users out
    Block(Users),
    /// Let users in again
    Unblock(Users),
    /// Delete users, which cannot be undone
    Delete(Users),
    /// Let in who waits for approval
    Approve(Users),
    /// Turn away who waits for approval, which deletes them
    Reject(Users),
    /// Send an invitation again
    Resend(Users),
    /// Make somebody else the owner, and yourself an admin, which only they can undo
    TransferOwnership(User),
}

/// Users by id, address or name.
#[derive(Args, Debug)]
pub(crate) struct Users {
    /// Ids, addresses or names
    #[arg(required = true, value_name = "WHO")]
    who: Vec<String>,
}

/// One user by id, address or name.
#[derive(Args, Debug)]
pub(crate) struct User {
    /// An id, an address or a name
    #[arg(value_name = "WHO")]
    who: String,
}

impl Command {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        match self {
            Self::List(command) => command.run(context).await,
            Self::Show(command) => command.run(context).await,
            Self::Invite(command) => command.run(context).await,
            Self::Create(command) => command.run(context).await,
            Self::Edit(command) => command.run(context).await,
            Self::Block(users) => edit::run(context, &users.who, netbird_users::Edit::block).await,
            Self::Unblock(users) => edit::run(context, &users.who, netbird_users::Edit::unblock).await,
            Self::Delete(users) => one_way::delete(context, &users.who).await,
            Self::Approve(users) => one_way::approve(context, &users.who).await,
            Self::Reject(users) => one_way::reject(context, &users.who).await,
            Self::Resend(users) => one_way::resend(context, &users.who).await,
            Self::TransferOwnership(user) => one_way::transfer_ownership(context, &user.who).await,
        }
    }
}
