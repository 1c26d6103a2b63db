//! `cargo xtask`: reads what was typed, prints what came out, ends with the code that says how.

use std::{
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Parser;
use xtask::{
    command::{Cli, Failure, Outcome, run},
    plan,
};

/// As of a program that the signal of a closed pipe has ended.
const CLOSED_PIPE: u8 = 128 + 13;

fn main() -> ExitCode {
    let cli = Cli::parse();
    plan::end_between_files();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    match run(cli, root, &here, &mut io::stdout().lock()) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Stale) => ExitCode::from(4),
        Ok(Outcome::Found) => ExitCode::from(5),
        Err(Failure::Screen(error)) if error.kind() == ErrorKind::BrokenPipe => ExitCode::from(CLOSED_PIPE),
        Err(failure) => {
            // Whoever closed it does not want to read it.
            let _ = writeln!(io::stderr(), "{failure}");
            ExitCode::FAILURE
        }
    }
}
