//! The same client without async, for scripts and programs that have no runtime.
//!
//! ```
//! use netbird_users::{Credential, blocking::Client};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let runtime = tokio::runtime::Runtime::new()?;
//! # let server = runtime.block_on(netbird_users_mock::MockNetBird::start())?;
//! # let (url, token) = (server.url(), server.token());
//! let client = Client::builder(Credential::token(token)).base_url(url).build()?;
//! for user in client.users().list()? {
//!     println!("{} is {}", user.name, user.role);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Types and methods have the names that they have in async, and give the same results and errors. Three things differ:
//!
//! - [`Batch`] is an `Iterator` where the other is a `Stream`.
//! - The closure of [`Users::for_each`] gives a result instead of a future, and runs on a thread of its own.
//! - A [`Client`] has a small tokio runtime of its own, with one thread, that all its clones share. Each call waits on the
//!   thread that makes it, and calls of several threads go on at once. [`ClientBuilder::build`] starts the runtime, and
//!   it ends with the last clone.
//!
//! # Panics
//!
//! A method that waits panics when it is called in async code, where waiting would block every other task of the
//! thread. That also holds for a method that is called in the closure of [`Users::edit_many`]. In async code use
//! [`crate::Client`]; what is synchronous and is to be called there all the same belongs into
//! `tokio::task::spawn_blocking`. To build a client in async code, and to drop one, is no mistake.

/// The hidden beginning of an example, here of a blocking one: a client of a mock. The documentation that the generated
/// part takes over from the async client names it as it names the other.
macro_rules! example {
    () => {
        "# fn main() -> Result<(), Box<dyn std::error::Error>> {\n\
         # use netbird_users::{Credential, blocking::Client};\n\
         # let runtime = tokio::runtime::Runtime::new()?;\n\
         # let server = runtime.block_on(netbird_users_mock::MockNetBird::start())?;\n\
         # let client = Client::builder(Credential::token(server.token())).base_url(server.url()).build()?;"
    };
}

mod for_each;
#[rustfmt::skip]
mod generated;
mod runtime;

pub use generated::{Batch, Client, ClientBuilder, Edit, Users};
