//! `diff-score`: the verdicts of `diff` beside those of reference cases.

use std::{fs, io::Write, path::PathBuf};

use clap::Args;

use crate::Project;

use super::{Failure, Outcome, Source};
use specwright_diff::{
    compare,
    score::{Score, cases},
};
use specwright_document::{Problem, Problems};

/// Where the cases are.
#[derive(Args, Debug)]
pub struct Arguments {
    /// The folder with cases.tsv and a folder for each case, with base.yaml and revision.yaml.
    dir: PathBuf,
}

/// Compares the documents of each case, and counts.
///
/// # Errors
///
/// The folder cannot be read, or has other files.
pub fn run(arguments: &Arguments, project: &Project, screen: &mut dyn Write) -> Result<Outcome, Failure> {
    let table = project.here.join(&arguments.dir).join("cases.tsv");
    let refuse = |reason: String| {
        let remedy = "name a folder with reference cases: `diff-score DIR`";
        Problems::one(table.display().to_string(), Problem::of_file("unreadable-cases", reason, remedy))
    };
    let text = fs::read_to_string(&table).map_err(|error| refuse(format!("cannot be read: {error}")))?;
    let mut score = Score::default();
    for case in cases(&text).map_err(refuse)? {
        let read = |name: &str| {
            let file = arguments.dir.join(&case.name).join(name);
            Source::of(Some(file), project)?.read()
        };
        let (old, new) = (read("base.yaml")?, read("revision.yaml")?);
        score.count(&case, &compare(&old, &new), old.value != new.value);
    }
    write!(screen, "{score}")?;
    Ok(Outcome::Done)
}
