//! The six jobs against a server of one's own: `NB_LIVE_URL` names it and `NB_LIVE_PAT` is an admin's token. Everything
//! that is made has a name of its own, and is deleted. Without these, against a mock.

use std::{env, time::SystemTime};

use netbird_users_mock::MockNetBird;

use crate::{company, session::Session};

async fn live() -> Session {
    let mock: MockNetBird = company().start().await.expect("a mock");
    let session = Session::new(mock);
    match (env::var("NB_LIVE_URL"), env::var("NB_LIVE_PAT")) {
        (Ok(url), Ok(token)) => session.with("NB_MANAGEMENT_URL", &url).with("NB_PAT", &token),
        _ => session,
    }
}

#[tokio::test]
async fn the_six_jobs() {
    let mut session = live().await;
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970");
    let name = format!("nbu-live-{}-{}", std::process::id(), now.as_nanos());
    let good =
        |session: &Session, what: &str| assert_eq!(session.code, Some(0), "{what}: {}", session.stderr);

    session.file("wanted.csv", &format!("name,role,blocked\n{name},User,\n"));
    session.nbu("apply wanted.csv --extra ignore").await;
    good(&session, "onboarding");
    session.nbu("plan wanted.csv --extra ignore").await;
    good(&session, "onboarding again");

    session.nbu(&format!("tokens create {name} deploy --days 2 --secret-file first")).await;
    good(&session, "a token");
    session.nbu(&format!("tokens rotate {name} deploy --secret-file second")).await;
    good(&session, "rotation");
    assert_ne!(session.read("first"), session.read("second"));

    session.nbu("users list --pending").await;
    good(&session, "approvals");
    session.nbu("audit").await;
    good(&session, "audit");
    assert!(session.stdout.contains(&name), "{}", session.stdout);
    session.nbu("tokens expiring --within 5 -o json").await;
    assert!(session.code == Some(2) && session.stdout.contains(&name), "{}", session.stdout);

    session.nbu(&format!("offboard {name} --delete --yes")).await;
    good(&session, "offboarding");
    session.nbu(&format!("users show {name}")).await;
    assert_eq!(session.code, Some(4), "{}", session.stderr);
}
