mod ends;
mod vendor;

use std::{
    fs,
    io::{IsTerminal, Write},
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};

use super::{Failure, Outcome};
use crate::{
    diff::{
        Generated, RustApi, Wire,
        accepted::Accepted,
        bump::releases,
        compare, judge,
        report::{Report, github, json, markdown, text},
    },
    problem::{Problem, Problems},
};
use ends::Ends;

/// Where accepted changes stand in the repository.
const ACCEPTED: &str = "openapi/accepted-changes.toml";

#[derive(Args, Debug)]
pub(super) struct Arguments {
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
    /// Accepted changes, instead of those in openapi/accepted-changes.toml; two files have none by default.
    #[arg(long, value_name = "FILE")]
    accepted: Option<PathBuf>,
    /// Compare the spec in the working tree with a NetBird `openapi.yml` instead.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["old", "base", "head", "accepted", "format", "fail_on"])]
    against_vendor: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For a terminal.
    Text,
    /// For a comment on a pull request.
    Markdown,
    /// For programs, as xtask/diff-report.schema.json describes it.
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

pub(super) fn run(
    arguments: &Arguments,
    root: &Path,
    here: &Path,
    screen: &mut dyn Write,
) -> Result<Outcome, Failure> {
    if let Some(file) = &arguments.against_vendor {
        return vendor::run(file, root, here, screen);
    }
    let ends = match (&arguments.old, &arguments.new) {
        (Some(old), Some(new)) => Ends::files(old, new, here)?,
        _ => Ends::revisions(arguments.base.as_deref(), &arguments.head, here)?,
    };
    let mut changes = compare(&ends.old, &ends.new);
    let api = if ends.old.value == ends.new.value {
        RustApi::Compared { code_changed: false }
    } else {
        judge(&Generated::of(&ends.old), &Generated::of(&ends.new), &mut changes)
    };
    accept(arguments, &ends, here, &mut changes)?;
    let releases = releases(env!("CARGO_PKG_VERSION"), &changes, &api);
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
    here: &Path,
    changes: &mut [crate::diff::Change],
) -> Result<(), Failure> {
    let (name, text, older) = match &arguments.accepted {
        Some(file) => (file.display().to_string(), Some(read(&here.join(file), file)?), None),
        None => (ACCEPTED.to_owned(), ends.accepted.clone(), ends.accepted_before.clone()),
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
