//! `cargo xtask`: reads what was typed, prints what came out, ends with the code that says how.

use std::{io, path::PathBuf, process::ExitCode};

use clap::Parser;
use specwright::{command::exit, plan};
use xtask::{Cli, project, run};

fn main() -> ExitCode {
    let cli = Cli::parse();
    plan::end_between_files();
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    exit(run(cli, &project(here), &mut io::stdout().lock()))
}
