use std::{sync::Arc, time::Duration};

use netbird_users_gen as generated;
use reqwest::{header::AUTHORIZATION, redirect::Policy};

use super::{
    Client,
    base_url::{HOSTED, is_on_this_machine, normalize},
    build_error::BuildError,
    credential::Credential,
};
use crate::{
    call::Engine,
    clock::{Clock, TokioClock},
    retry::{Backoff, Budget, Pace, RetryPolicy},
};

/// The settings of a [`Client`]. From [`Client::builder`].
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    credential: Credential,
    names: Names,
    base_url: String,
    allow_plain_http: bool,
    connect_timeout: Duration,
    attempt_timeout: Duration,
    deadline: Duration,
    retry: Arc<dyn RetryPolicy>,
    clock: Arc<dyn Clock>,
    user_agent: String,
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    root_certificates: Vec<reqwest::Certificate>,
    proxy: Option<reqwest::Proxy>,
    http_client: Option<reqwest::Client>,
}

/// What an error calls the settings: by what the person has set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names {
    pub(super) token: &'static str,
    pub(super) url: &'static str,
}

impl ClientBuilder {
    pub(super) fn new(credential: Credential) -> Self {
        Self {
            credential,
            names: Names { token: "the credential", url: "the base URL" },
            base_url: HOSTED.to_owned(),
            allow_plain_http: false,
            connect_timeout: Duration::from_secs(10),
            attempt_timeout: Duration::from_secs(60),
            deadline: Duration::from_secs(180),
            retry: Arc::new(Backoff::new()),
            clock: Arc::new(TokioClock),
            user_agent: concat!("netbird-users/", env!("CARGO_PKG_VERSION")).to_owned(),
            #[cfg(any(feature = "rustls", feature = "native-tls"))]
            root_certificates: Vec::new(),
            proxy: None,
            http_client: None,
        }
    }

    pub(super) fn named(mut self, names: Names) -> Self {
        self.names = names;
        self
    }

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

    /// How long it may take until there is a connection. It does not hold for an HTTP client of your own.
    ///
    /// Default: 10 s, long enough for a slow network, short enough for who mistyped the host.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long one attempt may take, from connecting to the last byte of the answer.
    ///
    /// Default: 60 s. The server sends a list of users in one piece and makes it anew each time; 100,000 users are
    /// about 40 MB.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = timeout;
        self
    }

    /// How long one call may take with all its attempts and the waits between them. An attempt gets what is left of
    /// it, and no wait is begun that would end later.
    ///
    /// Default: 180 s, room for three attempts that time out, or for the waits of a server that limits requests.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// When a failed attempt is made again, and after what wait. [`NoRetry`](crate::NoRetry) switches it off.
    ///
    /// Default: [`Backoff::new`].
    pub fn retry(mut self, policy: impl RetryPolicy + 'static) -> Self {
        self.retry = Arc::new(policy);
        self
    }

    /// Where the time comes from, for tests that move it by hand.
    ///
    /// Default: the tokio runtime.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// The `User-Agent` that the server's log shows. It does not hold for an HTTP client of your own.
    ///
    /// Default: `netbird-users/` and this crate's version.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = name.into();
        self
    }

    /// One more certificate to trust, besides those of the operating system: for a server of your own. It does not
    /// hold for an HTTP client of your own.
    ///
    /// Default: none.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub fn root_certificate(mut self, certificate: reqwest::Certificate) -> Self {
        self.root_certificates.push(certificate);
        self
    }

    /// A proxy for all requests. It does not hold for an HTTP client of your own.
    ///
    /// Default: what `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` say; none for a server on this machine.
    pub fn proxy(mut self, proxy: reqwest::Proxy) -> Self {
        self.proxy = Some(proxy);
        self
    }

    /// An HTTP client of your own, to share its connections. Build it with `redirect(Policy::none())`: a followed
    /// redirect turns POST into GET, and can carry a DELETE to another path, which this crate could not see.
    ///
    /// Default: one that is made for this client.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http_client = Some(client);
        self
    }

    /// Makes the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// The URL is none of a server, the credential cannot be one, or TLS cannot be set up.
    pub fn build(self) -> Result<Client, BuildError> {
        let base_url = normalize(&self.base_url, self.allow_plain_http)
            .map_err(|reason| BuildError::url(self.names.url, self.base_url.clone(), reason))?;
        if let Some(reason) = self.credential.objection() {
            return Err(BuildError::credential(self.names.token, reason));
        }
        let authorization = self.credential.header().map_err(|_| {
            BuildError::credential(
                self.names.token,
                "it holds characters that no header can hold, such as a line end",
            )
        })?;
        let http = match self.http_client.clone() {
            Some(client) => client,
            None => self.new_http_client(&base_url).map_err(BuildError::http)?,
        };
        let generated =
            generated::Client::new_with_client(&base_url, http).with_header(AUTHORIZATION, authorization);
        Ok(Client::new(Engine {
            pace: Pace::new(self.clock.now()),
            generated,
            base_url,
            credential: self.credential.secret().clone(),
            clock: self.clock,
            retry: self.retry,
            attempt_timeout: self.attempt_timeout,
            deadline: self.deadline,
            budget: Budget::default(),
        }))
    }

    fn new_http_client(&self, base_url: &str) -> reqwest::Result<reqwest::Client> {
        let mut builder = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            .redirect(Policy::none())
            .user_agent(&self.user_agent);
        if let Some(proxy) = self.proxy.clone() {
            builder = builder.proxy(proxy);
        } else if is_on_this_machine(base_url) {
            // A proxy would look for the server on its own machine, and get the token in the clear.
            builder = builder.no_proxy();
        }
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        for certificate in self.root_certificates.clone() {
            builder = builder.add_root_certificate(certificate);
        }
        builder.build()
    }
}
