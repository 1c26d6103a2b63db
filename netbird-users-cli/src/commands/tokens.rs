//! `nbu tokens`.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use clap::Subcommand;
use netbird_users::{
    Client,
    model::{Secret, Token, User},
};
use serde_json::{Value, json};

use super::whoami::me;
use crate::{
    confirm::confirm,
    context::Context,
    directory::{Directory, label},
    exit::Exit,
    failure::Failure,
    outcome::{Outcome, finish},
    output::{Column, Records, time},
    secret::SecretOptions,
};

const COLUMNS: &[Column] = &[
    Column::shown("id"),
    Column::shown("user"),
    Column::shown("name"),
    Column::shown("expires"),
    Column::shown("last_used"),
    Column::other("created"),
    Column::other("created_by"),
    Column::other("user_id"),
];

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List the tokens of a service user, or one's own
    List {
        #[arg(help = "An id, an address or a name [default: whom the token belongs to]")]
        who: Option<String>,
    },
    /// Make a token
    #[command(
        after_help = "Example:\n  nbu tokens create ci-deploy deploy --days 90 --secret-file deploy.token"
    )]
    Create {
        /// An id, an address or a name
        who: String,
        /// The name of the token
        name: String,
        /// For how many days it is good: 1 to 365
        #[arg(long, default_value_t = 90)]
        days: u16,
        #[command(flatten)]
        secret: SecretOptions,
    },
    /// Put a new token in the place of an old one, which is revoked once the new one works and is written down
    #[command(after_help = "Example:\n  nbu tokens rotate ci-deploy deploy --secret-file deploy.token")]
    Rotate {
        /// An id, an address or a name
        who: String,
        /// The id or the name of the old token
        token: String,
        #[command(flatten)]
        secret: SecretOptions,
    },
    /// Revoke a token: what runs with it stops
    Revoke {
        /// An id, an address or a name
        who: String,
        /// The id or the name of the token
        token: String,
    },
    /// List the tokens that run out soon, of all service users and one's own; ends with 2 when there are any
    Expiring {
        /// Within how many days
        #[arg(long, default_value_t = 30)]
        within: u32,
    },
}

impl Command {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        match self {
            Self::List { who } => list(context, who).await,
            Self::Create { who, name, days, secret } => create(context, &who, &name, days, &secret).await,
            Self::Rotate { who, token, secret } => rotate(context, &who, &token, &secret).await,
            Self::Revoke { who, token } => revoke(context, &who, &token).await,
            Self::Expiring { within } => expiring(context, within).await,
        }
    }
}

fn row(user: &User, token: &Token) -> Vec<Value> {
    vec![
        json!(token.id),
        json!(label(user)),
        json!(token.name),
        time(token.expiration_date),
        time(token.last_used),
        time(token.created_at),
        json!(token.created_by),
        json!(user.id),
    ]
}

async fn find(client: &Client, who: &str) -> Result<User, Failure> {
    Ok(Directory::read(client).await?.find(who).await?.clone())
}

/// The one token of this id or name.
async fn find_token(client: &Client, user: &User, named: &str) -> Result<Token, Failure> {
    let tokens = client.users().tokens(&user.id).list().await?;
    let fits: [&dyn Fn(&Token) -> bool; 2] = [&|token| token.id == named, &|token| token.name == named];
    for fits in fits {
        let mut found: Vec<&Token> = tokens.iter().filter(|token| fits(token)).collect();
        match (found.pop(), found.len()) {
            (Some(token), 0) => return Ok(token.clone()),
            (Some(last), _) => {
                found.push(last);
                let ids: Vec<&str> = found.iter().map(|token| token.id.as_str()).collect();
                let text =
                    format!("{} has {} tokens called `{named}`; name one by its id:", label(user), ids.len());
                return Err(Failure::usage(format!("{text}\n{}", ids.join("\n"))));
            }
            (None, _) => {}
        }
    }
    let text = format!("{} has no token `{named}`: `nbu tokens list {}` shows them", label(user), user.id);
    Err(Failure::new(Exit::Refused, text))
}

async fn list(context: &Context, who: Option<String>) -> Result<Exit, Failure> {
    let client = context.client()?;
    let user = match who {
        Some(who) => find(&client, &who).await?,
        None => me(&client).await?,
    };
    let tokens = client.users().tokens(&user.id).list().await?;
    context.screen.print(&Records::list(COLUMNS, tokens.iter().map(|token| row(&user, token))))?;
    Ok(Exit::Done)
}

fn needs_a_place(secret: &SecretOptions) -> Result<(), Failure> {
    if secret.is_set() {
        return Ok(());
    }
    Err(Failure::usage("a token is told once: say where it goes, by `--secret-file FILE` or `--show-secret`"))
}

