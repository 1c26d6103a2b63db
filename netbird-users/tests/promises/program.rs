//! An example, run as a person runs it: as a program with arguments and an environment.

use std::{
    env,
    fs::{metadata, read_dir},
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

/// What a program printed.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) success: bool,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs an example with these variables and no other that it reads.
pub(crate) async fn run(name: &str, arguments: &[&str], variables: &[(&str, String)]) -> Ran {
    let mut program = example(name);
    program.args(arguments).envs(variables.iter().map(|(name, value)| (name, value)));
    finish(program).await
}

/// An example, to be run without the variables that it reads.
pub(crate) fn example(name: &str) -> Command {
    let mut program = Command::new(built(name));
    for (name, _) in env::vars_os() {
        let known = name.to_string_lossy().to_uppercase();
        if known.starts_with("NB_") || known.starts_with("NETBIRD_") || known.ends_with("_PROXY") {
            program.env_remove(name);
        }
    }
    program
}

/// Runs a program to its end. A server in the same test goes on meanwhile.
pub(crate) async fn finish(mut program: Command) -> Ran {
    let output = tokio::task::spawn_blocking(move || program.output());
    let output = output.await.expect("no panic").expect("the example runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran { success: output.status.success(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

pub(crate) fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

/// The program that cargo built from the example. `cargo test` does that before it runs a test, and
/// `cargo test --test promises` does not.
fn built(name: &str) -> PathBuf {
    let test = env::current_exe().expect("this test has a path");
    let target = test.parent().and_then(Path::parent).expect("target/debug/deps");
    let program = target.join("examples").join(format!("{name}{}", env::consts::EXE_SUFFIX));
    let built = metadata(&program).and_then(|program| program.modified());
    let changed = newest(&sources()).max(newest(&sources().with_file_name("src")));
    let fresh = built.is_ok_and(|built| built >= changed);
    assert!(fresh, "{name} is not built from what is here: run `cargo build --examples -p netbird-users`");
    program
}

/// When a file under this folder was last changed.
fn newest(folder: &Path) -> SystemTime {
    let entries = read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let changed = entries.map(|path| {
        if path.is_dir() {
            newest(&path)
        } else {
            metadata(&path).and_then(|file| file.modified()).expect("a time")
        }
    });
    changed.max().expect("a file")
}
