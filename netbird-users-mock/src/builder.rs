use std::{
    collections::HashMap,
    fmt,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex},
};

use axum::Router;
use tokio::net::TcpListener;

use crate::{
    clock::Clock,
    fault::Faults,
    flavour::{Flavour, Generation},
    http::{Limiter, Shared, exchange, serve},
    request_log::Log,
    server::MockNetBird,
    settings::{RateLimit, Settings},
    state::{Group, PAT_PREFIX, State, Token, User, Users, check, dex_id, hex, make, uuid, xid},
};

/// What a mock is to be before it starts. Made by [`MockNetBird::builder`].
#[derive(Clone, Debug)]
#[must_use = "a mock runs once it is started"]
pub struct Builder {
    flavour: Flavour,
    generation: Generation,
    settings: Settings,
    rate_limit: Option<RateLimit>,
    users: Vec<User>,
    made_up: usize,
    groups: Vec<Group>,
    tokens: Vec<(String, String)>,
    sessions: HashMap<String, String>,
    address: IpAddr,
    port: u16,
    other_machines: bool,
}

/// Why a mock did not start.
#[derive(Debug)]
pub struct StartError {
    what: String,
    source: Option<std::io::Error>,
}

impl fmt::Display for StartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.what)
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}

impl StartError {
    fn because(what: impl Into<String>) -> Self {
        Self { what: what.into(), source: None }
    }
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            flavour: Flavour::default(),
            generation: Generation::default(),
            settings: Settings::default(),
            rate_limit: None,
            users: Vec::new(),
            made_up: 0,
            groups: Vec::new(),
            tokens: Vec::new(),
            sessions: HashMap::new(),
            address: Ipv4Addr::LOCALHOST.into(),
            port: 0,
            other_machines: false,
        }
    }
}

impl MockNetBird {
    /// Starts one on a free port of this machine, with the embedded identity provider and nobody but the owner.
    ///
    /// # Errors
    ///
    /// No port of 127.0.0.1 can be had.
    pub async fn start() -> Result<Self, StartError> {
        Self::builder().start().await
    }

    /// Says what a mock is to be.
    pub fn builder() -> Builder {
        Builder::default()
    }
}

impl Builder {
    /// How the deployment knows its people. [`Flavour::Embedded`] by default.
    pub fn flavour(mut self, flavour: Flavour) -> Self {
        self.flavour = flavour;
        self
    }

    /// Which releases the router behaves like. [`Generation::From062`] by default.
    pub fn generation(mut self, generation: Generation) -> Self {
        self.generation = generation;
        self
    }

    /// Changes the settings; those of a new account by default.
    pub fn settings(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(&mut self.settings);
        self
    }

