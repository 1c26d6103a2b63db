//! `nbu doctor`: what is wrong, and what to do about it, one thing after the other.

use chrono::{DateTime, Utc};
use netbird_users::{Client, ErrorKind};
use serde_json::{Value, json};

use super::whoami::me;
use crate::{
    context::Context,
    exit::Exit,
    failure::Failure,
    output::{Column, Records},
};

const COLUMNS: &[Column] =
    &[Column::shown("check"), Column::shown("result"), Column::shown("detail"), Column::shown("next")];

/// How far the clocks may be apart before tokens seem to expire at other times.
const CLOCKS: i64 = 60;

#[derive(Default)]
struct Checks {
    rows: Vec<Vec<Value>>,
    exit: Exit,
}

impl Checks {
    fn good(&mut self, check: &str, detail: impl Into<String>) {
        self.rows.push(vec![json!(check), json!("ok"), json!(detail.into()), Value::Null]);
    }

    fn warn(&mut self, check: &str, detail: &str, next: &str) {
        self.rows.push(vec![json!(check), json!("warning"), json!(detail), json!(next)]);
    }

    fn bad(&mut self, check: &str, failure: &Failure) {
        let text = failure.to_string();
        let (detail, next) =
            text.rsplit_once("; ").unwrap_or((&text, "mend that, and run `nbu doctor` again"));
        self.rows.push(vec![json!(check), json!("failed"), json!(detail), json!(next)]);
        self.exit = self.exit.max(failure.exit);
    }
}

pub(super) async fn run(context: &Context) -> Result<Exit, Failure> {
    let mut checks = Checks::default();
    let settings = &context.settings;
    checks.good("server", format!("{} (from {})", settings.url.value, settings.url.origin));
    match context.client() {
        Err(failure) => checks.bad("settings", &failure),
        Ok(client) => {
            let source = settings.token.as_ref().map(|token| token.value.to_string()).unwrap_or_default();
            checks.good("token", format!("has the form of one (from {source})"));
            if settings.allow_plain_http.value && client.base_url().starts_with("http://") {
                checks.warn(
                    "connection",
                    "plain http: the token can be read on the way",
                    "give the server a certificate, and name it by https",
                );
            }
            ask(&client, &mut checks).await;
        }
    }
    context.screen.print(&Records::list(COLUMNS, checks.rows))?;
    Ok(checks.exit)
}

async fn ask(client: &Client, checks: &mut Checks) {
    let me = match me(client).await {
        Ok(me) => me,
        Err(failure) => return checks.bad("answer", &failure),
    };
    checks.good("answer", "the server takes the token");
    checks.good("user", format!("{}, with the role {}", crate::directory::label(&me), me.role));
    match client.users().list_complete().await {
        Ok(users) => checks.good("users", format!("{} are seen", users.len())),
        Err(error) => checks.bad("users", &error.into()),
    }
    match client.groups().list().await {
        Ok(groups) => checks.good("groups", format!("{} are seen", groups.len())),
        Err(error) => checks.warn("groups", &Failure::from(error).to_string(), "name groups by id"),
    }
    match client.users().invites().list().await {
        Ok(_) => checks.good("identity provider", "NetBird's own: people can be invited by links"),
        Err(error) if *error.kind() == ErrorKind::NotAvailable => {
            checks.good("identity provider", "outside, or none: no invitations by links");
        }
        Err(error) if *error.kind() == ErrorKind::Forbidden => {
            checks.warn("identity provider", "the role may not ask", "use the token of an admin");
        }
        Err(error) => checks.bad("identity provider", &error.into()),
    }
    clock(client, checks).await;
}

/// The server's clock is in the head of each answer.
async fn clock(client: &Client, checks: &mut Checks) {
    let Ok(answer) = client.generated().list_users().send().await else { return };
    let date = answer.headers().get("date").and_then(|date| date.to_str().ok());
    let Some(date) = date.and_then(|date| DateTime::parse_from_rfc2822(date).ok()) else {
        return checks.warn(
            "clock",
            "the server does not tell its time",
            "compare it with this machine's by hand",
        );
    };
    let apart = (Utc::now() - date.with_timezone(&Utc)).num_seconds();
    if apart.abs() <= CLOCKS {
        checks.good("clock", "that of the server and this one agree");
    } else {
        let detail = format!("{} s apart from the server's", apart.abs());
        checks.warn("clock", &detail, "set this machine's clock by NTP: tokens expire by the server's");
    }
}
