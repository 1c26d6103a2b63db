use clap::Subcommand;
use serde_json::json;

use crate::{
    context::Context,
    exit::Exit,
    failure::Failure,
    output::{Column, Records},
};

const COLUMNS: &[Column] =
    &[Column::shown("id"), Column::shown("name"), Column::shown("peers_count"), Column::other("issued")];

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List the groups, by name
    List,
}

impl Command {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let Self::List = self;
        let mut groups = context.client()?.groups().list().await?;
        groups.sort_by(|one, other| (&one.name, &one.id).cmp(&(&other.name, &other.id)));
        let rows = groups.into_iter().map(|group| {
            let issued = group.issued.as_ref().map(|issued| issued.as_str().to_owned());
            vec![json!(group.id), json!(group.name), json!(group.peers_count), json!(issued)]
        });
        context.screen.print(&Records::list(COLUMNS, rows))?;
        Ok(Exit::Done)
    }
}
