//! `cargo xtask`: reads what was typed, prints what came out, ends with the code that says how.
#![allow(clippy::print_stderr, reason = "a program's errors go to its standard error")]

use std::{
    io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Parser;
use xtask::command::{Cli, Outcome, run};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    match run(cli, root, &here, &mut io::stdout().lock()) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Stale) => ExitCode::from(4),
        Ok(Outcome::Found) => ExitCode::from(5),
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}
