//! A mock that runs by hand.

mod cli;

use std::{io::Write as _, process::ExitCode};

use clap::Parser as _;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match cli::Arguments::parse().run(&mut std::io::stdout()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let source = error.source().map(|source| format!(": {source}")).unwrap_or_default();
            // There is nobody left to tell when this fails.
            let _ = writeln!(std::io::stderr(), "error: {error}{source}");
            ExitCode::FAILURE
        }
    }
}
