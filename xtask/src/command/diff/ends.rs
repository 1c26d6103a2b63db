use std::{fs, path::Path};

use super::{ACCEPTED, Failure};
use crate::{
    command::{SPEC, Source},
    document::Document,
    git::{Repository, Trouble},
    problem::{Problem, Problems},
};

/// What is compared, read.
pub(super) struct Ends {
    pub(super) old: Document,
    pub(super) new: Document,
    pub(super) old_name: String,
    pub(super) new_name: String,
    /// The file that annotations name.
    pub(super) file: String,
    /// The list of accepted changes beside the new spec, and the one beside the old.
    pub(super) accepted: Option<String>,
    pub(super) accepted_before: Option<String>,
}

/// A revision and a path in it; the working tree has no revision.
struct Place<'a> {
    revision: Option<&'a str>,
    path: &'a str,
}

impl<'a> Place<'a> {
    fn of(text: &'a str) -> Self {
        let (revision, path) = text.split_once(':').unwrap_or((text, SPEC));
        Self { revision: (revision != "worktree").then_some(revision), path }
    }

    fn name(&self) -> String {
        let revision = self.revision.unwrap_or("working tree");
        if self.path == SPEC { revision.to_owned() } else { format!("{revision}:{}", self.path) }
    }

    fn read(&self, repository: &Repository) -> Result<Document, Failure> {
        let bytes = match self.revision {
            Some(revision) => repository.show(revision, self.path)?,
            None => {
                return openapi(
                    Source { path: repository.root().join(self.path), name: self.path.to_owned() }.read()?,
                );
            }
        };
        openapi(Document::parse(&format!("{}:{}", self.revision.unwrap_or_default(), self.path), &bytes)?)
    }

    /// The accepted changes that stand beside the spec.
    fn accepted(&self, repository: &Repository) -> Result<Option<String>, Trouble> {
        let bytes = match self.revision {
            _ if self.path != SPEC => None,
            Some(revision) => repository.show_if_there(revision, ACCEPTED)?,
            None => fs::read(repository.root().join(ACCEPTED)).ok(),
        };
        Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }
}

impl Ends {
    pub(super) fn files(old: &Path, new: &Path, here: &Path) -> Result<Self, Failure> {
        let read = |path: &Path| openapi(Source::of(Some(path.to_owned()), here, here).read()?);
        Ok(Self {
            old: read(old)?,
            new: read(new)?,
            old_name: old.display().to_string(),
            new_name: new.display().to_string(),
            file: new.display().to_string(),
            accepted: None,
            accepted_before: None,
        })
    }

    pub(super) fn revisions(base: Option<&str>, head: &str, here: &Path) -> Result<Self, Failure> {
        let repository = Repository::around(here)?;
        let (commit, branch) = match base {
            Some(_) => (String::new(), ""),
            None => repository.branch_point()?,
        };
        let old = Place::of(base.unwrap_or(&commit));
        let new = Place::of(head);
        let short = commit.get(..8).unwrap_or_default();
        Ok(Self {
            old: old.read(&repository)?,
            new: new.read(&repository)?,
            old_name: if base.is_some() { old.name() } else { format!("{short} ({branch})") },
            new_name: new.name(),
            file: new.path.to_owned(),
            accepted: new.accepted(&repository)?,
            accepted_before: old.accepted(&repository)?,
        })
    }
}

/// Any OpenAPI 3 document; whether it keeps to the lint's rules is another matter.
pub(super) fn openapi(document: Document) -> Result<Document, Failure> {
    let version = document.value.get("openapi").and_then(serde_json::Value::as_str);
    if version.is_some_and(|version| version.starts_with("3.0") || version.starts_with("3.1")) {
        return Ok(document);
    }
    let problem = Problem::of_file(
        "not-openapi",
        "it does not begin with `openapi: 3.0` or `3.1`",
        "compare OpenAPI documents of these versions",
    );
    Err(Problems::one(&document.name, problem).into())
}
