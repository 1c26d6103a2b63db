use std::{
    io::Write,
    path::{Path, PathBuf},
    time::Instant,
};

use clap::Args;

use super::{Failure, Outcome, Source, allowable, step};
use crate::{
    document::{Kind, walk},
    inert::one_line,
    lint,
};

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Another spec, YAML or JSON.
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// Switch a rule off: invalid-example, mixed-errors or unused-schema.
    #[arg(long, value_name = "RULE", value_parser = allowable)]
    allow: Vec<String>,
}

pub(super) fn run(
    arguments: Arguments,
    root: &Path,
    here: &Path,
    screen: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let source = Source::of(arguments.spec, root, here);
    let document = source.read()?;
    step(screen, "read", &source.name, start.elapsed())?;
    let since = Instant::now();
    lint::check(&document, &arguments.allow)?;
    step(screen, "lint", "", since.elapsed())?;
    let nodes = walk(&document.value);
    let count = |kind| nodes.iter().filter(|node| node.kind == kind).count();
    writeln!(
        screen,
        "sound: {}, {} operations, {} responses, {} schemas",
        one_line(&source.name),
        count(Kind::Operation),
        count(Kind::Response),
        count(Kind::Schema)
    )?;
    Ok(Outcome::Done)
}
