use std::{
    io::Write,
    path::{Path, PathBuf},
};

use clap::{Args, Parser, Subcommand};
use specwright::{
    Project,
    command::{Failure, Outcome, codegen, diff, diff_score, lint},
};

/// Reads a NetBird spec, checks it, and writes the client crate from it.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write netbird-users-gen/src/generated.rs from openapi/netbird-users.yaml, and the blocking client from the async
    /// one.
    Codegen(codegen::Arguments),
    /// Check the spec and write nothing.
    Lint(lint::Arguments),
    /// Say what a change of the spec means: on the wire, for Rust code, and for the next version.
    ///
    /// Compares the working tree with the commit where this branch left the default branch. Ends with 0 when nothing is
    /// as bad as --fail-on says, with 5 when something is, with 1 when the comparison fails.
    Diff(Diff),
    /// Print how often the verdicts of `diff` agree with those of reference cases.
    DiffScore(diff_score::Arguments),
}

#[derive(Args, Debug)]
struct Diff {
    #[command(flatten)]
    any: diff::Arguments,
    /// Compare the spec in the working tree with a NetBird `openapi.yml` instead.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["old", "base", "head", "accepted", "format", "fail_on"])]
    against_vendor: Option<PathBuf>,
}

/// This workspace, as seen from where the person is.
#[must_use]
pub fn project(here: PathBuf) -> Project {
    Project {
        program: "cargo xtask",
        root: Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).to_owned(),
        here,
        spec: Some("openapi/netbird-users.yaml"),
        accepted: Some("openapi/accepted-changes.toml"),
        // The wrapper hands the generated crate on to its users as a module: what breaks the one breaks the other.
        crates: ["netbird-users-gen", "netbird-users"].map(str::to_owned).into(),
        version: Some(env!("CARGO_PKG_VERSION").to_owned()),
    }
}

/// Runs a command in the workspace.
///
/// # Errors
///
/// The spec cannot be read, breaks a rule, or cannot be generated from; a file cannot be written.
pub fn run(cli: Cli, project: &Project, screen: &mut dyn Write) -> Result<Outcome, Failure> {
    match cli.command {
        Command::Codegen(arguments) if arguments.spec.is_some() => codegen::run(arguments, project, screen),
        Command::Codegen(arguments) => crate::codegen::run(&arguments, project, screen),
        Command::Lint(arguments) => lint::run(arguments, project, screen),
        Command::Diff(Diff { any, against_vendor: None }) => diff::run(&any, project, screen),
        Command::Diff(Diff { against_vendor: Some(file), .. }) => crate::vendor::run(file, project, screen),
        Command::DiffScore(arguments) => diff_score::run(&arguments, project, screen),
    }
}
