//! What `cargo xtask` promises.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod bad_input;
mod contributing;
mod diff_cases;
mod diff_completeness;
mod diff_distinctions;
mod diff_formats;
mod diff_git;
mod hostile_text;
mod mutation;
mod names;
mod screen;

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// The tests' own folder.
fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// Runs the program in a folder, as a person would.
fn xtask(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).current_dir(folder).args(arguments).output().expect("it starts")
}
