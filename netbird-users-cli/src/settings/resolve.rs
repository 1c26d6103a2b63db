//! Each value from one place. Two places that say different things are an error, since nobody knows which was meant.

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::Duration,
};

use netbird_users::{Client, ClientBuilder, Credential, reqwest::Certificate};

use super::{
    Options, TokenSource,
    file::{File, Profile, expanded},
};
use crate::{exit::Exit, failure::Failure, words::advice};

const TOKENS: [&str; 2] = ["NB_PAT", "NETBIRD_API_TOKEN"];
const URL: &str = "NB_MANAGEMENT_URL";
const HOSTED: &str = "https://api.netbird.io";

/// Where a value comes from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Origin {
    Option(&'static str),
    Variable(&'static str),
    Profile(String),
    Default,
}

/// A value and where it comes from.
#[derive(Clone, Debug)]
pub(crate) struct Setting<T> {
    pub(crate) value: T,
    pub(crate) origin: Origin,
}

/// What the program works with.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) config: PathBuf,
    pub(crate) profile: Option<Setting<String>>,
    pub(crate) url: Setting<String>,
    pub(crate) token: Option<Setting<TokenSource>>,
    pub(crate) ca_file: Option<Setting<PathBuf>>,
    pub(crate) allow_plain_http: Setting<bool>,
    pub(crate) read_only: Setting<bool>,
    pub(crate) timeout: Setting<Duration>,
}

/// A variable that is set and not empty.
fn variable(name: &'static str) -> Option<Setting<String>> {
    let value = env::var_os(name)?.to_string_lossy().trim().to_owned();
    (!value.is_empty()).then_some(Setting { value, origin: Origin::Variable(name) })
}

impl Settings {
    pub(crate) fn resolve(options: &Options) -> Result<Self, Failure> {
        let (config, named) = File::path(options.config.as_deref());
        let mut file = File::read(&config, named)?;
        let option = |value: &Option<String>, name| {
            value.clone().map(|value| Setting { value, origin: Origin::Option(name) })
        };
        let default = file.default_profile.take().map(|value| Setting { value, origin: Origin::Default });
        let name = option(&options.profile, "--profile").or_else(|| variable("NBU_PROFILE")).or(default);
        let profile = match &name {
            None => Profile::default(),
            Some(name) => file.profiles.remove(&name.value).ok_or_else(|| {
                let known: Vec<String> = file.profiles.keys().map(|name| format!("`{name}`")).collect();
                let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
                Failure::usage(format!(
                    "there is no profile `{}` in {}: it has {known}",
                    name.value,
                    config.display()
                ))
            })?,
        };
        let origin = Origin::Profile(name.as_ref().map(|name| name.value.clone()).unwrap_or_default());
        let of_profile = |set: bool| if set { origin.clone() } else { Origin::Default };
        Ok(Self {
            url: url(option(&options.url, "--url"), &profile, &origin)?,
            token: token(options.token_file.as_deref(), &profile, &origin)?,
            ca_file: options
                .ca_file
                .clone()
                .map(|value| Setting { value, origin: Origin::Option("--ca-file") })
                .or_else(|| {
                    profile
                        .ca_file
                        .as_deref()
                        .map(|path| Setting { value: expanded(path), origin: origin.clone() })
                }),
            allow_plain_http: Setting {
                value: profile.allow_plain_http,
                origin: of_profile(profile.allow_plain_http),
            },
            read_only: Setting { value: profile.read_only, origin: of_profile(profile.read_only) },
            timeout: match options.timeout {
                Some(value) => Setting { value, origin: Origin::Option("--timeout") },
                None => Setting { value: Duration::from_secs(180), origin: Origin::Default },
            },
            profile: name,
            config,
        })
    }

    /// A client that speaks for the token.
    pub(crate) fn client(&self) -> Result<Client, Failure> {
        let Some(token) = &self.token else {
            return Err(Failure::new(
                Exit::Credentials,
                "no token: set NB_PAT to a personal access token (`nbp_…`, made in the dashboard), or name a file that \
                 holds it by `--token-file`",
            ));
        };
        let builder = Client::builder(Credential::token(token.value.read()?));
        self.build(builder).map_err(|failure| {
            // The client does not know what the person has set.
            let text =
                failure.to_string().replace("the credential", &format!("the token from {}", token.value));
            Failure::new(failure.exit, text)
        })
    }

