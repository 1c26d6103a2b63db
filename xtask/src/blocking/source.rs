//! The async source, as it is on disk: the only place of this step that reads files.

use std::{fs, io, path::Path};

use super::FROM;
use specwright_document::{Problem, Problems};

/// A file of the async client.
#[derive(Clone, Debug)]
pub struct Source {
    /// How messages call it: its path in the client's `src`.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// Every source of the async client in the workspace at `root`, in the order of their names. The blocking client's own
/// folder is none.
///
/// # Errors
///
/// A file cannot be read.
pub fn sources(root: &Path) -> Result<Vec<Source>, Problems> {
    let folder = root.join(FROM);
    let mut found = Vec::new();
    walk(&folder, &folder, &mut found).map_err(|error| {
        let problem = Problem::of_file(
            "unreadable-source",
            format!("cannot be read: {error}"),
            "see to its rights, and that all of it is UTF-8",
        );
        Problems::one(FROM, problem)
    })?;
    found.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(found)
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<Source>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let inside = path.strip_prefix(root).unwrap_or(&path);
        if path.is_dir() {
            if inside != Path::new("blocking") {
                walk(root, &path, found)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
            found.push(Source {
                name: parts.join("/"),
                text: fs::read_to_string(&path)?.replace("\r\n", "\n"),
            });
        }
    }
    Ok(())
}
