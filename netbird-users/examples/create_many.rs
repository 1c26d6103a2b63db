//! Creates many people, is interrupted, and runs again. What may have been done is never sent a second time, and a list
//! that is run again creates those who are missing: here four people, each once.
//!
//! No invitation follows a creation: creating is inviting. `-- --show-passwords` prints the passwords.
#![allow(clippy::print_stdout, reason = "it is a program")]

mod support;

use netbird_users::{Item, NewUser, Outcome, model::User};
use netbird_users_mock::Fault;

const PEOPLE: [(&str, &str); 4] = [
    ("user1@company.com", "User One"),
    ("user2@company.com", "User Two"),
    ("user3@company.com", "User Three"),
    ("user4@company.com", "User Four"),
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (client, mock) = support::mock().await?; // in your program: `Client::from_env()?`
    let people = || PEOPLE.map(|(email, name)| NewUser::invite(email, name));

    // One at a time, so that this prints the same each time; four is the default.
    let mut batch = client.users().create_many(people()).await?.concurrency(1).stop_on_failure();
    while let Some(item) = batch.next().await {
        show(&item);
        if let Outcome::Done(_) = item.outcome {
            mock.inject(Fault::close_after_write().method("POST")); // the next is made, and the answer is lost
        }
    }
    println!("First run: {}\n", batch.report());

    let mut batch = client.users().create_many(people()).await?.concurrency(1);
    while let Some(item) = batch.next().await {
        show(&item);
    }
    println!("Second run: {}\n", batch.report());

    for (email, _) in PEOPLE {
        let count = mock.users().iter().filter(|user| user.email == email).count();
        println!("{email} is there {count} time(s)");
    }
    Ok(())
}

fn show(item: &Item<User>) {
    match &item.outcome {
        // With the embedded identity provider this is the only copy of the password. Where the answer was lost, so is
        // the password: delete that user and create them again.
        Outcome::Done(user) => match &user.password {
            Some(password) if std::env::args().any(|word| word == "--show-passwords") => {
                println!("{}: created, password {}", item.key, password.expose());
            }
            Some(password) => println!("{}: created, password {password}", item.key),
            None => println!("{}: created", item.key),
        },
        Outcome::Skipped(reason) => println!("{}: {reason}", item.key),
        Outcome::Failed(error) | Outcome::Unknown(error) => println!("{}: {error}", item.key),
        _ => println!("{}: another outcome", item.key),
    }
}