async fn create(
    context: &Context,
    who: &str,
    name: &str,
    days: u16,
    secret: &SecretOptions,
) -> Result<Exit, Failure> {
    needs_a_place(secret)?;
    let client = context.changing_client()?;
    let user = find(&client, who).await?;
    let change = vec![format!("token {name}, good for {days} days")];
    if context.dry_run {
        return finish(context, &[Outcome::changed(&user.id, label(&user), change, true)]);
    }
    let mut outlet = secret.open()?;
    let tokens = client.users().tokens(&user.id);
    let outcome = match context.interrupt.finish(tokens.create(name, days)).await {
        None => Outcome::given_up(&user.id, label(&user), &format!("nbu tokens list {}", user.id)),
        Some(Err(error)) => Outcome::of_error(&user.id, label(&user), error),
        Some(Ok(new)) => {
            let mut outcome = Outcome::changed(&user.id, label(&user), change, false);
            outcome.secret = outlet.take(&new.plain_token)?;
            outcome
        }
    };
    finish(context, &[outcome])
}

async fn rotate(context: &Context, who: &str, token: &str, secret: &SecretOptions) -> Result<Exit, Failure> {
    needs_a_place(secret)?;
    let client = context.changing_client()?;
    let user = find(&client, who).await?;
    let old = find_token(&client, &user, token).await?;
    let change = vec![format!("token {}: {} replaced", old.name, old.id)];
    if context.dry_run {
        return finish(context, &[Outcome::changed(&user.id, label(&user), change, true)]);
    }
    let mut outlet = secret.open()?;
    let shown: Arc<Mutex<Option<String>>> = Arc::default();
    let show = Arc::clone(&shown);
    let deliver = move |secret: &Secret| {
        outlet.take(secret).map(|text| *show.lock().unwrap_or_else(PoisonError::into_inner) = text)
    };
    let rotated = context.interrupt.finish(client.users().tokens(&user.id).rotate(&old.id, deliver)).await;
    let outcome = match rotated {
        None => Outcome::given_up(&user.id, label(&user), &format!("nbu tokens list {}", user.id)),
        Some(Err(error)) => Outcome::of_error(&user.id, label(&user), error),
        Some(Ok(rotated)) => {
            let mut outcome = Outcome::changed(&user.id, label(&user), change, false);
            if let Some(error) = rotated.old_remains {
                context.screen.note(format!(
                    "the new token is in place, and the old one may still be good: `nbu tokens revoke {} {}`",
                    user.id, old.id
                ));
                outcome = Outcome::of_error(&user.id, label(&user), error);
            }
            outcome.secret = shown.lock().unwrap_or_else(PoisonError::into_inner).take();
            outcome
        }
    };
    finish(context, &[outcome])
}

async fn revoke(context: &Context, who: &str, token: &str) -> Result<Exit, Failure> {
    let client = context.changing_client()?;
    let user = find(&client, who).await?;
    let token = find_token(&client, &user, token).await?;
    let last_use =
        token.last_used.map_or("never used".to_owned(), |at| format!("last used {}", at.format("%Y-%m-%d")));
    let impact = [format!(
        "revokes the token {} of {} ({last_use}): what runs with it stops",
        token.name,
        label(&user)
    )];
    confirm(context, &impact, &token.name)?;
    let change = vec![format!("token {} revoked", token.name)];
    if context.dry_run {
        return finish(context, &[Outcome::changed(&user.id, label(&user), change, true)]);
    }
    let outcome = match context.interrupt.finish(client.users().tokens(&user.id).revoke(&token.id)).await {
        None => Outcome::given_up(&user.id, label(&user), &format!("nbu tokens list {}", user.id)),
        Some(Err(error)) => Outcome::of_error(&user.id, label(&user), error),
        Some(Ok(())) => Outcome::changed(&user.id, label(&user), change, false),
    };
    finish(context, &[outcome])
}

async fn expiring(context: &Context, within: u32) -> Result<Exit, Failure> {
    let client = context.client()?;
    let within = Duration::from_secs(u64::from(within) * 86_400);
    let users = client.users().list_complete().await?;
    let mut rows = Vec::new();
    for user in
        users.iter().filter(|user| user.is_service_user == Some(true) || user.is_current == Some(true))
    {
        for token in client.users().tokens(&user.id).list().await? {
            if token.expires_within(within) {
                rows.push((token.expiration_date, row(user, &token)));
            }
        }
    }
    rows.sort_by_key(|(time, _)| *time);
    let found = !rows.is_empty();
    context.screen.print(&Records::list(COLUMNS, rows.into_iter().map(|(_, row)| row)))?;
    Ok(if found { Exit::Usage } else { Exit::Done })
}
