//! Invites the people of a CSV file, and can be run again: who is there already is left alone. A row that cannot be right
//! stops everything before anything is sent, and names its line. Roles may be written in any letter case.
#![allow(clippy::print_stdout, reason = "it is a program")]

mod support;

use netbird_users::{NewUser, Outcome};

const PEOPLE: &str = "\
email,name,role,groups
grace@example.com,Grace Gauss,User,developers
hedy@example.com,Hedy Hilbert,ADMIN,developers;berlin
ADA@example.com,Ada Abel,admin,developers
";

/// The people of the file, or what is wrong with its lines.
fn people(csv: &str) -> Result<Vec<NewUser>, String> {
    let (mut people, mut wrong) = (Vec::new(), Vec::new());
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    for (index, row) in reader.deserialize::<(String, String, String, String)>().enumerate() {
        let line = index + 2;
        let person = row.map_err(|error| error.to_string()).and_then(|(email, name, role, groups)| {
            let groups = groups.split(';').filter(|group| !group.is_empty());
            let person = NewUser::invite(email, name).role(role).auto_groups(groups);
            person.check().map(|()| person)
        });
        match person {
            Ok(person) => people.push(person),
            Err(reason) => wrong.push(format!("line {line}: {reason}")),
        }
    }
    if wrong.is_empty() { Ok(people) } else { Err(wrong.join("\n")) }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (client, mock) = support::mock().await?; // in your program: `Client::from_env()?`
    let broken = PEOPLE.replace("Hedy Hilbert,ADMIN", ",OWNER");
    println!("A broken file is refused:\n{}\n", people(&broken).err().unwrap_or_default());

    for run in ["First", "Second"] {
        let mut batch = client.users().create_many(people(PEOPLE)?).await?.concurrency(1);
        while let Some(item) = batch.next().await {
            match item.outcome {
                // Write the password down before the next person is made: this is its only copy.
                Outcome::Done(user) => {
                    println!("{} is {} (password {:?})", item.key, user.role, user.password);
                }
                Outcome::Skipped(reason) => println!("{} {reason}", item.key),
                Outcome::Failed(error) | Outcome::Unknown(error) => println!("{}: {error}", item.key),
                _ => {}
            }
        }
        println!("{run} run: {}\n", batch.report());
    }
    println!(
        "Nobody became an owner: {}",
        mock.users().iter().filter(|user| user.role == "owner").count() == 1
    );
    Ok(())
}
