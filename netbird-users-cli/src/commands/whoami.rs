use netbird_users::{Client, ErrorKind, model::User};

use crate::{
    context::Context,
    exit::Exit,
    failure::Failure,
    output::Records,
    user_records::{COLUMNS, row},
};

pub(super) async fn run(context: &Context) -> Result<Exit, Failure> {
    let me = me(&context.client()?).await?;
    context.screen.print(&Records::one(COLUMNS, row(&me, None)))?;
    Ok(Exit::Done)
}

/// The user of the token. A service user may not ask who it is, and finds itself in the list.
pub(super) async fn me(client: &Client) -> Result<User, Failure> {
    match client.users().current().await {
        Err(error) if *error.kind() == ErrorKind::Forbidden => {
            let users = client.users().list().await?;
            users.into_iter().find(|user| user.is_current == Some(true)).ok_or_else(|| error.into())
        }
        answer => Ok(answer?),
    }
}
