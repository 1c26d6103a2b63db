//! How the program ends says what happened.

use netbird_users_mock::Fault;

use crate::session;

#[tokio::test]
async fn the_exit_code_says_what_kind_of_failure_it_was() {
    for (line, fault, code) in [
        ("users list", None, 0),
        ("users list --no-such-option", None, 2),
        ("users show nobody", None, 4),
        ("users list", Some(Fault::status(401).body("{\"message\":\"no\",\"code\":401}")), 3),
        ("users list", Some(Fault::status(403).body("{\"message\":\"permission denied\",\"code\":403}")), 4),
        ("users block ada --timeout 1", Some(Fault::close_after_write().method("PUT")), 0),
        ("users create backup", Some(Fault::close_after_write().method("POST")), 5),
        ("users list --timeout 1", Some(Fault::close_before_answer()), 6),
        ("users list", Some(Fault::status(200).header("content-type", "text/html").body("<html>")), 6),
    ] {
        let mut session = session().await;
        if let Some(fault) = fault {
            let once = line.starts_with("users block") || line.starts_with("users create");
            session.server.inject(if once { fault } else { fault.every_time() });
        }
        session.nbu(line).await;
        assert_eq!(session.code, Some(code), "{line}: {}", session.stderr);
        assert_eq!(session.stderr.is_empty(), code == 0, "{line}: {}", session.stderr);
    }
}
