//! `cargo xtask diff` in a repository: what it compares, and what it says when the repository cannot tell.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use crate::{root, xtask};

const SPEC: &str = "openapi/netbird-users.yaml";

/// A repository with the spec `sound.yaml` in its first commit.
pub(crate) struct Repository(tempfile::TempDir);

impl Repository {
    pub(crate) fn new() -> Self {
        let repository = Self(tempfile::tempdir().expect("a folder"));
        repository.git(&["init", "--quiet", "--initial-branch", "main"]);
        fs::create_dir(repository.path().join("openapi")).expect("a folder");
        repository.write(SPEC, &sound());
        repository.commit("first");
        repository
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    fn git(&self, arguments: &[&str]) {
        git(self.path(), arguments);
    }

    #[allow(clippy::disallowed_methods, reason = "a test plays the person who edits a file")]
    pub(crate) fn write(&self, file: &str, text: &str) {
        fs::write(self.path().join(file), text).expect("a file in a folder of the test");
    }

    pub(crate) fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    fn diff(&self, arguments: &[&str]) -> Output {
        xtask(self.path(), &[&["diff"], arguments].concat())
    }

    /// The page that a comparison prints, which must end with this code.
    fn page(&self, code: i32, arguments: &[&str]) -> String {
        let output = self.diff(arguments);
        assert_eq!(output.status.code(), Some(code), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// The one line that says why nothing was compared.
    fn error(&self, arguments: &[&str]) -> String {
        error(&self.diff(arguments))
    }
}

fn git(folder: &Path, arguments: &[&str]) {
    let who = ["-c", "user.name=A test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").current_dir(folder).args(who).args(arguments).output().expect("git");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn error(output: &Output) -> String {
    let text = String::from_utf8(output.stderr.clone()).expect("UTF-8");
    assert_eq!((output.status.code(), text.lines().count()), (Some(1), 1), "{text}");
    assert!(output.stdout.is_empty());
    text.trim_end().to_owned()
}

fn sound() -> String {
    fs::read_to_string(root().join("specwright/tests/sound.yaml")).expect("a spec")
}

/// The spec without an optional property, which breaks Rust code.
fn broken() -> String {
    sound().replace("        pin: {type: string, format: password, x-docs: [guide]}\n", "")
}

#[test]
fn without_arguments_the_working_tree_is_compared_with_where_the_branch_began() {
    let repository = Repository::new();
    assert!(repository.page(0, &[]).contains("no change"));
    repository.git(&["switch", "--quiet", "--create", "work"]);
    repository.write(SPEC, &broken());
    repository.commit("second");
    repository.write(SPEC, &broken().replace("What it does.", "What it is doing."));
    let page = repository.page(5, &[]);
    assert!(page.contains(" (main) → working tree: 1 warning, 1 of documentation"), "{page}");
    assert!(page.contains("Lamp.pin: optional property removed"), "{page}");
}

#[test]
fn any_two_revisions_and_files_can_be_compared() {
    let repository = Repository::new();
    repository.write("other.yaml", &broken());
    repository.commit("second");
    assert!(repository.page(5, &["--base", "HEAD~1", "--head", "HEAD:other.yaml"]).contains("Lamp.pin"));
    assert!(repository.page(5, &["--base", "HEAD", "--head", "worktree:other.yaml"]).contains("Lamp.pin"));
    assert!(repository.page(5, &[SPEC, "other.yaml"]).contains("Lamp.pin"));
    assert!(repository.page(0, &["other.yaml", "other.yaml"]).contains("no change"));
}

#[test]
fn an_unknown_revision_is_an_error_of_one_line() {
    assert_eq!(
        Repository::new().error(&["--base", "no-such"]),
        "error[unknown-revision]: `no-such` is no revision of this repository; run `git fetch`, or name another with \
         --base or --head"
    );
}

#[test]
fn a_shallow_clone_says_that_it_is_one() {
    let origin = Repository::new();
    origin.write(SPEC, &broken());
    origin.commit("second");
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("file://{}", origin.path().display());
    git(folder.path(), &["clone", "--quiet", "--depth", "1", &url, "clone"]);
    assert_eq!(
        error(&xtask(&folder.path().join("clone"), &["diff", "--base", "HEAD~1"])),
        "error[unknown-revision]: `HEAD~1` is no revision of this repository, since the clone is shallow; run `git fetch \
         --unshallow`, or name another with --base or --head"
    );
}

#[test]
fn branches_without_a_common_commit_are_an_error_of_one_line() {
    let repository = Repository::new();
    repository.git(&["switch", "--quiet", "--orphan", "alone"]);
    fs::create_dir_all(repository.path().join("openapi")).expect("a folder");
    repository.write(SPEC, &sound());
    repository.commit("alone");
    assert_eq!(
        repository.error(&[]),
        "error[no-merge-base]: HEAD and `main` have no commit in common here; run `git fetch`, or name a revision with \
         --base"
    );
}

#[test]
fn a_repository_without_a_default_branch_asks_for_the_base() {
    let repository = Repository::new();
    repository.git(&["branch", "--quiet", "--move", "main", "trunk"]);
    let error = repository.error(&[]);
    assert!(error.starts_with("error[no-default-branch]: none of `origin/HEAD`, "), "{error}");
    assert!(error.ends_with("name the revision to compare with: `--base REV`"), "{error}");
}

#[test]
fn a_path_that_did_not_exist_is_an_error_of_one_line() {
    assert_eq!(
        Repository::new().error(&["--base", "HEAD:openapi/old.yaml"]),
        "error[no-such-path]: `openapi/old.yaml` is not a file at `HEAD`; name its place at that revision: `--base \
         REV:PATH` or `--head REV:PATH`"
    );
}

#[test]
fn outside_of_a_repository_two_files_can_still_be_compared() {
    let folder = tempfile::tempdir().expect("a folder");
    let error = error(&xtask(folder.path(), &["diff"]));
    assert!(error.starts_with("error[no-repository]: "), "{error}");
    assert!(error.ends_with("run it in a clone, or compare two files: `diff OLD NEW`"), "{error}");
}

#[test]
fn a_spec_that_does_not_parse_is_named_with_its_revision_and_line() {
    let repository = Repository::new();
    repository.write(SPEC, &format!("{}openapi: 3.0.3\n", sound()));
    repository.commit("second");
    repository.write(SPEC, &sound());
    let output = repository.diff(&["--base", "HEAD"]);
    let text = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text.starts_with(&format!("error[duplicate-key]: HEAD:{SPEC}:77: the key `openapi` stands twice")),
        "{text}"
    );
}

#[test]
fn an_accepted_change_does_not_fail_and_an_entry_for_nothing_does() {
    let repository = Repository::new();
    repository.git(&["switch", "--quiet", "--create", "work"]);
    repository.write(SPEC, &broken());
    let report: serde_json::Value =
        serde_json::from_str(&repository.page(5, &["--format", "json"])).expect("JSON");
    let fingerprint = report["changes"][0]["fingerprint"].as_str().expect("a fingerprint");
    let entry = |fingerprint: &str| {
        format!("[[accepted]]\nfingerprint = \"{fingerprint}\"\nreason = \"No lamp has one.\"\n")
    };
    repository.write("openapi/accepted-changes.toml", &entry(fingerprint));
    assert!(repository.page(0, &[]).contains("accepted: No lamp has one."));
    repository.write("openapi/accepted-changes.toml", &entry("000000000000"));
    let output = repository.diff(&[]);
    let text = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text.contains("openapi/accepted-changes.toml: no change has the fingerprint 000000000000\n  help: "),
        "{text}"
    );
    repository.commit("the entry is history now");
    repository.git(&["switch", "--quiet", "--create", "more"]);
    repository.write(SPEC, &broken().replace("What it does.", "What it is doing."));
    assert!(repository.page(0, &["--base", "HEAD"]).contains("1 of documentation"));
}
