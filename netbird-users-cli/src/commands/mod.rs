//! What a person types, each command a file.

mod audit;
mod config;
mod desired;
mod doctor;
mod groups;
mod invites;
mod offboard;
mod shell;
mod tokens;
mod users;
mod whoami;

use clap::{Args, Parser, Subcommand};

use crate::{
    context::Context,
    exit::Exit,
    failure::Failure,
    interrupt::Interrupt,
    output::{Colour, Format, Screen},
    settings::{Options, Settings},
};

const AFTER: &str = "\
The token comes from NB_PAT, from --token-file, or from the profile: never from an argument.

Ends with 0 when all is done, 2 for a command that cannot be meant so or when a check finds what it looks for, 3 \
when the token is missing or not taken, 4 when the server refuses, 5 when it is not known whether something was \
done, 6 when no usable answer comes, 130 after Ctrl-C, 1 when something on this machine fails.

Begin with:
  export NB_PAT=nbp_...   # made in the dashboard
  nbu doctor
  nbu users list";

/// The users of a NetBird account: onboarding, offboarding, service users, approvals, audits.
#[derive(Debug, Parser)]
#[command(name = "nbu", version, after_help = AFTER, disable_help_subcommand = true, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    connection: Options,
    #[command(flatten)]
    pub(crate) output: Output,
    /// Say what would be done, and do nothing
    #[arg(long, global = true)]
    dry_run: bool,
    /// Do not ask before what cannot be undone
    #[arg(long, short, global = true)]
    yes: bool,
}

/// How the result is printed.
#[derive(Args, Debug)]
pub(crate) struct Output {
    #[arg(help = "How the result is printed [default: table; audit and export: csv]")]
    #[arg(
        long = "output",
        short = 'o',
        global = true,
        value_name = "FORMAT",
        value_enum,
        help_heading = "Output"
    )]
    pub(crate) format: Option<Format>,
    /// Whether it has colours
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t, help_heading = "Output")]
    pub(crate) color: Colour,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show whom the token belongs to
    Whoami,
    /// Check token, server and rights, and say what to do about each that fails
    Doctor,
    /// The people and the service users
    #[command(subcommand)]
    Users(users::Command),
    /// Access tokens of service users, and one's own
    #[command(subcommand)]
    Tokens(tokens::Command),
    /// Invitations by a link
    #[command(subcommand)]
    Invites(invites::Command),
    /// The groups of the account
    #[command(subcommand)]
    Groups(groups::Command),
    /// Compare the account with a file of how it is wanted; change nothing
    Plan(desired::Plan),
    /// Make the account what a file says
    Apply(desired::Apply),
    /// Write the file for `plan` and `apply` from the account
    Export,
    /// Lock somebody out, take back what they could still use, and keep a record of it
    Offboard(offboard::Arguments),
    /// Write all users, complete or not at all
    Audit,
    /// What the program works with
    #[command(subcommand)]
    Config(config::Command),
    /// Print the completions for a shell
    Completions(shell::Completions),
    /// Print the manual page, or write that of each command into a folder
    Man(shell::Man),
}

impl Arguments {
    pub(crate) async fn run(self, screen: Screen) -> Result<Exit, Failure> {
        match &self.command {
            Command::Completions(command) => return command.run(),
            Command::Man(command) => return command.run(),
            _ => {}
        }
        let context = Context {
            settings: Settings::resolve(&self.connection)?,
            screen,
            format: self.output.format,
            interrupt: Interrupt::default(),
            dry_run: self.dry_run,
            yes: self.yes,
        };
        let context = &context;
        match self.command {
            Command::Whoami => whoami::run(context).await,
            Command::Doctor => doctor::run(context).await,
            Command::Users(command) => command.run(context).await,
            Command::Tokens(command) => command.run(context).await,
            Command::Invites(command) => command.run(context).await,
            Command::Groups(command) => command.run(context).await,
            Command::Plan(command) => command.run(context).await,
            Command::Apply(command) => command.run(context).await,
            Command::Export => desired::export(context).await,
            Command::Offboard(command) => command.run(context).await,
            Command::Audit => audit::run(context).await,
            Command::Config(command) => command.run(context),
            Command::Completions(_) | Command::Man(_) => Ok(Exit::Done),
        }
    }
}
