use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{Failure, Outcome, Source};
use crate::{
    diff::{
        compare,
        score::{Score, cases},
    },
    problem::{Problem, Problems},
};

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The folder with cases.tsv and a folder for each case, with base.yaml and revision.yaml.
    dir: PathBuf,
}

pub(super) fn run(arguments: &Arguments, here: &Path, screen: &mut dyn Write) -> Result<Outcome, Failure> {
    let table = here.join(&arguments.dir).join("cases.tsv");
    let refuse = |reason: String| {
        let remedy = "name a folder with reference cases: `cargo xtask diff-score DIR`";
        Problems::one(table.display().to_string(), Problem::of_file("unreadable-cases", reason, remedy))
    };
    let text = fs::read_to_string(&table).map_err(|error| refuse(format!("cannot be read: {error}")))?;
    let mut score = Score::default();
    for case in cases(&text).map_err(refuse)? {
        let read = |name: &str| {
            let file = arguments.dir.join(&case.name).join(name);
            Source::of(Some(file), here, here).read()
        };
        let (old, new) = (read("base.yaml")?, read("revision.yaml")?);
        score.count(&case, &compare(&old, &new), old.value != new.value);
    }
    write!(screen, "{score}")?;
    Ok(Outcome::Done)
}
