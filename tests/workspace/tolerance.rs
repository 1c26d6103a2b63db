//! What a newer or an older server sends is read.

use chrono::Datelike;
use netbird_users_gen::{
    Client,
    types::{User, UserRole, UserStatus},
};

use crate::server::Server;

#[tokio::test]
async fn a_list_from_a_newer_and_an_older_server_parses() {
    let server = Server::json(
        200,
        r#"[
          {"id":"1","email":"","name":"n","role":"space_admin","status":"sleeping","auto_groups":[],"shoe_size":42,
           "last_login":"0001-01-01T00:00:00Z","permissions":{"modules":{"moons":{"land":true}},"orbit":1}},
          {"id":"2","email":"a@example.com","name":"","role":"owner","status":"active","auto_groups":["g"]},
          {"id":"3","email":"","name":"","role":"user","status":"blocked","auto_groups":[],"issued":"",
           "last_login":"2026-03-02T08:15:42.123456789+05:30","is_blocked":null}
        ]"#,
    );
    let client = Client::new(&server.base_url()).expect("a client");
    let users = client.list_users().send().await.expect("the list").into_inner();

    assert_eq!(users[0].role.as_str(), "space_admin");
    assert!(matches!(users[0].role, UserRole::Unknown(_)));
    assert_eq!(users[0].status.to_string(), "sleeping");
    assert_eq!(users[0].last_login.expect("a time").year(), 1);
    assert!(users[0].permissions.as_ref().expect("permissions").modules["moons"]["land"]);
    assert_eq!(users[1].role, UserRole::Owner);
    assert!(users[1].last_login.is_none() && users[1].is_blocked.is_none() && users[1].permissions.is_none());
    assert_eq!(users[2].status, UserStatus::Blocked);
    assert_eq!(users[2].issued.as_ref().expect("sent").as_str(), "");
    assert_eq!(users[2].last_login.expect("a time").to_rfc3339(), "2026-03-02T02:45:42.123456789+00:00");
}

#[test]
fn an_open_enum_prints_parses_and_serializes_as_its_text() {
    for text in UserRole::KNOWN.iter().map(UserRole::as_str).chain(["", "space_admin", "Owner"]) {
        let role = UserRole::from(text);
        assert_eq!(role.to_string(), text);
        assert_eq!(text.parse::<UserRole>(), Ok(role.clone()));
        assert_eq!(serde_json::to_value(&role).expect("JSON"), text);
        assert_eq!(serde_json::from_value::<UserRole>(text.into()).expect("a role"), role);
        assert_eq!(UserRole::KNOWN.contains(&role), !matches!(role, UserRole::Unknown(_)));
    }
}

#[test]
fn secrets_do_not_print() {
    let user: User = serde_json::from_value(serde_json::json!({
        "id": "1", "email": "", "name": "", "role": "user", "status": "active", "auto_groups": [],
        "password": "hunter2hunter2"
    }))
    .expect("a user");
    let printed = format!("{user:?} {:#?}", user.password);
    assert!(!printed.contains("hunter2") && printed.contains("[redacted]"), "{printed}");
    let password = user.password.expect("a password");
    assert_eq!((password.to_string().as_str(), password.expose()), ("[redacted]", "hunter2hunter2"));
}
