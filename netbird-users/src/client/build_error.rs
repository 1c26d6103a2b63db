use std::fmt;

use crate::error::with_causes;

/// Why a client could not be made. Nothing was sent.
pub struct BuildError(Reason);

enum Reason {
    Url {
        name: &'static str,
        given: Option<String>,
        reason: String,
    },
    Credential {
        name: &'static str,
        reason: &'static str,
    },
    Variables(String),
    Settings(String),
    Http(reqwest::Error),
    #[cfg(feature = "blocking")]
    Runtime(std::io::Error),
}

impl BuildError {
    pub(super) fn url(name: &'static str, given: Option<&str>, reason: String) -> Self {
        Self(Reason::Url { name, given: given.map(str::to_owned), reason })
    }

    pub(super) fn credential(name: &'static str, reason: &'static str) -> Self {
        Self(Reason::Credential { name, reason })
    }

    pub(super) fn variables(text: String) -> Self {
        Self(Reason::Variables(text))
    }

    pub(super) fn settings(text: String) -> Self {
        Self(Reason::Settings(text))
    }

    pub(super) fn http(error: reqwest::Error) -> Self {
        Self(Reason::Http(error))
    }

    /// Whether the credential is missing or cannot be one, and not a URL or another setting.
    #[must_use]
    pub fn is_about_credential(&self) -> bool {
        matches!(self.0, Reason::Credential { .. } | Reason::Variables(_))
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn runtime(error: std::io::Error) -> Self {
        Self(Reason::Runtime(error))
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::Url { name, given: None, reason } => write!(f, "{name} cannot be used: {reason}"),
            Reason::Url { name, given: Some(given), reason } => {
                write!(f, "{name} `{given}` cannot be used: {reason}")
            }
            Reason::Credential { name, reason } => write!(f, "{name} cannot be used: {reason}"),
            Reason::Variables(text) | Reason::Settings(text) => f.write_str(text),
            Reason::Http(_) => f.write_str("the HTTP client cannot be set up"),
            #[cfg(feature = "blocking")]
            Reason::Runtime(_) => f.write_str("the thread of the blocking client cannot be started"),
        }
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        with_causes(self, f)
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Reason::Url { .. } | Reason::Credential { .. } | Reason::Variables(_) | Reason::Settings(_) => {
                None
            }
            Reason::Http(error) => Some(error),
            #[cfg(feature = "blocking")]
            Reason::Runtime(error) => Some(error),
        }
    }
}
