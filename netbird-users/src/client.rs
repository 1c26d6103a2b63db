use std::{fmt, time::Duration};

use netbird_users_gen as generated;
use reqwest::{
    header::{AUTHORIZATION, HeaderMap},
    redirect::Policy,
};

use crate::{
    base_url::{HOSTED, normalize},
    credential::Credential,
    error::with_causes,
    users::Users,
};

/// A client of one NetBird management server. Make one and clone it: clones share their connections.
#[derive(Clone, Debug)]
pub struct Client {
    generated: generated::Client,
}

impl Client {
    /// Starts a client that speaks for this credential.
    pub fn builder(credential: Credential) -> ClientBuilder {
        ClientBuilder { credential, base_url: HOSTED.to_owned(), allow_plain_http: false }
    }

    /// The users of the account.
    #[must_use]
    pub fn users(&self) -> Users<'_> {
        Users::new(&self.generated)
    }

    /// The generated client, for what this one does not cover. It sends the same credential.
    #[must_use]
    pub fn generated(&self) -> &generated::Client {
        &self.generated
    }
}

/// The settings of a [`Client`].
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    credential: Credential,
    base_url: String,
    allow_plain_http: bool,
}

/// Long enough for a slow network, short enough for a person who mistyped the host.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// For a whole call: the server sends a list of users in one piece, and makes it anew for each request.
const TIMEOUT: Duration = Duration::from_secs(60);

impl ClientBuilder {
    /// The management server. `https://host`, `https://host/` and `https://host/api` mean the same.
    ///
    /// Default: `https://api.netbird.io`, which NetBird hosts.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// Whether `http://` is taken for other machines than this one. The token then travels in the clear.
    ///
    /// Default: no.
    pub fn allow_plain_http(mut self, allow: bool) -> Self {
        self.allow_plain_http = allow;
        self
    }

    /// Makes the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// The URL is none of a server, the credential cannot stand in a header, or TLS cannot be set up.
    pub fn build(self) -> Result<Client, BuildError> {
        let base_url = normalize(&self.base_url, self.allow_plain_http)
            .map_err(|reason| BuildError(Reason::Url { given: self.base_url, reason }))?;
        let authorization = self.credential.header().map_err(|_| BuildError(Reason::Credential))?;
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TIMEOUT)
            .redirect(Policy::none())
            .user_agent(concat!("netbird-users/", env!("CARGO_PKG_VERSION")))
            .default_headers(HeaderMap::from_iter([(AUTHORIZATION, authorization)]))
            .build()
            .map_err(|error| BuildError(Reason::Http(error)))?;
        Ok(Client { generated: generated::Client::new_with_client(&base_url, http) })
    }
}

/// Why a client could not be made.
pub struct BuildError(Reason);

enum Reason {
    Url { given: String, reason: String },
    Credential,
    Http(reqwest::Error),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::Url { given, reason } if given.contains('@') => {
                write!(f, "the base URL cannot be used: {reason}")
            }
            Reason::Url { given, reason } => write!(f, "the base URL `{given}` cannot be used: {reason}"),
            Reason::Credential => {
                f.write_str("the credential holds characters that no header can hold, such as a line end")
            }
            Reason::Http(_) => f.write_str("the HTTP client cannot be set up"),
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
            Reason::Url { .. } | Reason::Credential => None,
            Reason::Http(error) => Some(error),
        }
    }
}
