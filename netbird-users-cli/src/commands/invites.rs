//! `nbu invites`.

use std::{path::PathBuf, time::Duration};

use clap::Subcommand;
use netbird_users::{
    Client, NewInvite,
    model::{Invite, Role},
};
use serde_json::{Value, json};

use crate::{
    confirm::confirm,
    context::Context,
    directory::{groups, role},
    exit::Exit,
    failure::Failure,
    outcome::{Outcome, finish},
    output::{Column, Records, time},
    secret::SecretOptions,
    settings::TokenSource,
};

const COLUMNS: &[Column] = &[
    Column::shown("id"),
    Column::shown("email"),
    Column::shown("name"),
    Column::shown("role"),
    Column::shown("expires"),
    Column::shown("expired"),
    Column::other("created"),
    Column::other("auto_groups"),
];

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List the invitations that nobody has accepted
    List,
    /// Invite a person by a link: NetBird's own identity provider, without mail
    #[command(
        after_help = "Example:\n  nbu invites create grace@example.com 'Grace Gauss' --group Developers --secret-file grace.link"
    )]
    Create {
        /// The address
        email: String,
        /// The name
        name: String,
        /// The role, in any letter case
        #[arg(long, value_parser = role, default_value = "user")]
        role: Role,
        /// A group by name or id; can be said several times
        #[arg(long = "group", value_name = "GROUP")]
        groups: Vec<String>,
        #[arg(help = "For how many hours the link is good [default: 72]")]
        #[arg(long)]
        hours: Option<u32>,
        #[command(flatten)]
        secret: SecretOptions,
    },
    /// Give an invitation a new link; the old one is worth nothing
    Regenerate {
        /// The id or the address
        invite: String,
        #[command(flatten)]
        secret: SecretOptions,
    },
    /// Take an invitation back
    Revoke {
        /// The id or the address
        invite: String,
    },
    /// Accept an invitation, and set the password: needs no token
    Accept {
        /// A file with the token of the link, or `-` for standard input
        #[arg(long, value_name = "FILE")]
        link_file: PathBuf,
        /// A file with the password, or `-` for standard input
        #[arg(long, value_name = "FILE")]
        password_file: PathBuf,
    },
}

impl Command {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        match self {
            Self::List => list(context).await,
            Self::Create { email, name, role, groups, hours, secret } => {
                let invite = NewInvite::new(&email, name).role(role);
                let invite = match hours {
                    Some(hours) => invite.expires_in(Duration::from_secs(u64::from(hours) * 3600)),
                    None => invite,
                };
                create(context, &email, invite, &groups, &secret).await
            }
            Self::Regenerate { invite, secret } => regenerate(context, &invite, &secret).await,
            Self::Revoke { invite } => revoke(context, &invite).await,
            Self::Accept { link_file, password_file } => accept(context, link_file, password_file).await,
        }
    }
}

fn row(invite: &Invite) -> Vec<Value> {
    vec![
        json!(invite.id),
        json!(invite.email),
        json!(invite.name),
        json!(invite.role),
        time(invite.expires_at),
        json!(invite.expired),
        time(invite.created_at),
        json!(invite.auto_groups),
    ]
}

async fn list(context: &Context) -> Result<Exit, Failure> {
    let mut invites = context.client()?.users().invites().list().await?;
    invites.sort_by(|one, other| (&one.email, &one.id).cmp(&(&other.email, &other.id)));
    context.screen.print(&Records::list(COLUMNS, invites.iter().map(row)))?;
    Ok(Exit::Done)
}

async fn find(client: &Client, named: &str) -> Result<Invite, Failure> {
    let lower = named.to_lowercase();
    let invites = client.users().invites().list().await?;
    let found = invites.into_iter().find(|invite| invite.id == named || invite.email.to_lowercase() == lower);
    found.ok_or_else(|| {
        Failure::new(
            Exit::Refused,
            format!("there is no invitation `{named}`: `nbu invites list` shows them"),
        )
    })
}

