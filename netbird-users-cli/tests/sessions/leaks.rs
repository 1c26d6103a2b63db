//! Nothing that is secret is printed unasked, whatever the command and whatever the server answers.

use netbird_users_mock::Fault;

use crate::session;

const COMMANDS: [&str; 26] = [
    "whoami",
    "doctor",
    "config show",
    "users list",
    "users show ada",
    "users invite a@example.com A --secret-file s1",
    "users create a",
    "users edit ada --role user",
    "users block ada",
    "users unblock ada",
    "users delete emmy --yes",
    "users approve ada",
    "users reject ada --yes",
    "users resend ada",
    "users transfer-ownership ada --yes",
    "tokens list ci",
    "tokens create ci t --secret-file s2",
    "tokens rotate ci t --secret-file s3",
    "tokens revoke ci t --yes",
    "tokens expiring",
    "invites list",
    "invites create b@example.com B --secret-file s4",
    "invites revoke b@example.com --yes",
    "offboard ada --yes --evidence s5",
    "audit -o json",
    "export",
];

#[tokio::test]
async fn no_command_prints_a_token_a_link_or_a_password_unasked() {
    let mut session = session().await.with("RUST_LOG", "trace").with("RUST_BACKTRACE", "full");
    let mut printed = String::new();
    for command in COMMANDS {
        session.nbu(command).await;
        printed.extend([session.stdout.as_str(), session.stderr.as_str()]);
    }
    let files = ["s1", "s2", "s3", "s4"].map(|file| session.read(file).trim().to_owned());
    let token = session.server.token().to_owned();
    for secret in files.iter().chain([&token]) {
        assert!(!secret.is_empty() && !printed.contains(secret.as_str()), "{secret} in {printed}");
    }
    assert!(session.path("s5").exists() && !session.read("s5").contains(&token));
}

#[tokio::test]
async fn no_command_repeats_a_secret_that_a_server_echoes() {
    let one = session().await;
    let token = one.server.token().to_owned();
    let mut session = one;
    for fault in [
        Fault::status(422)
            .header("content-type", "application/json")
            .body(format!("{{\"message\":\"bad {token}\",\"code\":422}}")),
        Fault::status(502).header("content-type", "text/html").body(format!("<pre>Token {token}</pre>")),
        Fault::status(403).header("x-request-id", token.clone()),
    ] {
        session.server.inject(fault.every_time());
        for command in COMMANDS {
            session.nbu(&format!("{command} --timeout 1")).await;
            let printed = format!("{}{}", session.stdout, session.stderr);
            assert!(!printed.contains(&token[4..]), "{command}: {printed}");
        }
        session.server.clear_faults();
    }
}
