//! Finds the people of one company, by the domain of their addresses. Letters count without regard to case, and
//! `notexample.com` is not `example.com`. Changes nothing.
//!
//! `cargo run --example find_by_domain -p netbird-users -- DOMAIN` takes another domain.
#![allow(clippy::print_stdout, reason = "it is a program")]

mod support;

use netbird_users::model::User;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (client, _mock) = support::environment_or_mock().await?; // in your program: `Client::from_env()?`

    let domain = std::env::args().nth(1).unwrap_or_else(|| "example.com".to_owned());
    let people = client.users().list_regular_users().await?;
    let mut company: Vec<&User> = people.iter().filter(|user| is_of(user, &domain)).collect();
    company.sort_by(|one, other| one.email.cmp(&other.email));

    println!("{} of {} people are of {domain}:", company.len(), people.len());
    for user in company {
        println!("{} ({})", user.name, user.email);
    }
    Ok(())
}

fn is_of(user: &User, domain: &str) -> bool {
    user.email.rsplit_once('@').is_some_and(|(_, of)| of.eq_ignore_ascii_case(domain))
}
