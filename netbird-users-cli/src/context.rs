//! What every command gets.

use netbird_users::Client;

use crate::{
    failure::Failure,
    interrupt::Interrupt,
    output::{Format, Screen},
    settings::Settings,
};

/// What every command gets.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) settings: Settings,
    pub(crate) screen: Screen,
    /// As asked for; a command can have another default.
    pub(crate) format: Option<Format>,
    pub(crate) interrupt: Interrupt,
    pub(crate) dry_run: bool,
    pub(crate) yes: bool,
}

impl Context {
    pub(crate) fn client(&self) -> Result<Client, Failure> {
        self.settings.client()
    }

    /// A client of a command that changes something.
    pub(crate) fn changing_client(&self) -> Result<Client, Failure> {
        if !self.dry_run {
            self.settings.allow_changes()?;
        }
        self.client()
    }
}
