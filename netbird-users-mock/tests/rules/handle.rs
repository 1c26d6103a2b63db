//! The builder and the handle.

use netbird_users_mock::{Flavour, Group, Idp, MockNetBird, Seed, User};

use crate::client::{call, call_as, start, started, try_send};

#[tokio::test]
async fn requests_are_logged_as_received() {
    let server = start().await;
    let headers = [("Authorization", "Token x"), ("X-Odd", "a  b"), ("x-odd", "c")];
    try_send(&server, "PATCH", "/api//users/%2e%2e/a%7Cb?q=%zz", &headers, b"\xFFbody")
        .await
        .expect("an answer");
    let [request] = &server.requests()[..] else { panic!("one request") };
    assert_eq!((request.method.as_str(), request.path.as_str()), ("PATCH", "/api//users/%2e%2e/a%7Cb"));
    assert_eq!((request.query.as_deref(), request.body.as_slice()), (Some("q=%zz"), b"\xFFbody".as_slice()));
    assert_eq!((request.header("AUTHORIZATION"), request.header("x-odd")), (Some("Token x"), Some("a  b")));
    server.clear_requests();
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn the_state_can_be_read_and_changed() {
    let server = start().await;
    server.add_user(User::service("s", "s", "admin").auto_groups(["g"]));
    server.add_group(Group::new("g", "G"));
    assert!(server.remove_group("g") && !server.remove_group("g"));
    assert!(server.change_user("s", |user| user.id = "other".to_owned()));
    assert_eq!(server.user("s").map(|user| user.auto_groups), Some(vec!["g".to_owned()]));
    let token = server.issue_token("s");
    call_as(&server, &token, "GET", "/api/users", "").await.ok();
    assert!(server.remove_user("s") && !server.remove_user("s"));
    assert!(!server.revoke_token(&token));
}

#[tokio::test]
async fn a_dropped_mock_no_longer_listens() {
    let server = start().await;
    let address = server.address();
    drop(server);
    // The runtime drops the listener when it next runs.
    while tokio::net::TcpListener::bind(address).await.is_err() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn other_machines_are_kept_out_unless_told() {
    let all = std::net::Ipv4Addr::UNSPECIFIED.into();
    let error = MockNetBird::builder().listen(all).start().await.expect_err("it is refused");
    assert!(error.to_string().contains("can be reached from other machines"), "{error}");
    started(MockNetBird::builder().listen(all).allow_other_machines()).await;
    started(MockNetBird::builder().listen(std::net::Ipv6Addr::LOCALHOST.into())).await;
}

#[tokio::test]
async fn what_cannot_start_says_why() {
    let first = start().await;
    let error =
        MockNetBird::builder().port(first.address().port()).start().await.expect_err("the port is taken");
    assert!(
        error.to_string().starts_with("cannot listen on 127.0.0.1:")
            && std::error::Error::source(&error).is_some()
    );
    let sample = "nbp_abcdefghijklmnopqrstuvwxyz01232LolCm";
    for (user, token, why) in [("u", "nbp_x", "invalid token length"), ("none", sample, "who is not there")] {
        let builder = MockNetBird::builder().user(User::human("u", "u@b", "user")).token(user, token);
        let error = builder.start().await.expect_err("it is refused");
        assert!(error.to_string().contains(why), "{error}");
    }
}

#[tokio::test]
async fn a_seed_fills_the_account() {
    let seed = r#"{
        "settings": { "local_auth_disabled": true },
        "groups": [{ "id": "g1", "name": "Developers" }],
        "users": [{ "id": "s1", "name": "ci", "role": "admin", "is_service_user": true }, { "id": "p", "pending_approval": true }],
        "tokens": [{ "user": "s1", "token": "nbp_abcdefghijklmnopqrstuvwxyz01232LolCm" }]
    }"#;
    let seed = Seed::parse(seed).expect("a seed");
    let server = started(MockNetBird::builder().flavour(Flavour::External(Idp::Okta)).seed(seed)).await;
    let token = "nbp_abcdefghijklmnopqrstuvwxyz01232LolCm";
    assert_eq!(call_as(&server, token, "GET", "/api/users", "").await.ok().as_array().map(Vec::len), Some(3));
    assert!(server.user("p").is_some_and(|user| user.is_blocked && user.role == "user"));
    assert_eq!(server.groups()[1].name, "Developers");
    for wrong in [r#"{"user":[]}"#, r#"{"users":[{"id":"a","rol":"user"}]}"#, "["] {
        assert!(Seed::parse(wrong).expect_err("no seed").to_string().starts_with("this is no seed: "));
    }
}

#[tokio::test]
async fn made_up_users_are_people_of_the_flavour() {
    let server = started(MockNetBird::builder().made_up_users(3)).await;
    let list = call(&server, "GET", "/api/users?service_user=false", "").await.ok();
    assert!(
        list.as_array().expect("a list").iter().all(|user| user["id"].as_str().map(str::len) == Some(60))
    );
}

#[tokio::test]
async fn a_change_may_look_at_the_mock_and_may_fail() {
    let server = start().await;
    let token = server.token().to_owned();
    server.change_settings(|settings| settings.local_auth_disabled = server.users().len() == 1);
    assert!(server.change_token(&token, |token| token.name = server.owner().to_owned()));
    assert!(server.change_user(server.owner(), |user| user.name = server.groups()[0].name.clone()));
    let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        server.change_settings(|_| panic!("this change fails"));
    }));
    assert!(failed.is_err());
    assert_eq!(call(&server, "GET", "/api/users/current", "").await.ok()["name"], "All");
}
