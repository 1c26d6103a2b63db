//! The configuration file: profiles, and never a secret.

use std::{
    collections::BTreeMap,
    env, fs, io,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use crate::failure::Failure;

/// The configuration file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// The profile that counts where none is named.
    pub(super) default_profile: Option<String>,
    #[serde(default)]
    pub(super) profiles: BTreeMap<String, Profile>,
}

/// One server and one user of it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Profile {
    pub(super) url: Option<String>,
    pub(super) token_file: Option<PathBuf>,
    /// A program and its arguments, which prints the token. No shell is between.
    pub(super) token_command: Option<Vec<String>>,
    pub(super) ca_file: Option<PathBuf>,
    #[serde(default)]
    pub(super) allow_plain_http: bool,
    #[serde(default)]
    pub(super) read_only: bool,
}

impl File {
    /// Reads it. One that was not named and is not there is empty.
    pub(super) fn read(path: &Path, named: bool) -> Result<Self, Failure> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound && !named => return Ok(Self::default()),
            Err(error) => {
                return Err(Failure::usage(format!(
                    "cannot read the configuration {}: {error}",
                    path.display()
                )));
            }
        };
        // The error of the parser shows the line, and somebody may have put a token there.
        toml::from_str(&text).map_err(|error| {
            let line = error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
            Failure::usage(format!(
                "{}, line {line}: {}; a token is never in this file, but in a `token_file` or from a `token_command`",
                path.display(),
                error.message().replace('\n', " "),
            ))
        })
    }

    /// Where it lies: the directory for configuration of the operating system, or as named.
    pub(super) fn path(option: Option<&Path>) -> (PathBuf, bool) {
        if let Some(path) = option {
            return (path.to_owned(), true);
        }
        if let Some(path) = env::var_os("NBU_CONFIG").filter(|path| !path.is_empty()) {
            return (path.into(), true);
        }
        let set = |name| env::var_os(name).filter(|path| !path.is_empty()).map(PathBuf::from);
        let base = if cfg!(windows) { set("APPDATA") } else { set("XDG_CONFIG_HOME") };
        let base = base.or_else(|| Some(env::home_dir()?.join(".config"))).unwrap_or_default();
        (base.join("nbu").join("config.toml"), false)
    }
}

/// A path of the file, `~/` being the person's directory.
pub(super) fn expanded(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), env::home_dir()) {
        (Ok(rest), Some(home)) => home.join(rest),
        _ => path.to_owned(),
    }
}
