//! `nbu offboard`: somebody leaves.

use std::{fs::OpenOptions, io::Write, path::PathBuf};

use chrono::{SecondsFormat, Utc};
use clap::Args;
use netbird_users::{
    Client, Error, ErrorKind,
    model::{Invite, Token, User},
};
use serde_json::{Value, json};

use crate::{
    confirm::confirm,
    context::Context,
    directory::{Directory, described, label},
    exit::Exit,
    failure::Failure,
    outcome::{Outcome, Result as Ended, finish},
    user_records::{COLUMNS, row},
};

#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// An id, an address or a name
    who: String,
    /// Delete the user as well, which takes the record of their activity along
    #[arg(long)]
    delete: bool,
    /// Leave the tokens that they made for service users: something may run with them
    #[arg(long)]
    keep_tokens: bool,
    #[arg(help = "Where the record goes, a new file [default: offboard-ID.json]")]
    #[arg(long, value_name = "FILE")]
    evidence: Option<PathBuf>,
}

/// What a leaver could still use.
struct Reach {
    user: User,
    tokens: Vec<(User, Token)>,
    invites: Vec<Invite>,
}

impl Arguments {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let client = context.changing_client()?;
        let reach = reach(&client, &self.who, self.keep_tokens).await?;
        let impact = self.impact(&reach);
        if context.dry_run {
            return finish(context, &[Outcome::changed(&reach.user.id, label(&reach.user), impact, true)]);
        }
        for line in &impact {
            context.screen.note(line);
        }
        confirm(context, &[format!("offboards {}", described(&reach.user))], label(&reach.user))?;
        let path = self
            .evidence
            .clone()
            .unwrap_or_else(|| PathBuf::from(format!("offboard-{}.json", file_name(&reach.user.id))));
        let mut evidence = OpenOptions::new().write(true).create_new(true).open(&path).map_err(|error| {
            Failure::usage(format!(
                "cannot make the record {}: {error}; nothing was changed; name another by `--evidence`",
                path.display()
            ))
        })?;
        let outcomes = self.act(context, &client, &reach).await;
        let record = record(&reach, &outcomes);
        writeln!(evidence, "{record:#}")
            .and_then(|()| evidence.sync_all())
            .map_err(|error| Failure::local(format!("write the record {}", path.display()), &error))?;
        context.screen.note(format!("the record is in {}", path.display()));
        finish(context, &outcomes)
    }

    fn impact(&self, reach: &Reach) -> Vec<String> {
        let mut impact = vec![format!("blocks {}", described(&reach.user))];
        impact.extend(reach.tokens.iter().map(|(of, token)| {
            format!("revokes the token {} of {}: what runs with it stops", token.name, label(of))
        }));
        impact.extend(
            reach.invites.iter().map(|invite| format!("takes back the invitation of {}", invite.email)),
        );
        if self.delete {
            impact.push(format!("deletes {}, with tokens and activity", label(&reach.user)));
        }
        impact
    }

    /// First the door, then what could open it again. What fails stops nothing else.
    async fn act(&self, context: &Context, client: &Client, reach: &Reach) -> Vec<Outcome> {
        let (users, id, who) = (client.users(), &reach.user.id, label(&reach.user));
        let mut outcomes = Vec::new();
        outcomes.push(match context.interrupt.finish(users.block(id)).await {
            Some(Ok(edited)) => Outcome { user: who.to_owned(), ..Outcome::edited(&edited, None) },
            other => step(id, who, "blocked", other.map(|ended| ended.map(drop))),
        });
        for (of, token) in &reach.tokens {
            let text = format!("token {} of {} revoked", token.name, label(of));
            let ended = context.interrupt.begin(users.tokens(&of.id).revoke(&token.id)).await;
            outcomes.push(ended.map_or_else(|| Outcome::not_begun(who), |ended| step(id, who, &text, ended)));
        }
        for invite in &reach.invites {
            let ended = context.interrupt.begin(users.invites().revoke(&invite.id)).await;
            outcomes.push(
                ended.map_or_else(
                    || Outcome::not_begun(who),
                    |ended| step(id, who, "invitation revoked", ended),
                ),
            );
        }
        if self.delete {
            let ended = context.interrupt.begin(users.delete(id)).await;
            outcomes
                .push(ended.map_or_else(|| Outcome::not_begun(who), |ended| step(id, who, "deleted", ended)));
        }
        outcomes
    }
}

async fn reach(client: &Client, who: &str, keep_tokens: bool) -> Result<Reach, Failure> {
    let users = client.users().list_complete().await?;
    let user = Directory::of(client, users.clone()).find(who).await?.clone();
    let mut tokens = Vec::new();
    if !keep_tokens {
        for service in users.into_iter().filter(|other| other.is_service_user == Some(true)) {
            let of_service = client.users().tokens(&service.id).list().await?;
            let by_leaver = of_service.into_iter().filter(|token| token.created_by == user.id);
            tokens.extend(by_leaver.map(|token| (service.clone(), token)));
        }
    }
    let invites = match client.users().invites().list().await {
        Err(error) if *error.kind() == ErrorKind::NotAvailable => Vec::new(),
        invites => invites?.into_iter().filter(|invite| user.has_email(&invite.email)).collect(),
    };
    Ok(Reach { user, tokens, invites })
}

fn step(id: &str, who: &str, done: &str, ended: Option<Result<(), Error>>) -> Outcome {
    match ended {
        None => Outcome::given_up(id, who, &format!("nbu users show {id}")),
        Some(Ok(())) => Outcome::new(id, who, Ended::Done, vec![done.to_owned()]),
        Some(Err(error)) => Outcome::of_error(id, who, error),
    }
}

/// Who it was, as they were, and what was done. No secret is in it.
fn record(reach: &Reach, outcomes: &[Outcome]) -> Value {
    let names = COLUMNS.iter().map(|column| column.name.to_owned());
    let user: serde_json::Map<String, Value> = names.zip(row(&reach.user, None)).collect();
    json!({
        "at": Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true),
        "user_before": user,
        "steps": outcomes.iter().map(Outcome::record).collect::<Vec<_>>(),
    })
}

/// An id may hold what has a meaning in a path.
fn file_name(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect()
}
