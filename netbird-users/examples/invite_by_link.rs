//! Invites a person to a server with the embedded identity provider: the invitation is a link. Here the person accepts it
//! at once; `-- --show-link` prints the link's token.
#![allow(clippy::print_stdout, reason = "it is a program")]

mod support;

use netbird_users::NewInvite;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (client, _mock) = support::mock().await?; // in your program: `Client::from_env()?`
    let groups = client.groups().names().await?;
    let new = NewInvite::new("grace@example.com", "Grace Gauss").auto_groups(groups.ids(["Berlin"])?);
    let invite = client.users().invites().create(new).await?;
    let token = invite.invite_token.ok_or("the server gave no link")?;
    let show = std::env::args().any(|word| word == "--show-link");
    let shown = if show { token.expose().to_owned() } else { token.to_string() };
    println!("Send her the dashboard's address with this in it: {shown}");
    let info = client.invite_info(token.clone()).await?; // without a credential, as she does
    println!("{} was invited by {}, and the link is good: {:?}", info.name, info.invited_by, info.valid);
    if let Err(error) = client.accept_invite(token.clone(), "password").await {
        println!("{error}"); // nothing was sent
    }
    client.accept_invite(token, "Correct horse 1").await?;
    let user = client.users().find_by_email(info.email).await?.ok_or("she is not there")?;
    println!("{} is {} with the role {}", user.name, user.status, user.role);
    Ok(())
}
