//! `nbu`: the users of a NetBird account, on the command line.

mod commands;
mod confirm;
mod context;
mod directory;
mod exit;
mod failure;
mod interrupt;
mod outcome;
mod output;
mod secret;
mod settings;
mod user_records;
mod wanted;
mod words;

use std::process::ExitCode;

use clap::Parser;

use commands::Arguments;
use failure::Failure;
use output::Screen;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let screen = Screen::new(arguments.output.format.unwrap_or_default(), arguments.output.color);
    let ended = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::local("start", &error))
        .and_then(|runtime| runtime.block_on(arguments.run(screen)));
    let exit = ended.unwrap_or_else(|failure| {
        screen.error(&failure);
        failure.exit
    });
    ExitCode::from(exit.code())
}
