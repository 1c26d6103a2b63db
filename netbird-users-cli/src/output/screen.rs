//! Where it is printed.

use std::{
    env,
    fmt::Display,
    io::{self, IsTerminal, Write},
};

use clap::ValueEnum;

use super::{Format, Records, escaped};
use crate::{exit::Exit, failure::Failure};

/// Whether the output has colours.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

const BOLD: &str = "\u{1b}[1m";
const RED: &str = "\u{1b}[1;31m";
const YELLOW: &str = "\u{1b}[1;33m";
const PLAIN: &str = "\u{1b}[0m";

/// Standard output and standard error, and what each can show.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Screen {
    format: Format,
    coloured_output: bool,
    coloured_errors: bool,
}

impl Screen {
    pub(crate) fn new(format: Format, colour: Colour) -> Self {
        let wanted = |terminal: bool| match colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => terminal && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        };
        Self {
            format,
            coloured_output: wanted(io::stdout().is_terminal()),
            coloured_errors: wanted(io::stderr().is_terminal()),
        }
    }

    /// The same for a command that has another format by default.
    pub(crate) fn with(self, format: Format) -> Self {
        Self { format, ..self }
    }

    /// Prints what a command found or did.
    pub(crate) fn print(self, records: &Records) -> Result<(), Failure> {
        if self.format == Format::Table && records.is_empty() {
            self.note("there is none");
            return Ok(());
        }
        let width = io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
        let mut text = Vec::new();
        let written = records.write(self.format, width.map(|(width, _)| width.0), &mut text);
        written.map_err(|error| Failure::local("make the output", &error))?;
        if self.coloured_output && self.format == Format::Table {
            text = bold_first_line(&text);
        }
        print(&text)
    }

    /// Something that is true and no failure, for who reads along.
    pub(crate) fn note(self, text: impl Display) {
        self.say("note", YELLOW, &text.to_string());
    }

    pub(crate) fn error(self, text: impl Display) {
        self.say("error", RED, &text.to_string());
    }

    /// A line on standard error. Where that is closed there is nobody to tell.
    fn say(self, word: &str, colour: &str, text: &str) {
        let (colour, plain) = if self.coloured_errors { (colour, PLAIN) } else { ("", "") };
        let lines = text.lines().map(escaped).collect::<Vec<_>>().join("\n  ");
        let _ = writeln!(io::stderr(), "{colour}{word}:{plain} {lines}");
    }
}

/// Writes to standard output. Who closed it has read enough: that is no failure.
pub(crate) fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new(Exit::Local, format!("cannot write the output: {error}")))
        }
        _ => Ok(()),
    }
}

fn bold_first_line(text: &[u8]) -> Vec<u8> {
    let end = text.iter().position(|byte| *byte == b'\n').unwrap_or(text.len());
    let (head, rest) = text.split_at(end);
    [BOLD.as_bytes(), head, PLAIN.as_bytes(), rest].concat()
}
