//! What a person types, and what they read back. Commands write to a `Write`, so that tests read the same screen.

mod codegen;
mod diff;
mod diff_score;
mod lint;
mod needs;

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use clap::{Parser, Subcommand};

use crate::{
    document::Document,
    git::Trouble,
    inert::one_line,
    lint::ALLOWABLE,
    problem::{Problem, Problems},
};

/// The spec that this workspace generates from.
const SPEC: &str = "openapi/netbird-users.yaml";

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
    Diff(diff::Arguments),
    /// Print how often the verdicts of `diff` agree with those of reference cases.
    DiffScore(diff_score::Arguments),
}

/// How a command ended, when nothing was wrong.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// All is as it should be.
    Done,
    /// A file is not what the spec gives.
    Stale,
    /// A change is as bad as `--fail-on` says.
    Found,
}

/// What was wrong.
#[derive(Debug)]
pub enum Failure {
    /// The spec or the output.
    Problems(Problems),
    /// The repository.
    Git(Trouble),
    /// The screen could not be written to.
    Screen(io::Error),
}

impl From<Problems> for Failure {
    fn from(problems: Problems) -> Self {
        Self::Problems(problems)
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        Self::Git(trouble)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Screen(error)
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Problems(problems) => problems.fmt(f),
            Self::Git(trouble) => trouble.fmt(f),
            Self::Screen(_) => f.write_str("error: the output cannot be written to the screen"),
        }
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Problems(_) | Self::Git(_) => None,
            Self::Screen(error) => Some(error),
        }
    }
}

/// Runs a command in the workspace at `root`, as seen from `here`, where the person is.
///
/// # Errors
///
/// The spec cannot be read, breaks a rule, or cannot be generated from; a file cannot be written.
pub fn run(cli: Cli, root: &Path, here: &Path, screen: &mut dyn Write) -> Result<Outcome, Failure> {
    match cli.command {
        Command::Codegen(arguments) => codegen::run(arguments, root, here, screen),
        Command::Lint(arguments) => lint::run(arguments, root, here, screen),
        Command::Diff(arguments) => diff::run(&arguments, root, here, screen),
        Command::DiffScore(arguments) => diff_score::run(&arguments, here, screen),
    }
}

/// A spec to read: its path and the name that messages and headers call it by.
struct Source {
    path: PathBuf,
    name: String,
}

impl Source {
    fn of(spec: Option<PathBuf>, root: &Path, here: &Path) -> Self {
        match spec {
            None => Self { path: root.join(SPEC), name: SPEC.to_owned() },
            Some(path) => Self { name: path.display().to_string(), path: here.join(path) },
        }
    }

    fn read(&self) -> Result<Document, Problems> {
        let bytes = fs::read(&self.path).map_err(|error| {
            let problem = Problem::of_file(
                "unreadable-spec",
                format!("cannot be read: {error}"),
                "see that the file is there and can be read, or name another",
            );
            Problems::one(&self.name, problem)
        })?;
        Document::parse(&self.name, &bytes)
    }
}

/// A rule's name, checked.
fn allowable(rule: &str) -> Result<String, String> {
    if ALLOWABLE.contains(&rule) {
        return Ok(rule.to_owned());
    }
    Err(format!("only these rules can be switched off: {}", ALLOWABLE.join(", ")))
}

/// One line of the report: what was done, to what, in which time.
fn step(screen: &mut dyn Write, name: &str, what: &str, time: Duration) -> io::Result<()> {
    let what = one_line(what);
    writeln!(screen, "{name:<9} {what:<44} {:>7.1} ms", time.as_secs_f64() * 1000.0)
}
