//! An example, run as a person runs it: as a program with arguments and an environment.

use std::{
    env,
    fs::metadata,
    path::{Path, PathBuf},
    process::Command,
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
    let modified = |path: &Path| metadata(path).and_then(|metadata| metadata.modified()).ok();
    let source = modified(&sources().join(format!("{name}.rs")));
    let fresh = modified(&program).is_some_and(|built| source.is_none_or(|source| source <= built));
    assert!(fresh, "the example {name} is not built: run `cargo build --examples -p netbird-users`");
    program
}
