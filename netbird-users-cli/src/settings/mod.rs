//! What the program works with, and where each value comes from.

mod file;
mod resolve;
mod token;

use std::{fmt, path::PathBuf, time::Duration};

use clap::Args;
pub(crate) use resolve::{Origin, Setting, Settings};
pub(crate) use token::TokenSource;

/// Where the server is and who speaks, for every command.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Options {
    #[arg(help = "The profile of the configuration file [variable: NBU_PROFILE]")]
    #[arg(long, global = true, value_name = "NAME", help_heading = "Connection")]
    pub(crate) profile: Option<String>,
    #[arg(help = "The configuration file [variable: NBU_CONFIG; default: ~/.config/nbu/config.toml]")]
    #[arg(long, global = true, value_name = "FILE", help_heading = "Connection")]
    pub(crate) config: Option<PathBuf>,
    #[arg(help = "The management server [variable: NB_MANAGEMENT_URL; default: https://api.netbird.io]")]
    #[arg(long, global = true, value_name = "URL", help_heading = "Connection")]
    pub(crate) url: Option<String>,
    #[arg(
        help = "Read the personal access token from a file, or `-` for standard input [variable: NB_PAT holds the token itself]"
    )]
    #[arg(long, global = true, value_name = "FILE", help_heading = "Connection")]
    pub(crate) token_file: Option<PathBuf>,
    /// A certificate (PEM) to trust besides those of the operating system
    #[arg(long, global = true, value_name = "FILE", help_heading = "Connection")]
    pub(crate) ca_file: Option<PathBuf>,
    #[arg(help = "How many seconds a call may take with all its attempts [default: 180]")]
    #[arg(long, global = true, value_name = "SECONDS", value_parser = seconds, help_heading = "Connection")]
    pub(crate) timeout: Option<Duration>,
}

fn seconds(text: &str) -> Result<Duration, String> {
    match text.parse() {
        Ok(0) | Err(_) => Err("a number of seconds, 1 at least".to_owned()),
        Ok(seconds) => Ok(Duration::from_secs(seconds)),
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Option(name) => write!(f, "option {name}"),
            Self::Variable(name) => write!(f, "variable {name}"),
            Self::Profile(name) => write!(f, "profile `{name}`"),
            Self::Default => f.write_str("default"),
        }
    }
}
