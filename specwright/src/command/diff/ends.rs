use std::{fs, path::Path};

use specwright_document::{Document, Problem, Problems};

use super::Failure;
use crate::{
    Project,
    command::Source,
    git::{Repository, Trouble},
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
    project: &'a Project,
}

impl<'a> Place<'a> {
    fn of(text: &'a str, project: &'a Project) -> Result<Self, Trouble> {
        let (revision, path) = match (text.split_once(':'), project.spec) {
            (Some((revision, path)), _) => (revision, path),
            (None, Some(own)) => (text, own),
            (None, None) => {
                return Err(Trouble {
                    rule: "no-document",
                    reason: format!("no document is named beside `{text}`"),
                    remedy: format!("name both: `{text}:PATH`; or compare two files: `diff OLD NEW`"),
                });
            }
        };
        Ok(Self { revision: (revision != "worktree").then_some(revision), path, project })
    }

    fn is_own(&self) -> bool {
        self.project.spec == Some(self.path)
    }

    fn name(&self) -> String {
        let revision = self.revision.unwrap_or("working tree");
        if self.is_own() { revision.to_owned() } else { format!("{revision}:{}", self.path) }
    }

    fn read(&self, repository: &Repository) -> Result<Document, Failure> {
        let Some(revision) = self.revision else {
            let path = repository.root().join(self.path);
            return openapi(Source { path, name: self.path.to_owned() }.read()?);
        };
        let bytes = repository.show(revision, self.path)?;
        openapi(Document::parse(&format!("{revision}:{}", self.path), &bytes)?)
    }

    /// The accepted changes that stand beside the spec.
    fn accepted(&self, repository: &Repository) -> Result<Option<String>, Trouble> {
        let bytes = match (self.project.accepted.filter(|_| self.is_own()), self.revision) {
            (None, _) => None,
            (Some(file), Some(revision)) => repository.show_if_there(revision, file)?,
            (Some(file), None) => fs::read(repository.root().join(file)).ok(),
        };
        Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }
}

impl Ends {
    pub(super) fn files(old: &Path, new: &Path, project: &Project) -> Result<Self, Failure> {
        let read = |path: &Path| openapi(Source::of(Some(path.to_owned()), project)?.read()?);
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

    pub(super) fn revisions(base: Option<&str>, head: &str, project: &Project) -> Result<Self, Failure> {
        let repository = Repository::around(&project.here)?;
        let (commit, branch) = match base {
            Some(_) => (String::new(), ""),
            None => repository.branch_point()?,
        };
        let new = Place::of(head, project)?;
        let branched = format!("{commit}:{}", new.path);
        let old = Place::of(base.unwrap_or(&branched), project)?;
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
///
/// # Errors
///
/// It is of no such version.
pub fn openapi(document: Document) -> Result<Document, Failure> {
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
