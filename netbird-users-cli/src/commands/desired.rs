//! `nbu plan`, `nbu apply`, `nbu export`: the account as a file says.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use netbird_users::{
    Client, GroupNames, Plan as Steps, Step,
    model::{Role, User},
};
use serde_json::{Value, json};

use crate::{
    context::Context,
    directory::{label, sort},
    exit::Exit,
    failure::Failure,
    outcome::{self, Outcome, finish},
    output::{Column, Format, Records},
    secret::{SecretOptions, Secrets},
    wanted,
};

const COLUMNS: &[Column] =
    &[Column::shown("step"), Column::shown("user"), Column::shown("changes"), Column::other("id")];

const FILE_COLUMNS: &[Column] = &[
    Column::shown("email"),
    Column::shown("name"),
    Column::shown("role"),
    Column::shown("groups"),
    Column::shown("blocked"),
];

/// What is done about users who are there and not in the file.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, ValueEnum)]
enum Extra {
    /// They are shown
    #[default]
    Report,
    /// They are locked out; nobody is deleted
    Block,
    /// They are not looked at
    Ignore,
}

/// The file and what it leaves open.
#[derive(Args, Debug)]
struct File {
    /// CSV, YAML or JSON, or `-` for standard input
    file: PathBuf,
    /// What is done about users who are there and not in the file
    #[arg(long, value_enum, default_value_t)]
    extra: Extra,
}

#[derive(Args, Debug)]
#[command(
    after_help = "Ends with 2 when the account is not as the file says.\n\nExample of a file:\n  email,name,role,groups,blocked\n  ada@example.com,Ada Abel,admin,Developers;Berlin,false\n  ,ci-deploy,user,Deployments,"
)]
pub(crate) struct Plan {
    #[command(flatten)]
    file: File,
}

#[derive(Args, Debug)]
pub(crate) struct Apply {
    #[command(flatten)]
    file: File,
    #[command(flatten)]
    secret: SecretOptions,
    /// Do without the one-time passwords of new people, if the server makes some
    #[arg(long, group = "secret")]
    no_secret: bool,
}

impl File {
    /// The steps between the account and the file. The file is read first, and refused as a whole.
    async fn plan(&self, rows: Vec<wanted::Row>, client: &Client) -> Result<(Steps, GroupNames), Failure> {
        let names = client.groups().names().await?;
        let wanted = wanted::wanted(rows, &names)?;
        let mut users = client.users().list_complete().await?;
        sort(&mut users);
        let plan = Steps::between(&users, wanted)?;
        Ok((if self.extra == Extra::Block { plan.block_extra() } else { plan }, names))
    }

    fn shows(&self, step: &Step) -> bool {
        match (step, self.extra) {
            (Step::Extra(_), Extra::Ignore) => false,
            (Step::Extra(user), Extra::Block) => user.is_blocked != Some(true),
            _ => true,
        }
    }
}

impl Plan {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let rows = wanted::read(&self.file.file)?;
        let (plan, names) = self.file.plan(rows, &context.client()?).await?;
        show(context, &self.file, &plan, &names)
    }
}

/// Prints the steps; drift is what is left to do.
fn show(context: &Context, file: &File, plan: &Steps, names: &GroupNames) -> Result<Exit, Failure> {
    let steps: Vec<&Step> = plan.steps().iter().filter(|step| file.shows(step)).collect();
    if steps.is_empty() {
        context.screen.note("the account is as the file says");
        return Ok(Exit::Done);
    }
    context.screen.print(&Records::list(COLUMNS, steps.iter().map(|step| row(step, names))))?;
    Ok(Exit::Usage)
}

fn row(step: &Step, names: &GroupNames) -> Vec<Value> {
    let groups = |ids: &[String]| {
        let names: Vec<&str> = ids.iter().map(|id| names.name(id).unwrap_or(id)).collect();
        if names.is_empty() { "none".to_owned() } else { names.join(" ") }
    };
    let (word, id, changes) = match step {
        Step::Create { blocked, .. } => {
            ("create", None, if *blocked { vec!["blocked".to_owned()] } else { Vec::new() })
        }
        Step::Extra(user) => ("extra", Some(&user.id), vec![format!("{}, {}", user.role, user.status)]),
        Step::Refused { reason, .. } => ("refused", None, vec![reason.clone()]),
        Step::Change { user, to } => {
            let mut changes = Vec::new();
            if let Some(role) = &to.role {
                changes.push(format!("role {} -> {role}", user.role));
            }
            if let Some(after) = &to.auto_groups {
                let before = groups(user.auto_groups.as_deref().unwrap_or_default());
                changes.push(format!("groups {before} -> {}", groups(after)));
            }
            if let Some(blocked) = to.blocked {
                changes.push(if blocked { "block" } else { "unblock" }.to_owned());
            }
            ("change", Some(&user.id), changes)
        }
        _ => ("other", None, Vec::new()),
    };
    vec![json!(word), json!(step.who()), json!(changes), json!(id)]
}

