//! Section 2.

use netbird_users_mock::{Idp, MockNetBird, User};
use serde_json::{Value, json};

use crate::client::{call, call_as, embedded, external, find, flavours, start, started};

const ALWAYS: [&str; 12] = [
    "auto_groups",
    "email",
    "id",
    "is_blocked",
    "is_current",
    "is_service_user",
    "issued",
    "last_login",
    "name",
    "pending_approval",
    "role",
    "status",
];

fn members(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[tokio::test]
async fn members_are_those_of_the_flavour() {
    for (server, with_idp_id) in flavours().await.iter().zip([true, false, false]) {
        let list = call(server, "GET", "/api/users", "").await.ok();
        let owner = find(&list, server.owner());
        let mut expected = ALWAYS.to_vec();
        if with_idp_id {
            expected.insert(3, "idp_id");
            assert_eq!(owner["idp_id"], "local");
        }
        assert_eq!(members(&owner), expected);
    }
}

#[tokio::test]
async fn a_user_who_never_logged_in_did_in_the_year_1() {
    let mut service = User::service("s", "s", "user");
    service.last_login = chrono::DateTime::from_timestamp(1_700_000_000, 0);
    let mut person = User::human("p", "p@b", "user");
    person.last_login = chrono::DateTime::from_timestamp(1_700_000_000, 500_000_000);
    let server = started(MockNetBird::builder().user(service).user(person)).await;
    let list = call(&server, "GET", "/api/users", "").await.ok();
    assert_eq!(find(&list, server.owner())["last_login"], "0001-01-01T00:00:00Z");
    assert_eq!(find(&list, "s")["last_login"], "0001-01-01T00:00:00Z");
    assert_eq!(find(&list, "p")["last_login"], "2023-11-14T22:13:20.5Z");
}

#[tokio::test]
async fn service_users_have_a_name_and_no_email() {
    let mut user = User::service("s", "ci", "user");
    user.email = "ignored@b".to_owned();
    let server = started(MockNetBird::builder().user(user)).await;
    let user = find(&call(&server, "GET", "/api/users", "").await.ok(), "s");
    assert_eq!(
        (&user["email"], &user["name"], &user["is_service_user"]),
        (&json!(""), &json!("ci"), &json!(true))
    );
    assert!(user.get("idp_id").is_none());
}

#[tokio::test]
async fn groups_keep_order_and_duplicates_and_may_be_gone() {
    let user = User::service("s", "s", "user").auto_groups(["z", "a", "z", "gone"]);
    let server = started(MockNetBird::builder().user(user)).await;
    let user = find(&call(&server, "GET", "/api/users", "").await.ok(), "s");
    assert_eq!(user["auto_groups"], json!(["z", "a", "z", "gone"]));
    assert_eq!(
        find(&call(&server, "GET", "/api/users", "").await.ok(), server.owner())["auto_groups"],
        json!([])
    );
}

#[tokio::test]
async fn the_status_is_blocked_whenever_the_user_is() {
    let mut invited = User::human("i", "i@b", "user");
    invited.invited = true;
    let mut both = User::human("b", "b@b", "user").blocked();
    both.invited = true;
    for (idp, status) in [
        (Idp::Auth0, "invited"),
        (Idp::Zitadel, "invited"),
        (Idp::PocketId, "invited"),
        (Idp::Okta, "active"),
    ] {
        let server = external(idp).await;
        server.add_user(invited.clone());
        server.add_user(both.clone());
        let list = call(&server, "GET", "/api/users", "").await.ok();
        assert_eq!(
            (&find(&list, "i")["status"], &find(&list, "b")["status"]),
            (&json!(status), &json!("blocked"))
        );
    }
    let server = embedded().await;
    server.add_user(invited);
    assert_eq!(find(&call(&server, "GET", "/api/users", "").await.ok(), "i")["status"], "active");
}

#[tokio::test]
async fn is_current_compares_with_the_caller() {
    let server = started(MockNetBird::builder().user(User::human("a", "a@b", "admin"))).await;
    let list = call_as(&server, &server.issue_token("a"), "GET", "/api/users", "").await.ok();
    assert_eq!(
        (&find(&list, "a")["is_current"], &find(&list, server.owner())["is_current"]),
        (&json!(true), &json!(false))
    );
}

#[tokio::test]
async fn roles_outside_the_known_ones_are_shown_as_they_are() {
    let server = started(MockNetBird::builder().user(User::human("a", "a@b", "unknown"))).await;
    assert_eq!(find(&call(&server, "GET", "/api/users", "").await.ok(), "a")["role"], "unknown");
}

#[tokio::test]
async fn whom_the_idp_does_not_know_is_a_template_row() {
    let server = external(Idp::Auth0).await;
    let mut unknown = User::human("lost", "lost@b", "auditor").name("Lost").pending().issued("integration");
    unknown.in_idp = false;
    server.add_user(unknown);
    server.add_user(User::service("s", "ci", "admin").blocked().auto_groups(["g"]));
    let list = call(&server, "GET", "/api/users", "").await.ok();
    let (person, service) = (find(&list, "lost"), find(&list, "s"));
    for row in [&person, &service] {
        assert_eq!(
            (&row["is_blocked"], &row["pending_approval"], &row["issued"]),
            (&json!(false), &json!(false), &json!(""))
        );
        assert_eq!((&row["status"], &row["last_login"]), (&json!("active"), &json!("0001-01-01T00:00:00Z")));
    }
    assert_eq!(
        (&person["name"], &person["email"], &person["role"]),
        (&json!(""), &json!("lost@b"), &json!("auditor"))
    );
    assert_eq!((&service["name"], &service["auto_groups"]), (&json!("ci"), &json!(["g"])));
    assert_eq!(find(&list, server.owner())["issued"], "api");
}

#[tokio::test]
async fn without_anybody_in_the_idp_there_are_no_template_rows() {
    let server = external(Idp::Auth0).await;
    assert!(server.change_user(server.owner(), |owner| owner.in_idp = false));
    assert_eq!(find(&call(&server, "GET", "/api/users", "").await.ok(), server.owner())["issued"], "api");
}

#[tokio::test]
async fn blocking_a_service_user_under_an_external_idp_does_not_show() {
    let server = external(Idp::Auth0).await;
    server.add_user(User::service("s", "ci", "user"));
    let body = r#"{"role":"user","auto_groups":[],"is_blocked":true}"#;
    assert_eq!(call(&server, "PUT", "/api/users/s", body).await.ok()["is_blocked"], false);
    assert!(server.user("s").expect("it is there").is_blocked);
}

#[tokio::test]
async fn the_password_is_in_the_answer_to_post_only() {
    let server = start().await;
    let body = r#"{"role":"user","email":"a@b","name":"A","auto_groups":[]}"#;
    let new = call(&server, "POST", "/api/users", body).await.ok();
    assert_eq!(new["password"].as_str().map(str::len), Some(16));
    assert!(new.get("idp_id").is_none() && new.get("permissions").is_none());
    let id = new["id"].as_str().expect("an id").to_owned();
    let put = call(&server, "PUT", &format!("/api/users/{id}"), r#"{"role":"user","auto_groups":[]}"#).await;
    let list = call(&server, "GET", "/api/users", "").await.ok();
    for shown in [find(&list, &id), put.ok()] {
        assert!(shown.get("password").is_none());
        assert_eq!(shown["idp_id"], "local");
    }
}

#[tokio::test]
async fn modules_are_those_of_the_role() {
    let server = start().await;
    let modules = |role: &'static str| {
        let server = &server;
        async move {
            server.add_user(User::human(role, format!("{role}@b"), role));
            call_as(server, &server.issue_token(role), "GET", "/api/users/current", "").await.ok()["permissions"]["modules"].clone()
        }
    };
    let rights = |read, write| json!({ "read": read, "create": write, "update": write, "delete": write });
    let all = |modules: &Value, expected: &Value, but: &[&str]| {
        let modules = modules.as_object().expect("an object");
        assert_eq!(modules.len(), 24);
        assert!(
            modules
                .iter()
                .filter(|(name, _)| !but.contains(&name.as_str()))
                .all(|(_, rights)| rights == expected)
        );
    };
    all(&modules("owner").await, &rights(true, true), &[]);
    let admin = modules("admin").await;
    all(&admin, &rights(true, true), &["accounts"]);
    assert_eq!(admin["accounts"], rights(true, false));
    all(&modules("auditor").await, &rights(true, false), &[]);
    all(&modules("user").await, &rights(false, false), &[]);
    let network = modules("network_admin").await;
    let full = ["networks", "groups", "dns", "nameservers", "policies", "routes", "pats"];
    let read = ["settings", "accounts", "events", "users", "setup_keys", "peers", "identity_providers"];
    all(&network, &rights(false, false), &[full, read].concat());
    assert!(full.iter().all(|name| network[name] == rights(true, true)));
    assert!(read.iter().all(|name| network[name] == rights(true, false)));
}

#[tokio::test]
async fn regular_users_are_restricted_while_the_setting_is_on() {
    let server = start().await;
    for (role, restricted) in [("user", true), ("billing_admin", true), ("admin", false), ("auditor", false)]
    {
        server.add_user(User::human(role, format!("{role}@b"), role));
        let token = server.issue_token(role);
        for (setting, expected) in [(true, restricted), (false, false)] {
            server.change_settings(|settings| settings.regular_users_view_blocked = setting);
            let current = call_as(&server, &token, "GET", "/api/users/current", "").await.ok();
            assert_eq!(current["permissions"]["is_restricted"], expected, "{role}");
        }
    }
}
