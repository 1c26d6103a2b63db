//! The client, its settings, and what it speaks for.

mod accept;
mod base_url;
mod build_error;
mod builder;
mod credential;
mod environment;
mod token_format;

use std::{fmt, sync::Arc};

pub use build_error::BuildError;
pub use builder::ClientBuilder;
pub use credential::Credential;
use netbird_users_gen as generated;

use crate::{call::Engine, groups::Groups, users::Users};

/// A client of one NetBird management server. Make one and clone it: clones share their connections, and wait together
/// where the server limits requests.
///
/// ```
/// use netbird_users::{Client, Credential};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let server = netbird_users_mock::MockNetBird::start().await?;
/// # let (url, token) = (server.url(), server.token());
/// let client = Client::builder(Credential::token(token)).base_url(url).build()?;
/// for user in client.users().list().await? {
///     println!("{} is {}", user.name, user.role);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    engine: Arc<Engine>,
}

impl Client {
    pub(crate) fn new(engine: Engine) -> Self {
        Self { engine: Arc::new(engine) }
    }

    /// Starts a client that speaks for this credential.
    pub fn builder(credential: Credential) -> ClientBuilder {
        ClientBuilder::new(credential)
    }

    /// A client with what the environment says: the personal access token in `NB_PAT` or `NETBIRD_API_TOKEN`, and the
    /// server in `NB_MANAGEMENT_URL`, which is `https://api.netbird.io` when it is not set.
    ///
    /// # Errors
    ///
    /// No token is set, both names hold different ones, or a value cannot be used. The error names the variable.
    pub fn from_env() -> Result<Self, BuildError> {
        Self::builder_from_env()?.build()
    }

    /// The same as a builder, to set more.
    ///
    /// # Errors
    ///
    /// No token is set, or both names hold different ones.
    pub fn builder_from_env() -> Result<ClientBuilder, BuildError> {
        // A value that is no UTF-8 is refused further on: to take it for none would send the token to another server.
        environment::builder(|name| Some(std::env::var_os(name)?.to_string_lossy().into_owned()))
    }

    /// The users of the account.
    #[must_use]
    pub fn users(&self) -> Users {
        Users::new(Arc::clone(&self.engine))
    }

    /// The groups of the account, which users name by id.
    #[must_use]
    pub fn groups(&self) -> Groups {
        Groups::new(Arc::clone(&self.engine))
    }

    /// Where the server is: the base URL without a slash at its end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.engine.base_url
    }

    /// The generated client underneath: the same operations, for an answer that is wanted as it came, with its status and
    /// headers. It sends the same credential, and none of this crate's protections is between it and the server: nothing is sent again, nothing is compared, nothing is waited for.
    #[must_use]
    pub fn generated(&self) -> &generated::Client {
        &self.engine.generated
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", &self.engine.base_url).finish_non_exhaustive()
    }
}