impl Apply {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        let rows = wanted::read(&self.file.file)?;
        let client = context.changing_client()?;
        let (plan, names) = self.file.plan(rows, &client).await?;
        if context.dry_run {
            return show(context, &self.file, &plan, &names);
        }
        let people =
            plan.steps().iter().any(|step| matches!(step, Step::Create { new, .. } if new.is_person()));
        if people && !self.secret.is_set() && !self.no_secret {
            return Err(Failure::usage(
                "there are people to invite, and the server may make one-time passwords, which it tells once: say where \
                 they go, by `--secret-file FILE` or `--show-secret`, or `--no-secret` to do without",
            ));
        }
        let secrets = self.secret.open_many()?;
        let mut outcomes = refused(&plan);
        outcomes.extend(changes(context, &client, &plan, &names).await?);
        outcomes.extend(creations(context, &client, &plan, secrets).await?);
        if outcomes.is_empty() {
            context.screen.note("the account is as the file says");
            return Ok(Exit::Done);
        }
        finish(context, &outcomes)
    }
}

fn refused(plan: &Steps) -> Vec<Outcome> {
    let refused = plan.steps().iter().filter_map(|step| match step {
        Step::Refused { who, reason } => Some(Outcome::refused(who, reason)),
        _ => None,
    });
    refused.collect()
}

async fn changes(
    context: &Context,
    client: &Client,
    plan: &Steps,
    names: &GroupNames,
) -> Result<Vec<Outcome>, Failure> {
    let changed = plan.steps().iter().filter_map(|step| match step {
        Step::Change { user, .. } => Some((user.id.clone(), step.who().to_owned())),
        _ => None,
    });
    let changed: Vec<(String, String)> = changed.collect();
    if changed.is_empty() {
        return Ok(Vec::new());
    }
    let batch = client.users().apply_changes(plan).await?;
    outcome::run(context, batch, &changed, |edited| Ok(Outcome::edited(edited, Some(names)))).await
}

/// One after the other, each secret written down before the next user is made; then those who are to be locked out.
async fn creations(
    context: &Context,
    client: &Client,
    plan: &Steps,
    mut secrets: Secrets,
) -> Result<Vec<Outcome>, Failure> {
    let created = plan.steps().iter().filter_map(|step| match step {
        Step::Create { new, blocked } => Some((new.key().to_owned(), *blocked)),
        _ => None,
    });
    let created: Vec<(String, bool)> = created.collect();
    if created.is_empty() {
        return Ok(Vec::new());
    }
    if context.interrupt.is_stopped() {
        return Ok(created.iter().map(|(who, _)| Outcome::not_begun(who)).collect());
    }
    let named: Vec<(String, String)> = created.iter().map(|(who, _)| (who.clone(), who.clone())).collect();
    let batch = client.users().apply_creations(plan).await?.concurrency(1);
    let mut made: Vec<User> = Vec::new();
    let mut outcomes = outcome::run(context, batch, &named, |user: &User| {
        let mut outcome = Outcome::changed(&user.id, "", vec!["created".to_owned()], false);
        if let Some(password) = &user.password {
            outcome.secret = secrets.take(label(user), password)?;
        }
        made.push(user.clone());
        Ok(outcome)
    })
    .await?;
    let locked_out = |user: &&User| {
        created.iter().any(|(who, blocked)| *blocked && (user.has_email(who) || user.name == *who))
    };
    for user in made.iter().filter(locked_out) {
        let blocked = context.interrupt.finish(client.users().block(&user.id)).await;
        let Some(outcome) = outcomes.iter_mut().find(|outcome| outcome.id == user.id) else { continue };
        match blocked {
            Some(Ok(_)) => outcome.changes.push("blocked".to_owned()),
            Some(Err(error)) => *outcome = Outcome::of_error(&user.id, &outcome.user, error),
            None => {
                *outcome = Outcome::given_up(&user.id, &outcome.user, &format!("nbu users show {}", user.id));
            }
        }
    }
    Ok(outcomes)
}

/// The file of the account as it is: a plan of it is empty.
pub(super) async fn export(context: &Context) -> Result<Exit, Failure> {
    let client = context.client()?;
    let mut users = client.users().list_complete().await?;
    let groups = client.groups().names().await?;
    sort(&mut users);
    // A name that several groups have, or none any more, is no name: the id is.
    let name = |id: &String| groups.name(id).filter(|name| groups.id(name).is_ok()).unwrap_or(id).to_owned();
    let format = context.format.unwrap_or(Format::Csv);
    let rows = users.iter().map(|user| {
        let names = user.auto_groups.as_ref().map(|ids| ids.iter().map(name).collect::<Vec<_>>());
        // An empty cell would say nothing about them.
        let none = format == Format::Csv && names.as_ref().is_some_and(Vec::is_empty);
        let names = if none { json!("[]") } else { json!(names) };
        let role = Some(user.role.as_str()).filter(|_| !matches!(user.role, Role::Unknown(_)));
        let email = if user.is_service_user == Some(true) { "" } else { &user.email };
        vec![json!(email), json!(user.name), json!(role), names, json!(user.is_blocked)]
    });
    context.screen.with(format).print(&Records::list(FILE_COLUMNS, rows))?;
    Ok(Exit::Done)
}
