//! What `cargo xtask` promises.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod contributing;
mod diff_git;

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// The root of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Runs the program in a folder, as a person would.
fn xtask(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).current_dir(folder).args(arguments).output().expect("it starts")
}

#[test]
fn the_workspaces_own_spec_is_found_from_any_folder() {
    let output = xtask(&std::env::temp_dir(), &["lint"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}
