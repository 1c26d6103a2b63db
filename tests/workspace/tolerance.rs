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

    assert_eq!(users[0].role.as_ref().map(UserRole::as_str), Some("space_admin"));
    assert!(matches!(users[0].role, Some(UserRole::Unknown(_))));
    assert_eq!(users[0].status.as_ref().map(UserStatus::as_str), Some("sleeping"));
    assert_eq!(users[0].last_login.expect("a time").year(), 1);
    let modules = users[0].permissions.as_ref().and_then(|all| all.modules.as_ref()).expect("modules");
    assert!(modules["moons"]["land"]);
    assert_eq!(users[1].role, Some(UserRole::Owner));
    assert!(users[1].last_login.is_none() && users[1].is_blocked.is_none() && users[1].permissions.is_none());
    assert_eq!(users[2].status, Some(UserStatus::Blocked));
    assert_eq!(users[2].issued.as_ref().expect("sent").as_str(), "");
    assert_eq!(users[2].last_login.expect("a time").to_rfc3339(), "2026-03-02T02:45:42.123456789+00:00");
}

#[test]
fn an_open_enum_prints_parses_and_serializes_as_its_text() {
    for text in UserRole::KNOWN.iter().map(UserRole::as_str).chain(["", "space_admin", " owner"]) {
        let role = UserRole::from(text);
        assert_eq!(role.to_string(), text);
        assert_eq!(text.parse::<UserRole>(), Ok(role.clone()));
        assert_eq!(serde_json::to_value(&role).expect("JSON"), text);
        assert_eq!(serde_json::from_value::<UserRole>(text.into()).expect("a role"), role);
        assert_eq!(UserRole::KNOWN.contains(&role), !matches!(role, UserRole::Unknown(_)));
    }
}

#[test]
fn a_known_value_is_known_in_any_letter_case() {
    for known in UserRole::KNOWN {
        let shouted = known.as_str().to_uppercase();
        assert_eq!(UserRole::from(shouted.as_str()), *known);
        assert_eq!(serde_json::from_value::<UserRole>(shouted.into()).expect("a role"), *known);
    }
    assert_eq!(UserStatus::from("BLOCKED"), UserStatus::Blocked);
}

/// Whatever one member of a row is, the rows beside it and its other members are read.
#[test]
fn one_odd_member_is_not_known_and_takes_nothing_along() {
    let whole = serde_json::json!({
        "id": "1", "email": "a@example.com", "name": "Ada", "role": "admin", "status": "active", "auto_groups": ["g"],
        "last_login": "2026-03-02T08:15:42Z", "is_current": true, "is_service_user": false, "is_blocked": false,
        "pending_approval": false, "issued": "api", "idp_id": "local", "password": "hunter2",
        "permissions": {"is_restricted": false, "modules": {"peers": {"read": true}}},
        "created_at": "2026-03-02T08:15:42Z", "updated_at": "2026-03-02T08:15:42Z",
    });
    let read = |row: &serde_json::Value| {
        let rows: Vec<User> = serde_json::from_str(&format!("[{row},{whole}]"))
            .unwrap_or_else(|error| panic!("{row}: {error}"));
        let text = serde_json::to_value(&rows[1]).expect("JSON");
        assert_eq!(text, whole, "the row beside it");
        serde_json::to_value(&rows[0]).expect("JSON")
    };
    let odd = [
        "null",
        "\"\"",
        "7",
        "1.5",
        "-3",
        "true",
        "\"soon\"",
        "[]",
        "[1]",
        "{}",
        "{\"a\":[{}]}",
        "[[\"x\"],{}]",
    ];
    for name in whole.as_object().expect("members").keys().filter(|name| *name != "id") {
        let mut row = whole.clone();
        row.as_object_mut().expect("members").remove(name);
        assert_eq!(read(&row), row, "without {name}");
        for value in odd {
            let mut row = whole.clone();
            row[name] = serde_json::from_str(value).expect("JSON");
            let mut shown = read(&row);
            for other in whole.as_object().expect("members").keys().filter(|other| *other != name) {
                assert_eq!(shown[other], whole[other], "{other} beside {name}: {value}");
            }
            // What is shown of it is what was sent, or nothing.
            let shown = shown[name].take();
            assert!(
                shown.is_null() || shown == row[name] || name == "permissions",
                "{name}: {value} became {shown}"
            );
        }
    }
    let mut row = whole.clone();
    row["permissions"]["modules"]["peers"]["read"] = "yes".into();
    assert_eq!(read(&row)["permissions"], serde_json::json!({"is_restricted": false}));
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
