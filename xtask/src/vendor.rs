use std::{io::Write, path::PathBuf};

use specwright::{
    Project,
    command::{Failure, Outcome, Source, diff::openapi},
};
use specwright_diff::vendor::{against, page};

/// Holds the spec in the working tree against a document of the vendor's.
pub(super) fn run(file: PathBuf, project: &Project, screen: &mut dyn Write) -> Result<Outcome, Failure> {
    let ours = openapi(Source::of(None, project)?.read()?)?;
    let theirs = openapi(Source::of(Some(file), project)?.read()?)?;
    write!(screen, "{}", page(&against(&theirs, &ours), &theirs.name))?;
    Ok(Outcome::Done)
}
