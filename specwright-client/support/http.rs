/// What sees each request before it is sent.
pub(crate) type Hook = std::sync::Arc<dyn Fn(&mut reqwest::Request) + Send + Sync>;

/// How long to wait for a connection: progenitor's own default.
#[cfg(not(target_arch = "wasm32"))]
const CONNECT_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(15);

/// How long one call may take in all: a list of a very large account takes seconds, not minutes.
#[cfg(not(target_arch = "wasm32"))]
const TIMEOUT: std::time::Duration = std::time::Duration::from_secs(60);

/// The HTTP client that is used when the caller brings none. Redirects are not followed: a followed redirect turns
/// POST into GET and can carry DELETE to another path.
pub(crate) fn client() -> reqwest::Result<reqwest::Client> {
    let builder = reqwest::Client::builder();
    #[cfg(not(target_arch = "wasm32"))]
    let builder =
        builder.connect_timeout(CONNECT_TIMEOUT).timeout(TIMEOUT).redirect(reqwest::redirect::Policy::none());
    builder.build()
}
