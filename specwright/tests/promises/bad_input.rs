//! Each kind of bad input: the exact error, exit code 1, and nothing written.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{specwright, tests};

fn folder() -> PathBuf {
    tests().join("bad-input")
}

/// Compares with `<case>.txt` beside the case.
fn says(case: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => folder(),
        omit_expression => true,
        prepend_module_to_snapshot => false,
    }, {
        insta::assert_snapshot!(case, text);
    });
}

/// Generates from a file and expects that nothing comes of it.
fn refused(folder: &Path, spec: &str) -> String {
    let out = tempfile::tempdir().expect("a folder");
    let target = out.path().join("out");
    let output = specwright(folder, &["codegen", "--spec", spec, "--out", target.to_str().expect("UTF-8")]);
    let error = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(1), "{spec}: {error}");
    assert!(!target.exists(), "{spec}: something was written");
    assert!(error.contains("\n  help: "), "{spec} has no remedy: {error}");
    error
}

/// The files of the folder: the snapshots, or the cases.
fn files(snapshots: bool) -> Vec<String> {
    let entries = fs::read_dir(folder()).expect("the cases").map(|entry| entry.expect("an entry").path());
    let files =
        entries.filter(|path| path.extension().is_some_and(|extension| extension == "snap") == snapshots);
    let mut names: Vec<String> = files
        .map(|path| path.file_name().and_then(|name| name.to_str()).expect("UTF-8").to_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn each_case_says_what_is_wrong_where_and_what_to_do() {
    let cases = files(false);
    for case in &cases {
        says(case, &refused(&folder(), case));
    }
    let expected: Vec<String> = cases.iter().map(|case| format!("{case}.snap")).collect();
    assert_eq!(files(true), expected, "a snapshot without a case");
}

#[test]
fn a_missing_file_is_named() {
    let error = refused(&folder(), "no-such-file.yaml");
    assert!(error.starts_with("error[unreadable-spec]: no-such-file.yaml: cannot be read"), "{error}");
}

#[test]
fn a_folder_is_no_spec() {
    let error = refused(&tests(), "bad-input");
    assert!(error.starts_with("error[unreadable-spec]: bad-input: cannot be read"), "{error}");
}

#[test]
fn an_output_that_cannot_be_written_leaves_all_as_it_was() {
    let place = tempfile::tempdir().expect("a folder");
    fs::copy(tests().join("sound.yaml"), place.path().join("sound.yaml")).expect("a spec");
    fs::copy(tests().join("sound.yaml"), place.path().join("file")).expect("a file in the way");
    let output = specwright(place.path(), &["codegen", "--spec", "sound.yaml", "--out", "file"]);
    let error = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(1), "{error}");
    assert!(error.starts_with("error[unwritable-output]: file/generated.rs: cannot be written"), "{error}");
    assert!(error.contains("\n  help: "), "{error}");
    let output = specwright(place.path(), &["codegen", "--spec", "sound.yaml", "--out", "file/deeper"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(fs::read_dir(place.path()).expect("the folder").count(), 2, "nothing is left behind");
    let untouched = fs::read(place.path().join("file")).expect("the file");
    assert_eq!(untouched, fs::read(tests().join("sound.yaml")).expect("the spec"));
}
