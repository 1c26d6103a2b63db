//! `specwright`: reads what was typed, prints what came out, ends with the code that says how.

use std::{io, path::PathBuf, process::ExitCode};

use specwright::{
    Project,
    command::{Cli, exit, run},
    plan,
};

fn main() -> ExitCode {
    let cli = Cli::read();
    plan::end_between_files();
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    exit(run(cli, &Project::any("specwright", here), &mut io::stdout().lock()))
}
