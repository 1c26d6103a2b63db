//! What cannot be taken back, or is done once.

use netbird_users::{Client, Error, Users, model::User};

use crate::{
    confirm::confirm,
    context::Context,
    directory::{Directory, described, label},
    exit::Exit,
    failure::Failure,
    outcome::{Outcome, Result as Ended, finish},
};

pub(crate) async fn delete(context: &Context, who: &[String]) -> Result<Exit, Failure> {
    let (client, found) = found(context, who).await?;
    let impact = found.iter().map(|user| format!("deletes {}, with tokens and activity", described(user)));
    confirm(context, &impact.collect::<Vec<_>>(), &phrase("delete", &found))?;
    each(context, &client.users(), found, "deleted", async |users, id| users.delete(id).await).await
}

pub(crate) async fn approve(context: &Context, who: &[String]) -> Result<Exit, Failure> {
    let (client, found) = found(context, who).await?;
    each(context, &client.users(), found, "approved", async |users, id| users.approve(id).await.map(drop))
        .await
}

pub(crate) async fn reject(context: &Context, who: &[String]) -> Result<Exit, Failure> {
    let (client, found) = found(context, who).await?;
    let impact = found.iter().map(|user| format!("turns away and deletes {}", described(user)));
    confirm(context, &impact.collect::<Vec<_>>(), &phrase("reject", &found))?;
    each(context, &client.users(), found, "rejected", async |users, id| users.reject(id).await).await
}

pub(crate) async fn resend(context: &Context, who: &[String]) -> Result<Exit, Failure> {
    let (client, found) = found(context, who).await?;
    let send = async |users: &Users, id: &str| users.resend_invitation(id).await;
    each(context, &client.users(), found, "invited again", send).await
}

pub(crate) async fn transfer_ownership(context: &Context, who: &str) -> Result<Exit, Failure> {
    let (client, found) = found(context, &[who.to_owned()]).await?;
    let impact = found.iter().map(|user| {
        format!(
            "makes {} the owner of the account, and you an admin: only the new owner can undo it",
            described(user)
        )
    });
    confirm(context, &impact.collect::<Vec<_>>(), &phrase("transfer", &found))?;
    let transfer = async |users: &Users, id: &str| users.transfer_ownership(id).await.map(drop);
    each(context, &client.users(), found, "owner", transfer).await
}

async fn found(context: &Context, who: &[String]) -> Result<(Client, Vec<User>), Failure> {
    let client = context.changing_client()?;
    let found = Directory::read(&client).await?.find_all(who).await?;
    Ok((client, found))
}

/// What a person types: whom it is about, or how many.
fn phrase(word: &str, users: &[User]) -> String {
    match users {
        [user] => label(user).to_owned(),
        users => format!("{word} {}", users.len()),
    }
}

/// One after the other, so that it is known what was done when it is broken off.
async fn each(
    context: &Context,
    users: &Users,
    found: Vec<User>,
    done: &str,
    call: impl AsyncFn(&Users, &str) -> Result<(), Error>,
) -> Result<Exit, Failure> {
    let mut outcomes = Vec::new();
    for user in &found {
        let (id, who) = (user.id.as_str(), label(user));
        outcomes.push(if context.interrupt.is_stopped() {
            Outcome::new(id, who, Ended::NotBegun, Vec::new())
        } else if context.dry_run {
            Outcome::changed(id, who, vec![done.to_owned()], true)
        } else {
            match context.interrupt.finish(call(users, id)).await {
                None => Outcome::given_up(id, who, &format!("nbu users show {id}")),
                Some(Ok(())) => Outcome::changed(id, who, vec![done.to_owned()], false),
                Some(Err(error)) => Outcome::of_error(id, who, error),
            }
        });
    }
    finish(context, &outcomes)
}
