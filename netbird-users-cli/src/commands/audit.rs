use crate::{
    context::Context,
    exit::Exit,
    failure::Failure,
    output::{Format, Records},
    user_records::{COLUMNS, row},
};

/// All users, sorted by id, with the names of their groups. Where anything is missing, an error and no output.
pub(super) async fn run(context: &Context) -> Result<Exit, Failure> {
    let client = context.client()?;
    let mut users = client.users().list_complete().await?;
    let names = client.groups().names().await?;
    users.sort_by(|one, other| one.id.cmp(&other.id));
    let rows = users.iter().map(|user| row(user, Some(&names)));
    let screen = context.screen.with(context.format.unwrap_or(Format::Csv));
    screen.print(&Records::list(COLUMNS, rows))?;
    Ok(Exit::Done)
}
