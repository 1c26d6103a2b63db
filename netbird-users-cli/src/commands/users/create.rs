use clap::Args;
use netbird_users::{NewUser, model::Role};

use crate::{
    context::Context,
    directory::{groups, role},
    exit::Exit,
    failure::Failure,
    outcome::{Outcome, finish},
    secret::SecretOptions,
};

#[derive(Args, Debug)]
pub(crate) struct Invite {
    /// The address
    email: String,
    /// The name
    name: String,
    #[command(flatten)]
    rights: Rights,
    #[command(flatten)]
    secret: SecretOptions,
    /// Do without the one-time password, if the server makes one: NetBird's own identity provider does
    #[arg(long, group = "secret")]
    no_secret: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Create {
    /// The name
    name: String,
    #[command(flatten)]
    rights: Rights,
}

#[derive(Args, Debug)]
pub(crate) struct Rights {
    /// The role, in any letter case
    #[arg(long, value_parser = role, default_value = "user")]
    role: Role,
    /// A group by name or id; can be said several times
    #[arg(long = "group", value_name = "GROUP")]
    groups: Vec<String>,
}

impl Invite {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        if !self.secret.is_set() && !self.no_secret && !context.dry_run {
            return Err(Failure::usage(
                "the server may make a one-time password, which it tells once: say where it goes, by `--secret-file FILE` \
                 or `--show-secret`, or `--no-secret` to do without",
            ));
        }
        let new = NewUser::invite(self.email, self.name);
        create(context, new, self.rights, &self.secret).await
    }
}

impl Create {
    pub(crate) async fn run(self, context: &Context) -> Result<Exit, Failure> {
        create(context, NewUser::service(self.name), self.rights, &SecretOptions::default()).await
    }
}

async fn create(
    context: &Context,
    new: NewUser,
    rights: Rights,
    secret: &SecretOptions,
) -> Result<Exit, Failure> {
    let client = context.changing_client()?;
    let (ids, _) = groups(&client, &rights.groups).await?;
    let said =
        rights.groups.iter().fold(format!("role {}", rights.role), |said, group| said + ", group " + group);
    let new = new.role(rights.role).auto_groups(ids);
    new.check().map_err(Failure::usage)?;
    let users = client.users();
    if let Some(there) = users.find_created(&new).await? {
        context.screen.note(format!("`{}` is there already, and was left as it is", new.key()));
        return finish(context, &[Outcome::changed(&there.id, new.key(), Vec::new(), false)]);
    }
    if context.dry_run {
        return finish(context, &[Outcome::changed("", new.key(), vec![format!("created, {said}")], true)]);
    }
    let mut outlet = secret.open()?;
    let outcome = match context.interrupt.finish(users.create(&new)).await {
        None => Outcome::given_up("", new.key(), &format!("nbu users show {}", new.key())),
        Some(Err(error)) => Outcome::of_error("", new.key(), error),
        Some(Ok(user)) => {
            let mut outcome = Outcome::changed(&user.id, new.key(), vec![format!("created, {said}")], false);
            if let Some(password) = &user.password {
                outcome.secret = outlet.take(password)?;
            }
            outcome
        }
    };
    finish(context, &[outcome])
}
