#![doc = include_str!("../README.md")]

/// The hidden beginning of an example: a client of a mock.
macro_rules! example {
    () => {
        "# #[tokio::main(flavor = \"current_thread\")]\n\
         # async fn main() -> Result<(), Box<dyn std::error::Error>> {\n\
         # use netbird_users::{Client, Credential};\n\
         # let server = netbird_users_mock::MockNetBird::start().await?;\n\
         # let client = Client::builder(Credential::token(server.token())).base_url(server.url()).build()?;"
    };
}

mod batch;
#[cfg(feature = "blocking")]
pub mod blocking;
mod call;
mod client;
mod clock;
#[cfg(any(doc, doctest))]
pub mod cookbook;
mod desired;
mod edit;
mod error;
mod groups;
mod guard;
mod invites;
pub mod model;
mod new_user;
mod operation;
mod pending;
mod retry;
mod service_user;
mod tokens;
mod users;

pub use batch::{Batch, Item, Outcome, Report, Skipped};
pub use client::{BuildError, Client, ClientBuilder, Credential};
pub use clock::{Clock, Pause};
pub use desired::{Applied, Differs, Plan, Step, Wanted};
pub use edit::{Change, Edit, Edited};
pub use error::{Error, ErrorKind};
pub use groups::{GroupNames, Groups};
pub use invites::{Invites, NewInvite};
pub use new_user::NewUser;
pub use pending::Pending;
pub use retry::{Backoff, FailedAttempt, NoRetry, RetryPolicy};
pub use service_user::{Ensured, ServiceUser};
pub use tokens::{NewToken, Rotated, Tokens};
pub use users::{OwnershipTransfer, Users};

/// The generated client underneath: the same operations, without this crate's protections.
pub use netbird_users_gen as generated;

/// The HTTP library whose types some settings take.
pub use reqwest;

/// Compiles the example on the workspace's front page.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct FrontPage;
