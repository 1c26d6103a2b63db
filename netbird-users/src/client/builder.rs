use std::{fmt, sync::Arc, time::Duration};

use netbird_users_gen as generated;
use reqwest::{
    Request,
    header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue},
    redirect::Policy,
};

use super::{
    Client,
    base_url::{HOSTED, is_on_this_machine, normalize, shown},
    build_error::BuildError,
    credential::Credential,
};
use crate::{
    call::Engine,
    clock::{Clock, TokioClock},
    groups::KnownGroups,
    retry::{Backoff, Budget, Pace, RetryPolicy},
};

/// How long it may take until there is a connection, where nothing else is set.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

const USER_AGENT: &str = concat!("netbird-users/", env!("CARGO_PKG_VERSION"));

type Hook = Arc<dyn Fn(&mut Request) + Send + Sync>;

/// The settings of a [`Client`]. From [`Client::builder`].
#[derive(Clone)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    credential: Credential,
    names: Names,
    base_url: String,
    allow_plain_http: bool,
    connect_timeout: Option<Duration>,
    attempt_timeout: Duration,
    deadline: Duration,
    retry: Arc<dyn RetryPolicy>,
    clock: Arc<dyn Clock>,
    default_headers: HeaderMap,
    hook: Option<Hook>,
    user_agent: Option<String>,
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
            connect_timeout: None,
            attempt_timeout: Duration::from_secs(60),
            deadline: Duration::from_secs(180),
            retry: Arc::new(Backoff::new()),
            clock: Arc::new(TokioClock),
            default_headers: HeaderMap::new(),
            hook: None,
            user_agent: None,
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

    /// How long it may take until there is a connection, TLS included. It is no longer than nine tenths of what an
    /// attempt or a call may take: when the time is over before there is a connection, the error is that of the
    /// connection, and it is known that nothing was sent. An HTTP client of your own has its own.
    ///
    /// Default: 10 s, long enough for a slow network, short enough for who mistyped the host.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
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

    /// A header that goes with each request, for a gateway before the server. One of the same name is replaced. The
    /// credential's `Authorization` cannot be set so.
    ///
    /// Mark a value that is secret as [sensitive](HeaderValue::set_sensitive).
    pub fn default_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.default_headers.insert(name, value);
        self
    }

    /// A function that sees each request, also one that is sent again, and may change it: to add an id of a trace, to
    /// sign it, to count it. The request has all its headers by then, the credential among them.
    ///
    /// ```
    /// # use netbird_users::{Client, Credential, reqwest::header::HeaderValue};
    /// let builder = Client::builder(Credential::bearer("a.b.c")).each_request(|request| {
    ///     request.headers_mut().insert("traceparent", HeaderValue::from_static("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
    /// });
    /// ```
    ///
    /// Default: none.
    pub fn each_request(mut self, hook: impl Fn(&mut Request) + Send + Sync + 'static) -> Self {
        self.hook = Some(Arc::new(hook));
        self
    }

    /// The `User-Agent` that the server's log shows. An HTTP client of your own has its own.
    ///
    /// Default: `netbird-users/` and this crate's version.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = Some(name.into());
        self
    }

    /// One more certificate to trust, besides those of the operating system: for a server of your own. An HTTP client of
    /// your own has its own.
    ///
    /// Default: none.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub fn root_certificate(mut self, certificate: reqwest::Certificate) -> Self {
        self.root_certificates.push(certificate);
        self
    }

    /// A proxy for all requests. An HTTP client of your own has its own.
    ///
    /// Default: what `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` say; none for a server on this machine.
    pub fn proxy(mut self, proxy: reqwest::Proxy) -> Self {
        self.proxy = Some(proxy);
        self
    }

    /// An HTTP client of your own, to share its connections. Build it with `redirect(Policy::none())`: a followed
    /// redirect turns POST into GET, and can carry a DELETE to another path, which this crate could not see.
    ///
    /// What such a client decides alone cannot be set here as well: `connect_timeout`, `user_agent`, `root_certificate`
    /// and `proxy`. [`build`](Self::build) refuses that.
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
    /// The URL is none of a server or needs TLS and this crate was built without, the credential cannot be one, a setting
    /// would have no effect beside an [`http_client`](Self::http_client), or TLS cannot be set up.
    pub fn build(self) -> Result<Client, BuildError> {
        let base_url = normalize(&self.base_url, self.allow_plain_http).map_err(|reason| {
            BuildError::url(self.names.url, shown(&self.base_url, self.credential.secret()), reason)
        })?;
        if let Some(reason) = self.credential.objection() {
            return Err(BuildError::credential(self.names.token, reason));
        }
        let authorization = self.credential.header().map_err(|_| {
            BuildError::credential(self.names.token, "it holds characters that no header can hold")
        })?;
        self.objection(&base_url, cfg!(any(feature = "rustls", feature = "native-tls")))?;
        let (http, time_to_connect) = match self.http_client.clone() {
            Some(client) => (client, Duration::ZERO),
            None => (self.new_http_client(&base_url).map_err(BuildError::http)?, self.time_to_connect()),
        };
        let mut generated = generated::Client::new_with_client(&base_url, http);
        for (name, value) in &self.default_headers {
            generated = generated.with_header(name.clone(), value.clone());
        }
        if let Some(hook) = self.hook {
            generated = generated.with_hook(move |request| hook(request));
        }
        let public = generated.clone();
        let generated = generated.with_header(AUTHORIZATION, authorization);
        Ok(Client::new(Engine {
            pace: Pace::new(self.clock.now()),
            generated,
            public,
            base_url,
            credential: self.credential.secret().clone(),
            bearer: self.credential.is_bearer(),
            clock: self.clock,
            retry: self.retry,
            time_to_connect,
            attempt_timeout: self.attempt_timeout,
            deadline: self.deadline,
            budget: Budget::default(),
            known_groups: KnownGroups::default(),
        }))
    }

    /// Settings that would have no effect, or could not.
    fn objection(&self, base_url: &str, has_tls: bool) -> Result<(), BuildError> {
        if self.default_headers.contains_key(AUTHORIZATION) {
            return Err(BuildError::settings(
                "`default_header` cannot set `Authorization`: give the credential as `Credential`".to_owned(),
            ));
        }
        if self.http_client.is_none() {
            if base_url.starts_with("https://") && !has_tls {
                return Err(BuildError::settings(
                    "this program cannot speak `https`: switch the feature `rustls` or `native-tls` of netbird-users on"
                        .to_owned(),
                ));
            }
            return Ok(());
        }
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        let certificates = !self.root_certificates.is_empty();
        #[cfg(not(any(feature = "rustls", feature = "native-tls")))]
        let certificates = false;
        let without_effect: Vec<&str> = [
            ("`connect_timeout`", self.connect_timeout.is_some()),
            ("`user_agent`", self.user_agent.is_some()),
            ("`root_certificate`", certificates),
            ("`proxy`", self.proxy.is_some()),
        ]
        .into_iter()
        .filter_map(|(name, set)| set.then_some(name))
        .collect();
        if without_effect.is_empty() {
            return Ok(());
        }
        let names = without_effect.join(", ");
        Err(BuildError::settings(format!(
            "{names} would have no effect: set it on the `http_client` that is given"
        )))
    }

    fn new_http_client(&self, base_url: &str) -> reqwest::Result<reqwest::Client> {
        let mut builder = reqwest::Client::builder()
            .connect_timeout(self.time_to_connect())
            .redirect(Policy::none())
            .user_agent(self.user_agent.as_deref().unwrap_or(USER_AGENT));
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

    /// Shorter than an attempt, so that an attempt whose time is over has had a connection.
    fn time_to_connect(&self) -> Duration {
        let longest = self.attempt_timeout.min(self.deadline) / 10 * 9;
        self.connect_timeout.unwrap_or(CONNECT_TIMEOUT).min(longest)
    }
}

/// Without the credential, and without what a URL or a proxy may hold of another.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("base_url", &shown(&self.base_url, self.credential.secret()).unwrap_or("[redacted]"))
            .field("credential", &self.credential)
            .field("allow_plain_http", &self.allow_plain_http)
            .field("connect_timeout", &self.time_to_connect())
            .field("attempt_timeout", &self.attempt_timeout)
            .field("deadline", &self.deadline)
            .field("retry", &self.retry)
            .field("clock", &self.clock)
            .finish_non_exhaustive()
    }
}
