//! Approves who waits and has an address of the company, and leaves the others waiting. Somebody else may be doing the
//! same: who was approved meanwhile is no failure.
#![allow(clippy::print_stdout, reason = "it is a program")]

mod support;

const COMPANY: &str = "@example.com";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (client, mock) = support::mock().await?; // in your program: `Client::from_env()?`
    for (id, email) in
        [("grace", "grace@Example.com"), ("mallory", "mallory@else.example"), ("hedy", "hedy@example.com")]
    {
        mock.add_pending_user(id, email);
    }
    let waiting = client.users().list().await?.into_iter().filter(|user| user.pending_approval == Some(true));
    let mut waiting: Vec<_> = waiting.collect();
    waiting.sort_by(|one, other| one.email.cmp(&other.email));
    mock.change_user("hedy", |user| (user.pending_approval, user.is_blocked) = (false, false)); // by a colleague
    for user in waiting {
        if !user.email.to_lowercase().ends_with(COMPANY) {
            println!("{} waits on", user.email);
            continue;
        }
        match client.users().approve(&user.id).await {
            Ok(user) => println!("{} is {}", user.email, user.status),
            Err(error) if error.server_message().is_some_and(|text| text.contains("not pending")) => {
                println!("{} is approved already", user.email);
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