    /// A client for the calls that anybody may make: the credential is never sent by these.
    pub(crate) fn client_without_token(&self) -> Result<Client, Failure> {
        self.build(Client::builder(Credential::bearer("none")))
    }

    fn build(&self, builder: ClientBuilder) -> Result<Client, Failure> {
        let mut builder = builder
            .base_url(&self.url.value)
            .allow_plain_http(self.allow_plain_http.value)
            .attempt_timeout(self.timeout.value.min(Duration::from_secs(60)))
            .deadline(self.timeout.value)
            .user_agent(concat!("nbu/", env!("CARGO_PKG_VERSION")));
        if let Some(path) = &self.ca_file {
            builder = builder.root_certificate(certificate(&path.value)?);
        }
        builder.build().map_err(|error| {
            let exit = if error.is_about_credential() { Exit::Credentials } else { Exit::Usage };
            let failure = Failure::from(error);
            let text = failure.to_string().replace("the base URL", &format!("the URL ({})", self.url.origin));
            Failure::new(exit, advice(&text))
        })
    }

    /// An error in a profile that is for reading only.
    pub(crate) fn allow_changes(&self) -> Result<(), Failure> {
        if !self.read_only.value {
            return Ok(());
        }
        Err(Failure::usage(format!(
            "{} is read-only, so nothing was sent: name another by `--profile`, or try the command with `--dry-run`",
            self.read_only.origin
        )))
    }
}

fn url(
    option: Option<Setting<String>>,
    profile: &Profile,
    origin: &Origin,
) -> Result<Setting<String>, Failure> {
    let of_profile = profile.url.clone().map(|value| Setting { value, origin: origin.clone() });
    match (option, variable(URL), of_profile) {
        (Some(option), _, _) => Ok(option),
        (None, Some(variable), Some(profile)) if variable.value != profile.value => Err(Failure::usage(
            format!("{URL} and {origin} name different servers: unset one of them, or say which by `--url`"),
        )),
        (None, variable, profile) => Ok(variable
            .or(profile)
            .unwrap_or_else(|| Setting { value: HOSTED.to_owned(), origin: Origin::Default })),
    }
}

fn token(
    option: Option<&Path>,
    profile: &Profile,
    origin: &Origin,
) -> Result<Option<Setting<TokenSource>>, Failure> {
    if let Some(path) = option {
        let origin = Origin::Option("--token-file");
        return Ok(Some(Setting { value: TokenSource::of_file(path.to_owned()), origin }));
    }
    let of_profile = match (&profile.token_file, &profile.token_command) {
        (Some(_), Some(_)) => {
            return Err(Failure::usage(format!(
                "{origin} has both `token_file` and `token_command`: keep one"
            )));
        }
        (Some(path), None) => Some(TokenSource::of_file(expanded(path))),
        (None, Some(words)) => Some(TokenSource::Command(words.clone())),
        (None, None) => None,
    };
    let of_profile = of_profile.map(|value| Setting { value, origin: origin.clone() });
    let variables: Vec<Setting<String>> = TOKENS.into_iter().filter_map(variable).collect();
    let of_variable = match &variables[..] {
        [one, other] if one.value != other.value => {
            return Err(Failure::usage(format!(
                "{} and {} hold different tokens: unset the one that is not meant",
                TOKENS[0], TOKENS[1]
            )));
        }
        [one, ..] => match one.origin {
            Origin::Variable(name) => {
                Some(Setting { value: TokenSource::Variable(name), origin: one.origin.clone() })
            }
            _ => None,
        },
        [] => None,
    };
    match (of_variable, of_profile) {
        (Some(variable), Some(_)) => Err(Failure::usage(format!(
            "both the {} and {origin} have a token: unset the variable, or say which by `--token-file`",
            variable.origin
        ))),
        (variable, profile) => Ok(variable.or(profile)),
    }
}

fn certificate(path: &Path) -> Result<Certificate, Failure> {
    let failure = |reason: String| {
        Failure::usage(format!("cannot take the certificate of {}: {reason}", path.display()))
    };
    let pem = fs::read(path).map_err(|error| failure(error.to_string()))?;
    Certificate::from_pem(&pem).map_err(|error| failure(error.to_string()))
}
