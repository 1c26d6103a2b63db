//! Ctrl-C in the middle, and again.
#![cfg(unix)]

use std::{
    process::{Child, Command},
    time::Duration,
};

use netbird_users_mock::Fault;

use crate::{session, session::Session};

fn interrupt(child: &Child) {
    let ended = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(ended.expect("kill is there").success());
}

/// Goes on when the server has got so many requests of a method.
async fn until(session: &Session, method: &str, count: usize) {
    while session.server.requests().iter().filter(|request| request.method == method).count() < count {
        tokio::task::yield_now().await;
    }
}

const LINE: &str = "users block ada emmy ci";

#[tokio::test]
async fn the_first_finishes_what_is_under_way_and_the_same_command_does_the_rest() {
    let mut session = session().await;
    session.server.inject(Fault::delay(Duration::from_millis(500)).method("PUT"));
    let child = session.begin(LINE);
    until(&session, "PUT", 1).await;
    interrupt(&child);
    session.finish(LINE, child).await;
    assert_eq!(session.code, Some(130), "{}", session.stderr);
    assert!(session.stderr.contains("note: what is under way is being finished"), "{}", session.stderr);
    assert!(session.stderr.contains("run the same command again for these"), "{}", session.stderr);
    assert!(session.stdout.contains("not_begun"), "{}", session.stdout);
    session.server.clear_faults();
    session.nbu(LINE).await;
    assert_eq!(session.code, Some(0), "{}", session.stderr);
    assert_eq!(session.server.users().iter().filter(|user| user.is_blocked).count(), 4);
}

#[tokio::test]
async fn the_second_gives_up_and_says_what_may_be_done() {
    let session = session().await;
    session.server.inject(Fault::stall().method("PUT").every_time());
    let child = session.begin(LINE);
    until(&session, "PUT", 1).await;
    interrupt(&child);
    // The first one has been heard when the note about it is there: that is the only thing on standard error.
    let mut child = child;
    let mut note = String::new();
    let stderr = child.stderr.take().expect("piped");
    let mut stderr = std::io::BufReader::new(stderr);
    std::io::BufRead::read_line(&mut stderr, &mut note).expect("a line");
    assert!(note.starts_with("note: what is under way"), "{note}");
    interrupt(&child);
    let (rest, output) = tokio::task::spawn_blocking(move || {
        let mut rest = String::new();
        std::io::Read::read_to_string(&mut stderr, &mut rest).expect("text");
        (rest, child.wait_with_output().expect("it ends"))
    })
    .await
    .expect("no panic");
    assert_eq!(output.status.code(), Some(5), "{rest}");
    assert!(rest.contains("it may be done: `nbu users show ada` tells"), "{rest}");
}