fn needs_a_place(secret: &SecretOptions) -> Result<(), Failure> {
    if secret.is_set() {
        return Ok(());
    }
    Err(Failure::usage("a link is told once: say where it goes, by `--secret-file FILE` or `--show-secret`"))
}

async fn create(
    context: &Context,
    email: &str,
    invite: NewInvite,
    named: &[String],
    secret: &SecretOptions,
) -> Result<Exit, Failure> {
    needs_a_place(secret)?;
    let client = context.changing_client()?;
    let (ids, _) = groups(&client, named).await?;
    let change = vec!["invited by a link".to_owned()];
    if context.dry_run {
        return finish(context, &[Outcome::changed("", email, change, true)]);
    }
    let mut outlet = secret.open()?;
    let create = client.users().invites().create(invite.auto_groups(ids));
    let outcome = match context.interrupt.finish(create).await {
        None => Outcome::given_up("", email, "nbu invites list"),
        Some(Err(error)) => Outcome::of_error("", email, error),
        Some(Ok(invite)) => {
            let mut outcome = Outcome::changed(&invite.id, email, change, false);
            if let Some(link) = &invite.invite_token {
                outcome.secret = outlet.take(link)?;
            }
            outcome
        }
    };
    finish(context, &[outcome])
}

async fn regenerate(context: &Context, named: &str, secret: &SecretOptions) -> Result<Exit, Failure> {
    needs_a_place(secret)?;
    let client = context.changing_client()?;
    let invite = find(&client, named).await?;
    let change = vec!["new link".to_owned()];
    if context.dry_run {
        return finish(context, &[Outcome::changed(&invite.id, &invite.email, change, true)]);
    }
    let mut outlet = secret.open()?;
    let again = client.users().invites().regenerate(&invite.id);
    let outcome = match context.interrupt.finish(again).await {
        None => Outcome::given_up(&invite.id, &invite.email, "nbu invites regenerate"),
        Some(Err(error)) => Outcome::of_error(&invite.id, &invite.email, error),
        Some(Ok(new)) => {
            let mut outcome = Outcome::changed(&invite.id, &invite.email, change, false);
            if let Some(link) = &new.invite_token {
                outcome.secret = outlet.take(link)?;
            }
            outcome
        }
    };
    finish(context, &[outcome])
}

async fn revoke(context: &Context, named: &str) -> Result<Exit, Failure> {
    let client = context.changing_client()?;
    let invite = find(&client, named).await?;
    confirm(
        context,
        &[format!("takes back the invitation of {}: the link is worth nothing", invite.email)],
        &invite.email,
    )?;
    let change = vec!["invitation revoked".to_owned()];
    if context.dry_run {
        return finish(context, &[Outcome::changed(&invite.id, &invite.email, change, true)]);
    }
    let outcome = match context.interrupt.finish(client.users().invites().revoke(&invite.id)).await {
        None => Outcome::given_up(&invite.id, &invite.email, "nbu invites list"),
        Some(Err(error)) => Outcome::of_error(&invite.id, &invite.email, error),
        Some(Ok(())) => Outcome::changed(&invite.id, &invite.email, change, false),
    };
    finish(context, &[outcome])
}

async fn accept(context: &Context, link: PathBuf, password: PathBuf) -> Result<Exit, Failure> {
    if !context.dry_run {
        context.settings.allow_changes()?;
    }
    let client = context.settings.client_without_token()?;
    let link = TokenSource::of_file(link).read_secret("the token of the link")?;
    let info = client.invite_info(link.clone()).await?;
    let change = vec![format!("accepted, invited by {}", info.invited_by)];
    if context.dry_run {
        return finish(context, &[Outcome::changed("", &info.email, change, true)]);
    }
    let password = TokenSource::of_file(password).read_secret("the password")?;
    let outcome = match context.interrupt.finish(client.accept_invite(link, password)).await {
        None => Outcome::given_up("", &info.email, "nbu invites list"),
        Some(Err(error)) => Outcome::of_error("", &info.email, error),
        Some(Ok(())) => Outcome::changed("", &info.email, change, false),
    };
    finish(context, &[outcome])
}
