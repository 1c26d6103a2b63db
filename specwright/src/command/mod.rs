//! What a person types, and what they read back. Commands write to a `Write`, so that tests read the same screen.

mod advice;
pub mod codegen;
pub mod diff;
pub mod diff_score;
pub mod lint;
mod needs;
pub mod survey;

use std::{
    fs,
    io::{self, ErrorKind, Write},
    path::PathBuf,
    process::ExitCode,
    time::Duration,
};

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use specwright_client::lint::ALLOWABLE;
use specwright_document::{Document, Problem, Problems, inert::one_line};

use crate::{Project, git::Trouble};

/// Makes Rust clients from OpenAPI documents, checks documents, and says what their changes mean.
#[derive(Debug, Parser)]
#[command(name = "specwright", version, disable_help_subcommand = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the client of a document: one file, generated.rs, that needs no other.
    ///
    /// Ends with 0 when it is written, with 1 when the document cannot be taken, with 3 when --keep-going left something out,
    /// with 4 when --check finds another file.
    Codegen(codegen::Arguments),
    /// Check a document and write nothing.
    Lint(lint::Arguments),
    /// Say what a change of a document means: on the wire and for Rust code.
    ///
    /// Compares two files, or what a git repository had at two revisions. Ends with 0 when nothing is as bad as --fail-on
    /// says, with 5 when something is, with 1 when the comparison fails.
    Diff(diff::Arguments),
    /// Print how often the verdicts of `diff` agree with those of reference cases.
    DiffScore(diff_score::Arguments),
    /// Print how a folder of documents fares: what is taken of each, and whether it compiles.
    Survey(survey::Arguments),
}

impl Cli {
    /// Reads the command line; a mistake in it ends the program with 2.
    #[must_use]
    pub fn read() -> Self {
        let matches = Self::command().get_matches();
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }
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
    /// The client is made, and lacks operations.
    LeftOut,
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

/// Runs a command.
///
/// # Errors
///
/// The document cannot be read, breaks a rule, or cannot be generated from; a file cannot be written.
pub fn run(cli: Cli, project: &Project, screen: &mut dyn Write) -> Result<Outcome, Failure> {
    match cli.command {
        Command::Codegen(arguments) => codegen::run(arguments, project, screen),
        Command::Lint(arguments) => lint::run(arguments, project, screen),
        Command::Diff(arguments) => diff::run(&arguments, project, screen),
        Command::DiffScore(arguments) => diff_score::run(&arguments, project, screen),
        Command::Survey(arguments) => survey::run(&arguments, project, screen),
    }
}

/// As of a program that the signal of a closed pipe has ended.
const CLOSED_PIPE: u8 = 128 + 13;

/// Says what was wrong, and gives the code that the program ends with.
#[must_use]
pub fn exit(result: Result<Outcome, Failure>) -> ExitCode {
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::LeftOut) => ExitCode::from(3),
        Ok(Outcome::Stale) => ExitCode::from(4),
        Ok(Outcome::Found) => ExitCode::from(5),
        Err(Failure::Screen(error)) if error.kind() == ErrorKind::BrokenPipe => ExitCode::from(CLOSED_PIPE),
        Err(failure) => {
            // Whoever closed it does not want to read it.
            let _ = writeln!(io::stderr(), "{failure}");
            ExitCode::FAILURE
        }
    }
}

/// A document to read: its path and the name that messages and headers call it by.
#[derive(Debug)]
pub struct Source {
    path: PathBuf,
    name: String,
}

impl Source {
    /// The document at a path from where the person is, or the project's own.
    ///
    /// # Errors
    ///
    /// None is named, and the project has none.
    pub fn of(spec: Option<PathBuf>, project: &Project) -> Result<Self, Problems> {
        match (spec, project.spec) {
            (Some(path), _) => Ok(Self { name: path.display().to_string(), path: project.here.join(path) }),
            (None, Some(own)) => Ok(Self { path: project.root.join(own), name: own.to_owned() }),
            (None, None) => Err(Problems::one(
                project.program,
                Problem::of_file("no-document", "no document is named", "name one: `--spec FILE`"),
            )),
        }
    }

    /// How messages call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads it.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or is no document.
    pub fn read(&self) -> Result<Document, Problems> {
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
///
/// # Errors
///
/// The screen cannot be written to.
pub fn step(screen: &mut dyn Write, name: &str, what: &str, time: Duration) -> io::Result<()> {
    let what = one_line(what);
    writeln!(screen, "{name:<9} {what:<44} {:>7.1} ms", time.as_secs_f64() * 1000.0)
}
