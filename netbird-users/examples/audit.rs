//! Writes all users as CSV, sorted, complete or not at all. What the server does not tell is an empty cell and not a guess,
//! and a name that a spreadsheet would take for a formula is text.
#![allow(clippy::print_stdout, reason = "it is a program")]

mod support;

use netbird_users::{GroupNames, model::User};

/// Spreadsheets calculate what begins so.
fn text(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

fn row(user: &User, groups: &GroupNames) -> [String; 8] {
    let name = |id: &String| text(groups.name(id).unwrap_or(id));
    let word = |value: Option<bool>| value.map(|value| value.to_string()).unwrap_or_default();
    [
        user.id.clone(),
        text(&user.email),
        text(&user.name),
        user.role.to_string(),
        user.status.to_string(),
        word(user.is_blocked),
        user.last_login.map(|time| time.to_rfc3339()).unwrap_or_default(),
        user.auto_groups.iter().flatten().map(name).collect::<Vec<_>>().join("; "),
    ]
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (client, _mock) = support::environment_or_mock().await?; // in your program: `Client::from_env()?`
    let groups = client.groups().names().await?;
    let mut users = client.users().list_complete().await?; // a token that sees only its own user is an error
    users.sort_by(|a, b| a.id.cmp(&b.id));
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(["id", "email", "name", "role", "status", "blocked", "last_login", "groups"])?;
    for user in &users {
        csv.write_record(row(user, &groups))?;
    }
    print!("{}", String::from_utf8(csv.into_inner()?)?);
    Ok(())
}