    /// Limits the requests of each token, whether it is good or not. Off by default, as on the server. Requests of
    /// sessions and of programs whose `User-Agent` names terraform are not counted.
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.rate_limit = Some(limit);
        self
    }

    /// Adds a user to the owner, who is always there. A user of the same id replaces the earlier one.
    pub fn user(mut self, user: User) -> Self {
        self.users.push(user);
        self
    }

    /// Adds so many people with made-up names, for load. 0 by default.
    pub fn made_up_users(mut self, count: usize) -> Self {
        self.made_up = count;
        self
    }

    /// Adds a group to the one named `All`, which is always there.
    pub fn group(mut self, group: Group) -> Self {
        self.groups.push(group);
        self
    }

    /// Gives a user this token, for a year. It must have a token's form, with a checksum that is right.
    pub fn token(mut self, user: impl Into<String>, plain: impl Into<String>) -> Self {
        self.tokens.push((user.into(), plain.into()));
        self
    }

    /// Lets `Bearer <jwt>` stand for this user. The text is not looked into. A user who is not there is created by the
    /// first request, with the role `user`, as a first sign-in does.
    pub fn session(mut self, jwt: impl Into<String>, user: impl Into<String>) -> Self {
        self.sessions.insert(jwt.into(), user.into());
        self
    }

    /// The port. A free one by default.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// The address to listen on. 127.0.0.1 by default; one that other machines can reach is refused without
    /// [`allow_other_machines`](Self::allow_other_machines).
    pub fn listen(mut self, address: IpAddr) -> Self {
        self.address = address;
        self
    }

    /// Lets [`listen`](Self::listen) take addresses that other machines can reach. They then can read and change
    /// everything here: there is no TLS, so the token crosses the network in the clear, nothing limits the size of a
    /// body, and the log keeps every request with its token.
    pub fn allow_other_machines(mut self) -> Self {
        self.other_machines = true;
        self
    }

    /// Starts the server on tokio's current runtime.
    ///
    /// # Errors
    ///
    /// The port is taken, the address is not of this machine or reaches beyond it, a token has not a token's form, or
    /// is given to a user who is not there.
    pub async fn start(self) -> Result<MockNetBird, StartError> {
        if !self.address.is_loopback() && !self.other_machines {
            return Err(StartError::because(format!(
                "{} can be reached from other machines, where everybody could read and change what is here; listen on \
                 127.0.0.1, or allow other machines",
                self.address
            )));
        }
        let at = SocketAddr::new(self.address, self.port);
        let failed = |source| StartError { what: format!("cannot listen on {at}"), source: Some(source) };
        let listener = TcpListener::bind(at).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;

        let limiter = self.rate_limit.map(Limiter::new);
        let generation = self.generation;
        let owner = self.owner();
        let (state, token) = self.state(&owner)?;
        let shared = Arc::new(Shared {
            generation,
            inner: Mutex::new(crate::http::Inner {
                state,
                log: Log::default(),
                faults: Faults::default(),
                limiter,
                public_limiter: Limiter::new(RateLimit::PUBLIC),
            }),
        });
        let router = Router::new().fallback(exchange).with_state(Arc::clone(&shared));
        let task = tokio::spawn(serve(listener, router));
        Ok(MockNetBird::new(address, token, owner, shared, task))
    }

    /// The id of the owner, in the form of the flavour.
    fn owner(&self) -> String {
        match self.flavour {
            Flavour::Embedded => dex_id(&uuid(), "local"),
            Flavour::External(crate::flavour::Idp::Auth0) => format!("auth0|{}", hex(24)),
            Flavour::External(_) | Flavour::NoIdp => uuid(),
        }
    }

    fn state(self, owner: &str) -> Result<(State, String), StartError> {
        let clock = Clock::start();
        let mut state = State {
            deleted: Vec::new(),
            flavour: self.flavour,
            settings: self.settings,
            clock,
            creator: owner.to_owned(),
            users: Users::default(),
            groups: vec![Group::new(xid(), "All")],
            tokens: Vec::new(),
            invites: Vec::new(),
            sessions: self.sessions,
        };
        state.groups.extend(self.groups);
        let first =
            User::human(owner, "owner@example.com", "owner").name("Olivia Owner").password("Owner-passw0rd");
        let made_up = (0..self.made_up).map(|number| made_up(self.flavour, number));
        for user in std::iter::once(first).chain(made_up).chain(self.users) {
            state.users.put(user);
        }
        let plain = make(PAT_PREFIX);
        for (user, plain) in std::iter::once((owner.to_owned(), plain.clone())).chain(self.tokens) {
            check(PAT_PREFIX, &plain).map_err(|unsound| {
                StartError::because(format!("a token for {user} has no token's form: {unsound}"))
            })?;
            if !state.users.contains(&user) {
                return Err(StartError::because(format!("a token is for {user}, who is not there")));
            }
            state.tokens.push(Token::new(&user, "first", &plain, 365, &user, clock.now()));
        }
        Ok((state, plain))
    }
}

fn made_up(flavour: Flavour, number: usize) -> User {
    const FIRST: [&str; 8] = ["Ada", "Blaise", "Carl", "Dorothy", "Emmy", "Felix", "Grace", "Hedy"];
    const LAST: [&str; 7] = ["Abel", "Boole", "Cantor", "Dirac", "Euler", "Fermat", "Gauss"];
    let name = format!("{} {}", FIRST[number % FIRST.len()], LAST[number / FIRST.len() % LAST.len()]);
    let id = if flavour.is_embedded() { dex_id(&uuid(), "local") } else { uuid() };
    User::human(id, format!("user{number}@example.com"), "user").name(name)
}
