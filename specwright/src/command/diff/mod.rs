//! `diff`: what a change of a document means.

mod ends;

use std::{
    fs,
    io::{IsTerminal, Write},
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};

use super::{Failure, Outcome};
use crate::{Project, generated};
use ends::Ends;
pub use ends::openapi;
use specwright_diff::{
    Change, RustApi, Wire,
    accepted::Accepted,
    bump::releases,
    compare, judge,
    report::{Report, github, json, markdown, text},
};
use specwright_document::{Problem, Problems};

/// What to compare, and for whom.
#[derive(Args, Debug)]
pub struct Arguments {
    /// A file to compare, instead of a revision.
    #[arg(value_name = "OLD", requires = "new", conflicts_with_all = ["base", "head"])]
    old: Option<PathBuf>,
    /// The file to compare it with.
    #[arg(value_name = "NEW", requires = "old")]
    new: Option<PathBuf>,
    /// The old spec [default: where this branch left the default branch].
    #[arg(long, value_name = "REV[:PATH]")]
    base: Option<String>,
    /// The new spec: a revision, or `worktree` for the files as they are now.
    #[arg(long, value_name = "REV[:PATH]|worktree", default_value = "worktree")]
    head: String,
    /// For whom the report is.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The least that ends the command with 5.
    #[arg(long, value_enum, value_name = "VERDICT", default_value_t = FailOn::Breaking)]
    fail_on: FailOn,
    /// Whether the text has colours; `auto` is for a terminal, unless `NO_COLOR` is set.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    color: Color,
    /// Accepted changes, instead of the list that a project has; two files have none by default.
    #[arg(long, value_name = "FILE")]
    accepted: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For a terminal.
    Text,
    /// For a comment on a pull request.
    Markdown,
    /// For programs, as diff-report.schema.json of the crate specwright-diff describes it.
    Json,
    /// Annotations of a GitHub workflow.
    Github,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FailOn {
    /// What breaks on the wire or in Rust.
    Breaking,
    /// That, and what may break.
    Warning,
    /// Nothing.
    Never,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

/// Compares, and prints the report.
///
/// # Errors
///
/// A side cannot be read, or an accepted change is none.
pub fn run(arguments: &Arguments, project: &Project, screen: &mut dyn Write) -> Result<Outcome, Failure> {
    let ends = match (&arguments.old, &arguments.new) {
        (Some(old), Some(new)) => Ends::files(old, new, project)?,
        _ => Ends::revisions(arguments.base.as_deref(), &arguments.head, project)?,
    };
    let mut changes = compare(&ends.old, &ends.new);
    let api = if ends.old.value == ends.new.value {
        RustApi::Compared { code_changed: false }
    } else {
        judge(&generated(&ends.old), &generated(&ends.new), &mut changes)
    };
    accept(arguments, &ends, project, &mut changes)?;
    let releases = match &project.version {
        Some(version) => releases(&project.crates, version, &changes, &api),
        None => Vec::new(),
    };
    let report = Report { base: ends.old_name, head: ends.new_name, changes, api, releases };
    let page = match arguments.format {
        Format::Text => text::page(&report, colour(arguments.color)),
        Format::Markdown => markdown::page(&report),
        Format::Json => json::page(&report),
        Format::Github => github::page(&report, &ends.file),
    };
    screen.write_all(page.as_bytes())?;
    let least = match arguments.fail_on {
        FailOn::Breaking => Wire::Breaking,
        FailOn::Warning => Wire::Warning,
        FailOn::Never => return Ok(Outcome::Done),
    };
    let found = report.changes.iter().any(|change| change.severity() >= least);
    Ok(if found { Outcome::Found } else { Outcome::Done })
}

fn colour(when: Color) -> text::Colour {
    let auto = || {
        std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) && std::io::stdout().is_terminal()
    };
    match when {
        Color::Always => text::Colour::Always,
        Color::Auto if auto() => text::Colour::Always,
        Color::Auto | Color::Never => text::Colour::Never,
    }
}

/// Marks what a person has accepted. An entry that is about no change is an error: it is old, or has a slip of the pen.
fn accept(
    arguments: &Arguments,
    ends: &Ends,
    project: &Project,
    changes: &mut [Change],
) -> Result<(), Failure> {
    let (name, text, older) = match &arguments.accepted {
        Some(file) => (file.display().to_string(), Some(read(&project.here.join(file), file)?), None),
        None => (
            project.accepted.unwrap_or_default().to_owned(),
            ends.accepted.clone(),
            ends.accepted_before.clone(),
        ),
    };
    let Some(text) = text else { return Ok(()) };
    let refuse = |reason: String, remedy: &str| {
        Problems::one(&name, Problem::of_file("accepted-changes", reason, remedy))
    };
    let parse = |text: &str| {
        Accepted::parse(text)
            .map_err(|reason| refuse(reason, "an entry is [[accepted]] with a `fingerprint` and a `reason`"))
    };
    let older = older.map(|text| parse(&text)).transpose()?.unwrap_or_default();
    let accepted = parse(&text)?.since(&older);
    match accepted.apply(changes)[..] {
        [] => Ok(()),
        [entry, ..] => Err(refuse(
            format!("no change has the fingerprint {}", entry.fingerprint),
            "take the entry out, or copy the fingerprint anew from the report",
        )
        .into()),
    }
}

fn read(path: &Path, name: &Path) -> Result<String, Problems> {
    fs::read_to_string(path).map_err(|error| {
        let problem = Problem::of_file(
            "unreadable-file",
            format!("cannot be read: {error}"),
            "name a file that is there",
        );
        Problems::one(name.display().to_string(), problem)
    })
}
