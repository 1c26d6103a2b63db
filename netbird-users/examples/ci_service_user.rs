//! The service user of a CI: made once, however often this runs, with a token that is put into a vault, and rotated so that
//! one that works is in the vault at every moment.
#![allow(clippy::print_stdout, reason = "it is a program")]

mod support;

use std::sync::{Arc, Mutex};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (client, mock) = support::mock().await?; // in your program: `Client::from_env()?`
    let groups = client.groups().names().await?;
    let vault = Arc::new(Mutex::new(String::new())); // in your program: where the CI takes its secret from

    for run in ["First", "Second"] {
        let wanted =
            client.users().service_user("deployer").role("admin").auto_groups(groups.ids(["Developers"])?);
        let ensured = wanted.with_token("deploy", 90).ensure().await?;
        println!("{run} run: made {}, new token {}", ensured.created, ensured.new_token.is_some());
        if let Some(new) = ensured.new_token {
            new.plain_token.expose().clone_into(&mut *vault.lock().map_err(|_| "the vault is broken")?);
        }
    }

    let deployer = mock.users().into_iter().find(|user| user.name == "deployer").ok_or("it is there")?;
    let tokens = client.users().tokens(deployer.id);
    let old = tokens.list().await?.remove(0);
    let sealed = tokens.rotate(&old.id, |_| Err("the vault is sealed")).await;
    println!("Not delivered, so nothing has changed: {}", sealed.is_err());
    let into = Arc::clone(&vault);
    let rotated = tokens
        .rotate(&old.id, move |token| {
            into.lock()
                .map(|mut held| token.expose().clone_into(&mut *held))
                .map_err(|_| "the vault is broken")
        })
        .await?;
    println!("Rotated: {}, and the old one is gone: {}", rotated.token.name, rotated.old_remains.is_none());
    println!("Tokens of the deployer: {}", tokens.list().await?.len());
    Ok(())
}
