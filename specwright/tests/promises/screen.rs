//! What a person types and reads: steps, outcomes, exit codes.

use std::fs;

use crate::{specwright, tests};

/// The screen without the times, which differ from run to run, and without the length of the output.
fn screen(bytes: &[u8]) -> String {
    let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
    let number = |c: char| c.is_ascii_digit() || c == '.';
    let steady = |line: &str| {
        let line = match line.strip_suffix(" ms") {
            Some(line) => format!("{} (time)", line.trim_end_matches(number).trim_end()),
            None => line.to_owned(),
        };
        match line.split_once(" lines from ") {
            Some((before, after)) => {
                format!("{} (number) lines from {after}", before.trim_end_matches(number).trim_end())
            }
            None => line,
        }
    };
    text.lines().map(steady).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_spec_is_written_then_fresh_then_stale_once_touched() {
    let place = tempfile::tempdir().expect("a folder");
    fs::copy(tests().join("sound.yaml"), place.path().join("sound.yaml")).expect("a spec");
    let run = |check: &[&str]| {
        let arguments = [&["codegen", "--spec", "sound.yaml", "--out", "out"], check].concat();
        let output = specwright(place.path(), &arguments);
        format!("exit {}\n{}", output.status.code().expect("an exit code"), screen(&output.stdout))
    };
    let file = place.path().join("out/generated.rs");
    let mut page = vec!["# before".to_owned(), run(&["--check"])];
    assert!(!file.exists(), "--check wrote something");
    let mut times = Vec::new();
    for (title, check) in [("# written", &[][..]), ("# again", &[]), ("# checked", &["--check"])] {
        page.extend([title.to_owned(), run(check)]);
        times.push(fs::metadata(&file).and_then(|metadata| metadata.modified()).expect("a time"));
    }
    assert!(times.windows(2).all(|pair| pair[0] == pair[1]), "a fresh file was written again");
    let text = fs::read_to_string(&file).expect("the output");
    replace(&file, &text.replacen("Set a lamp", "Set a lamq", 1));
    page.extend(["# one byte changed by hand".to_owned(), run(&["--check"])]);
    assert!(fs::read_to_string(&file).expect("the output").contains("lamq"), "--check changed the file");
    replace(&file, &text);
    let spec = fs::read_to_string(place.path().join("sound.yaml")).expect("the spec");
    replace(&place.path().join("sound.yaml"), &spec.replace("pin:", "code:"));
    page.extend(["# one field of the spec changed".to_owned(), run(&["--check"])]);
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("codegen", page.join("\n"));
    });
}

#[allow(clippy::disallowed_methods, reason = "a test plays the person who edits a file")]
pub(crate) fn replace(file: &std::path::Path, text: &str) {
    fs::write(file, text).expect("a file in a folder of the test");
}

#[test]
fn lint_tells_what_it_has_seen() {
    let output = specwright(&tests(), &["lint", "--spec", "sound.yaml"]);
    assert_eq!(output.status.code(), Some(0));
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("lint", screen(&output.stdout));
    });
}

#[test]
fn a_rule_can_be_switched_off_by_its_name() {
    for case in ["invalid-example", "mixed-errors", "unused-schema"] {
        let spec = format!("advisory/{case}.yaml");
        assert_eq!(specwright(&tests(), &["lint", "--spec", &spec]).status.code(), Some(1), "{case}");
        assert_eq!(
            specwright(&tests(), &["lint", "--spec", &spec, "--allow", case]).status.code(),
            Some(0),
            "{case}"
        );
    }
}

#[test]
fn a_mistake_in_the_command_ends_with_2() {
    for arguments in [
        &["codegem"][..],
        &[],
        &["codegen", "--spec", "sound.yaml"],
        &["codegen", "--out", "out"],
        &["lint", "--allow", "missing-evidence"],
    ] {
        let output = specwright(&tests(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!output.stderr.is_empty());
    }
}

#[cfg(unix)]
#[test]
fn whoever_closes_the_pipe_gets_no_complaint() {
    use std::{
        io::Read,
        process::{Command, Stdio},
    };
    let sound = tests().join("sound.yaml");
    let place = tempfile::tempdir().expect("a folder");
    let other = place.path().join("other.yaml");
    replace(&other, &fs::read_to_string(&sound).expect("a spec").replace("lamp", "lump"));
    let path = |path: &std::path::Path| path.display().to_string();
    for arguments in [
        vec!["lint".to_owned(), "--spec".to_owned(), path(&sound)],
        vec!["diff".to_owned(), path(&sound), path(&other)],
        vec!["diff".to_owned(), path(&sound), "missing.yaml".to_owned()],
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let (mut complaints, errors) = std::io::pipe().expect("a pipe");
        let mut program = Command::new(env!("CARGO_BIN_EXE_specwright"));
        program.args(&arguments).stdout(writer);
        let missing = arguments.iter().any(|argument| argument == "missing.yaml");
        let mut child = if missing {
            let (reader, writer) = std::io::pipe().expect("a pipe");
            drop((reader, errors));
            program.stderr(writer).stdin(Stdio::null()).spawn().expect("it starts")
        } else {
            program.stderr(errors).stdin(Stdio::null()).spawn().expect("it starts")
        };
        drop(program);
        let code = child.wait().expect("it ends").code();
        let mut text = String::new();
        complaints.read_to_string(&mut text).expect("text");
        assert_eq!(text, "", "{arguments:?}");
        assert_eq!(code, Some(if missing { 1 } else { 141 }), "{arguments:?}");
    }
}

/// The signal comes as soon as there is a temporary file, again and again.
#[cfg(unix)]
#[test]
fn ctrl_c_leaves_a_whole_file_or_none() {
    use std::process::{Command, Stdio};
    let place = tempfile::tempdir().expect("a folder");
    let names = |folder: &std::path::Path| -> Vec<String> {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
    };
    let mut interrupted = 0;
    for number in 0..40 {
        let out = place.path().join(number.to_string());
        fs::create_dir(&out).expect("a folder");
        let mut child = Command::new(env!("CARGO_BIN_EXE_specwright"))
            .args(["codegen", "--spec", &tests().join("sound.yaml").display().to_string(), "--out"])
            .arg(&out)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        while names(&out).is_empty() && child.try_wait().expect("a child").is_none() {
            std::thread::yield_now();
        }
        let signal = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
        let code = child.wait().expect("it ends").code();
        interrupted += u32::from(signal.success() && code == Some(130));
        assert!(code.is_some(), "the signal ended it between two writes");
        assert_eq!(names(&out), ["generated.rs"], "run {number}");
    }
    assert!(interrupted > 0, "no signal came in time");
}
