//! `lint`: the rules that a document must keep to.

use std::{io::Write, path::PathBuf, time::Instant};

use clap::Args;

use crate::Project;

use super::{Failure, Outcome, Source, allowable, step};
use specwright_client::{adapt::adapt, lint};
use specwright_document::{Kind, inert::one_line, walk};

/// What to check.
#[derive(Args, Debug)]
pub struct Arguments {
    /// The document, YAML or JSON.
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// Switch a rule off: invalid-example, mixed-errors or unused-schema.
    #[arg(long, value_name = "RULE", value_parser = allowable)]
    allow: Vec<String>,
}

/// Checks the document.
///
/// # Errors
///
/// The document cannot be read, or breaks a rule.
pub fn run(arguments: Arguments, project: &Project, screen: &mut dyn Write) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let source = Source::of(arguments.spec, project)?;
    let document = source.read()?;
    step(screen, "read", &source.name, start.elapsed())?;
    let since = Instant::now();
    lint::check(&adapt(&document), &arguments.allow)?;
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
