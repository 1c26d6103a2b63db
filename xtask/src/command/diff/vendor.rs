use std::{io::Write, path::Path};

use super::ends::openapi;
use crate::{
    command::{Failure, Outcome, Source},
    diff::vendor::{against, page},
};

/// Holds the spec in the working tree against a document of the vendor's.
pub(super) fn run(file: &Path, root: &Path, here: &Path, screen: &mut dyn Write) -> Result<Outcome, Failure> {
    let ours = openapi(Source::of(None, root, here).read()?)?;
    let theirs = openapi(Source::of(Some(file.to_owned()), root, here).read()?)?;
    write!(screen, "{}", page(&against(&theirs, &ours), &theirs.name))?;
    Ok(Outcome::Done)
}
