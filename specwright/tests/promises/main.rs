//! What `specwright` promises.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod bad_input;
mod diff_cases;
mod diff_completeness;
mod diff_distinctions;
mod diff_formats;
mod hostile_text;
mod mutation;
mod names;
mod other_documents;
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
fn specwright(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_specwright"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("it starts")
}
