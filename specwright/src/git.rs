//! What the repository holds, asked of the program `git`. It is only read from.

use std::{
    fmt, io,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use specwright_document::inert::one_line;

/// The repository that a person works in.
#[derive(Debug)]
pub struct Repository {
    root: PathBuf,
}

/// Why git did not give what was asked for, and what to do about it, on one line.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Trouble {
    /// A short name in kebab case.
    pub rule: &'static str,
    /// What is wrong.
    pub reason: String,
    /// What to do.
    pub remedy: String,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error[{}]: {}; {}", self.rule, one_line(&self.reason), one_line(&self.remedy))
    }
}

impl std::error::Error for Trouble {}

fn trouble(rule: &'static str, reason: impl Into<String>, remedy: impl Into<String>) -> Trouble {
    Trouble { rule, reason: reason.into(), remedy: remedy.into() }
}

const TWO_FILES: &str = "or compare two files: `diff OLD NEW`";

/// Where the default branch may be found, the surest first.
const DEFAULT_BRANCHES: [&str; 5] = ["origin/HEAD", "origin/main", "main", "origin/master", "master"];

impl Repository {
    /// The repository around a folder.
    ///
    /// # Errors
    ///
    /// There is no git, or no repository.
    pub fn around(folder: &Path) -> Result<Self, Trouble> {
        let output = git(folder, &["rev-parse", "--show-toplevel"])?;
        if !output.status.success() {
            return Err(trouble(
                "no-repository",
                format!("{} is in no git repository ({})", folder.display(), said(&output)),
                format!("run it in a clone, {TWO_FILES}"),
            ));
        }
        Ok(Self { root: PathBuf::from(text(&output.stdout)) })
    }

    /// The folder that holds the working tree.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The commit where the work at hand left the default branch, and that branch's name.
    ///
    /// # Errors
    ///
    /// No default branch is found, or the clone does not reach back that far.
    pub fn branch_point(&self) -> Result<(String, &'static str), Trouble> {
        for branch in DEFAULT_BRANCHES {
            if self.commit(branch)?.is_none() {
                continue;
            }
            let output = git(&self.root, &["merge-base", "HEAD", branch])?;
            if output.status.success() {
                return Ok((text(&output.stdout), branch));
            }
            return Err(trouble(
                "no-merge-base",
                format!("HEAD and `{branch}` have no commit in common here{}", self.shallow_remark()?),
                format!("{}, or name a revision with --base", self.fetch()?),
            ));
        }
        Err(trouble(
            "no-default-branch",
            format!(
                "none of {} is a revision here",
                DEFAULT_BRANCHES.map(|name| format!("`{name}`")).join(", ")
            ),
            "name the revision to compare with: `--base REV`",
        ))
    }

    /// What a file held at a revision.
    ///
    /// # Errors
    ///
    /// The revision is unknown, or had no such file.
    pub fn show(&self, revision: &str, path: &str) -> Result<Vec<u8>, Trouble> {
        self.known(revision)?;
        self.show_if_there(revision, path)?.ok_or_else(|| {
            trouble(
                "no-such-path",
                format!("`{path}` is not a file at `{revision}`"),
                "name its place at that revision: `--base REV:PATH` or `--head REV:PATH`",
            )
        })
    }

    /// The same for a file that need not have been there.
    ///
    /// # Errors
    ///
    /// git cannot be started.
    pub fn show_if_there(&self, revision: &str, path: &str) -> Result<Option<Vec<u8>>, Trouble> {
        let output = git(&self.root, &["cat-file", "blob", &format!("{revision}:{path}")])?;
        Ok(output.status.success().then_some(output.stdout))
    }

    fn known(&self, revision: &str) -> Result<(), Trouble> {
        if !revision.starts_with('-') && self.commit(revision)?.is_some() {
            return Ok(());
        }
        Err(trouble(
            "unknown-revision",
            format!("`{revision}` is no revision of this repository{}", self.shallow_remark()?),
            format!("{}, or name another with --base or --head", self.fetch()?),
        ))
    }

    fn commit(&self, revision: &str) -> Result<Option<String>, Trouble> {
        let output =
            git(&self.root, &["rev-parse", "--verify", "--quiet", &format!("{revision}^{{commit}}")])?;
        Ok(output.status.success().then(|| text(&output.stdout)))
    }

    fn is_shallow(&self) -> Result<bool, Trouble> {
        Ok(text(&git(&self.root, &["rev-parse", "--is-shallow-repository"])?.stdout) == "true")
    }

    fn shallow_remark(&self) -> Result<&'static str, Trouble> {
        Ok(if self.is_shallow()? { ", since the clone is shallow" } else { "" })
    }

    fn fetch(&self) -> Result<&'static str, Trouble> {
        Ok(if self.is_shallow()? { "run `git fetch --unshallow`" } else { "run `git fetch`" })
    }
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Output, Trouble> {
    let started = Command::new("git").arg("-C").arg(folder).args(arguments).env("LC_ALL", "C").output();
    started.map_err(|error| {
        let reason = match error.kind() {
            io::ErrorKind::NotFound => "`git` is not installed".to_owned(),
            _ => format!("`git` cannot be started ({error})"),
        };
        trouble("no-git", reason, format!("install it, {TWO_FILES}"))
    })
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end().to_owned()
}

/// The first line of what git had to say.
fn said(output: &Output) -> String {
    text(&output.stderr)
        .lines()
        .next()
        .unwrap_or("git gives no reason")
        .trim_start_matches("fatal: ")
        .to_owned()
}
