//! Where the token comes from. It is never an argument: other people of the machine can read those.

use std::{
    env, fmt, fs,
    io::{self, Read},
    path::PathBuf,
    process::{Command, Stdio},
};

use netbird_users::model::Secret;

use crate::{exit::Exit, failure::Failure};

/// Where the token comes from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum TokenSource {
    Variable(&'static str),
    File(PathBuf),
    Stdin,
    /// A program and its arguments.
    Command(Vec<String>),
}

impl TokenSource {
    /// A file, `-` being standard input.
    pub(crate) fn of_file(path: PathBuf) -> Self {
        if path.as_os_str() == "-" { Self::Stdin } else { Self::File(path) }
    }

    pub(crate) fn read(&self) -> Result<Secret, Failure> {
        self.read_secret("the token")
    }

    /// Reads what is secret, without blanks and line ends around it.
    pub(crate) fn read_secret(&self, what: &str) -> Result<Secret, Failure> {
        self.text().map_err(|reason| {
            Failure::new(Exit::Credentials, format!("cannot read {what} from {self}: {reason}"))
        })
    }

    fn text(&self) -> Result<Secret, String> {
        let text = match self {
            Self::Variable(name) => env::var(name).map_err(|_| "it is no text of UTF-8".to_owned())?,
            Self::File(path) => fs::read_to_string(path).map_err(|error| error.to_string())?,
            Self::Stdin => {
                let mut text = String::new();
                let read = io::stdin().lock().read_to_string(&mut text);
                read.map_err(|error| error.to_string())?;
                text
            }
            Self::Command(words) => run(words)?,
        };
        Ok(Secret::new(text.trim()))
    }
}

/// What the program prints. Its questions and complaints go to the person.
fn run(words: &[String]) -> Result<String, String> {
    let (program, arguments) = words.split_first().ok_or("it names no program")?;
    let output = Command::new(program).args(arguments).stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(format!("it ended with {}", output.status));
    }
    String::from_utf8(output.stdout).map_err(|_| "it printed no text of UTF-8".to_owned())
}

impl fmt::Display for TokenSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable(name) => write!(f, "the variable {name}"),
            Self::File(path) => write!(f, "the file {}", path.display()),
            Self::Stdin => f.write_str("standard input"),
            // The arguments are a person's own, and may hold what is nobody's business.
            Self::Command(words) => {
                write!(f, "the command `{}`", words.first().map_or("", String::as_str))
            }
        }
    }
}
