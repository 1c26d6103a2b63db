use clap::Subcommand;
use serde_json::{Value, json};

use crate::{
    context::Context,
    exit::Exit,
    failure::Failure,
    output::{Column, Records},
    settings::{Origin, Setting},
};

const COLUMNS: &[Column] = &[Column::shown("setting"), Column::shown("value"), Column::shown("source")];

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show each value, and where it comes from; of the token only where it is
    Show,
}

impl Command {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, Failure> {
        let Self::Show = self;
        let settings = &context.settings;
        let row = |name: &str, value: Option<String>, origin: Option<&Origin>| -> Vec<Value> {
            vec![json!(name), json!(value), json!(origin.map_or("not set".to_owned(), ToString::to_string))]
        };
        let of = |name: &str, setting: &Setting<String>| {
            row(name, Some(setting.value.clone()), Some(&setting.origin))
        };
        let flag = |name: &str, setting: &Setting<bool>| {
            row(name, Some(setting.value.to_string()), Some(&setting.origin))
        };
        let token = settings.token.as_ref();
        let ca_file = settings.ca_file.as_ref();
        let rows = [
            row("config", Some(settings.config.display().to_string()), None)
                .into_iter()
                .take(2)
                .chain([json!(if settings.config.exists() { "file" } else { "not there" })])
                .collect(),
            settings
                .profile
                .as_ref()
                .map_or_else(|| row("profile", None, None), |profile| of("profile", profile)),
            of("url", &settings.url),
            row("token", token.map(|token| token.value.to_string()), token.map(|token| &token.origin)),
            row(
                "ca_file",
                ca_file.map(|file| file.value.display().to_string()),
                ca_file.map(|file| &file.origin),
            ),
            flag("allow_plain_http", &settings.allow_plain_http),
            flag("read_only", &settings.read_only),
            row(
                "timeout",
                Some(format!("{} s", settings.timeout.value.as_secs())),
                Some(&settings.timeout.origin),
            ),
        ];
        context.screen.print(&Records::list(COLUMNS, rows))?;
        Ok(Exit::Done)
    }
}
