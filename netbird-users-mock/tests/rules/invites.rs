//! Section 3.10.

use netbird_users_mock::{Idp, MockNetBird, User};
use serde_json::{Value, json};

use crate::client::{Answer, call, call_as, external, send, start, started, try_send, without_idp};

const HOUR: std::time::Duration = std::time::Duration::from_secs(3600);

async fn post(server: &MockNetBird, body: &Value) -> Answer {
    call(server, "POST", "/api/users/invites", &body.to_string()).await
}

fn ada() -> Value {
    json!({ "email": "ada@b", "name": "Ada", "role": "user", "auto_groups": ["nope"] })
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

async fn show(server: &MockNetBird, token: &str) -> Answer {
    send(server, "GET", &format!("/api/users/invites/{token}"), &[]).await
}

async fn accept(server: &MockNetBird, token: &str, password: &str) -> Answer {
    let body = json!({ "password": password }).to_string();
    let answer =
        try_send(server, "POST", &format!("/api/users/invites/{token}/accept"), &[], body.as_bytes()).await;
    answer.expect("an answer")
}

#[tokio::test]
async fn other_flavours_are_412_but_for_the_public_view() {
    for server in [external(Idp::Auth0).await, without_idp().await] {
        let message = "invite links are only available with embedded identity provider";
        for (method, target) in [
            ("GET", "/api/users/invites"),
            ("POST", "/api/users/invites"),
            ("DELETE", "/api/users/invites/i"),
            ("POST", "/api/users/invites/i/regenerate"),
            ("POST", "/api/users/invites/i/accept"),
        ] {
            call(&server, method, target, "{}").await.refused(412, message);
        }
        show(&server, "nbi_x").await.refused(422, "invalid invite token: invalid token length");
    }
}

#[tokio::test(start_paused = true)]
async fn a_new_invite_has_its_token_and_the_list_has_none() {
    let server = start().await;
    assert_eq!(call(&server, "GET", "/api/users/invites", "").await.text(), "[]\n");
    let invite = post(&server, &ada()).await.ok();
    let token = text(&invite["invite_token"]);
    assert!(token.starts_with("nbi_") && token.len() == 40);
    assert_eq!(
        (&invite["expired"], &invite["auto_groups"], text(&invite["id"]).len()),
        (&json!(false), &json!(["nope"]), 20)
    );
    assert!(text(&invite["created_at"]).ends_with('Z'));
    let members = invite.as_object().expect("an object").len();
    tokio::time::advance(73 * HOUR).await;
    let list = call(&server, "GET", "/api/users/invites", "").await.ok();
    assert_eq!((&list[0]["expired"], list[0].get("invite_token")), (&json!(true), None));
    assert_eq!(list[0].as_object().map(serde_json::Map::len), Some(members - 1));
}

#[tokio::test]
async fn creating_checks_in_the_servers_order() {
    let server = started(MockNetBird::builder().user(User::human("u", "U@b", "user"))).await;
    let token = server.issue_token("u");
    call(&server, "POST", "/api/users/invites", "").await.refused(400, "couldn't parse JSON request");
    for (body, message) in [
        (json!({ "role": "owner" }), "name can't be empty"),
        (json!({ "role": "owner", "name": "n" }), "email can't be empty"),
        (json!({ "role": "Owner", "name": "n", "email": "u@b" }), "can't invite a user with owner role"),
    ] {
        call_as(&server, &token, "POST", "/api/users/invites", &body.to_string()).await.refused(422, message);
    }
    let known = json!({ "name": "n", "email": "u@B", "expires_in": 1 });
    call_as(&server, &token, "POST", "/api/users/invites", &known.to_string())
        .await
        .refused(403, "permission denied");
    post(&server, &known).await.refused(409, "user with this email already exists");
    post(&server, &ada()).await.ok();
    let again = json!({ "name": "n", "email": "ADA@b", "expires_in": 1 });
    post(&server, &again).await.refused(409, "invite already exists for this email");
    let short = json!({ "name": "n", "email": "c@b", "expires_in": 3599 });
    post(&server, &short).await.refused(422, "invite expiration must be at least 1 hour");
    server.change_settings(|settings| settings.local_auth_disabled = true);
    let message = "local user creation is disabled - use an external identity provider";
    post(&server, &json!({})).await.refused(412, message);
}

#[tokio::test(start_paused = true)]
async fn an_expired_invite_still_holds_its_email() {
    let server = start().await;
    post(&server, &ada()).await.ok();
    tokio::time::advance(73 * HOUR).await;
    post(&server, &ada()).await.refused(409, "invite already exists for this email");
}

#[tokio::test]
async fn the_expiry_is_72_hours_unless_told() {
    let server = start().await;
    for (at, seconds) in
        [json!(null), json!(0), json!(-5), json!(259_200), json!(3600), json!(99_999_999)].iter().enumerate()
    {
        let body = json!({ "name": "n", "email": format!("{at}@b"), "expires_in": seconds });
        post(&server, &body).await.ok();
        let invite = server.invites().pop().expect("an invite");
        let expected = seconds.as_i64().filter(|seconds| *seconds > 0).unwrap_or(259_200);
        assert_eq!((invite.expires - invite.created_at).num_seconds(), expected);
    }
}

#[tokio::test]
async fn the_role_is_stored_as_sent_and_unknown_once_accepted() {
    for (sent, stored) in [("Foo", "unknown"), ("", "unknown"), ("Admin", "admin")] {
        let server = start().await;
        let invite = post(&server, &json!({ "name": "n", "email": "no mail", "role": sent })).await.ok();
        assert_eq!(invite["role"], sent);
        accept(&server, &text(&invite["invite_token"]), "Passw0rd!").await.ok();
        let user = server.users().into_iter().find(|user| user.email == "no mail").expect("the new user");
        assert_eq!(user.role, stored);
        let answer = call_as(&server, &server.issue_token(&user.id), "GET", "/api/users", "").await;
        if stored == "unknown" {
            answer.refused(403, "failed to validate user permissions: user role: unknown not found");
        }
    }
}

#[tokio::test]
async fn a_regenerated_invite_has_another_token() {
    let server = start().await;
    let old = post(&server, &ada()).await.ok();
    let target = format!("/api/users/invites/{}/regenerate", text(&old["id"]));
    for body in ["", "null", "{}", r#"{"expires_in":7200}"#] {
        let new = call(&server, "POST", &target, body).await.ok();
        assert_eq!(new.as_object().map(serde_json::Map::len), Some(2));
        assert!(text(&new["invite_token"]).starts_with("nbi_") && new["invite_expires_at"].is_string());
    }
    let seconds = (server.invites()[0].expires - server.invites()[0].created_at).num_seconds();
    assert!((7200..7260).contains(&seconds), "{seconds}");
    show(&server, &text(&old["invite_token"])).await.refused(404, "user invite not found");
    call(&server, "POST", &target, "{").await.refused(400, "couldn't parse JSON request");
    let short = r#"{"expires_in":1}"#;
    call(&server, "POST", &target, short).await.refused(422, "invite expiration must be at least 1 hour");
    call(&server, "POST", "/api/users/invites/i/regenerate", short)
        .await
        .refused(404, "user invite not found");
    server.change_settings(|settings| settings.local_auth_disabled = true);
    call(&server, "POST", &target, "").await.ok();
}

#[tokio::test]
async fn a_deleted_invite_is_gone() {
    let server = start().await;
    let id = text(&post(&server, &ada()).await.ok()["id"]);
    call(&server, "DELETE", &format!("/api/users/invites/{id}"), "").await.done();
    call(&server, "DELETE", &format!("/api/users/invites/{id}"), "")
        .await
        .refused(404, "user invite not found");
}

#[tokio::test]
async fn unsound_invite_tokens_are_422_and_others_need_a_credential() {
    let server = start().await;
    for (token, why) in [
        ("nbi_short", "invalid token length"),
        ("nbi_abcdefghijklmnopqrstuvwxyz01232LolCn", "checksum does not match"),
        ("nbi_abcdefghijklmnopqrstuvwxyz01232LolC-", "checksum decoding failed: invalid character: -"),
    ] {
        show(&server, token).await.refused(422, &format!("invalid invite token: {why}"));
    }
    let other = "nbp_abcdefghijklmnopqrstuvwxyz01232LolCm";
    show(&server, other).await.refused(401, "no valid authentication provided");
    let answer = call(&server, "GET", &format!("/api/users/invites/{other}"), "").await;
    answer.refused(422, "invalid invite token: invalid token prefix");
    show(&server, "nbi_abcdefghijklmnopqrstuvwxyz01232LolCm").await.refused(404, "user invite not found");
}

#[tokio::test(start_paused = true)]
async fn the_public_view_says_whether_it_is_valid() {
    let server = start().await;
    let token = text(&post(&server, &ada()).await.ok()["invite_token"]);
    let invite = show(&server, &token).await.ok();
    let expected = json!({ "email": "ada@b", "expires_at": invite["expires_at"], "invited_by": "Olivia Owner", "name": "Ada", "valid": true });
    assert_eq!(invite, expected);
    tokio::time::advance(73 * HOUR).await;
    assert_eq!(show(&server, &token).await.ok()["valid"], false);
    accept(&server, &token, "Passw0rd!").await.refused(422, "invite has expired");
}

#[tokio::test(start_paused = true)]
async fn accepting_checks_in_the_servers_order() {
    let server = start().await;
    let unknown = "nbi_abcdefghijklmnopqrstuvwxyz01232LolCm";
    let missing = "invalid password: password must contain at least one digit, one uppercase letter, one special character";
    for (token, password, status, message) in [
        ("nbi_x", "", 422, "password is required"),
        ("nbi_x", "short", 422, "invalid password: password must be at least 8 characters long"),
        ("nbi_x", "longenough", 422, missing),
        ("nbi_x", "Passw0rd!", 422, "invalid invite token: invalid token length"),
        (unknown, "Passw0rd!", 404, "user invite not found"),
    ] {
        tokio::time::advance(std::time::Duration::from_secs(60)).await;
        accept(&server, token, password).await.refused(status, message);
    }
    let token = text(&post(&server, &ada()).await.ok()["invite_token"]);
    let long = format!("Passw0rd!{}", "x".repeat(64));
    accept(&server, &token, &long).await.refused(500, "internal server error");
    server.add_user(User::human("x", "ADA@b", "user").account("other"));
    accept(&server, &token, "Passw0rd!").await.refused(500, "internal server error");
    server.change_settings(|settings| settings.local_auth_disabled = true);
    let message = "local user creation is disabled - use an external identity provider";
    accept(&server, &token, "").await.refused(412, message);
}

#[tokio::test]
async fn accepting_makes_a_user_and_consumes_the_invite() {
    let server = start().await;
    let token = text(&post(&server, &ada()).await.ok()["invite_token"]);
    assert_eq!(accept(&server, &token, "P\u{e4}ssw0rd ").await.text(), "{\"success\":true}\n");
    assert!(server.invites().is_empty());
    let list = call(&server, "GET", "/api/users", "").await.ok();
    let user =
        list.as_array().expect("a list").iter().find(|user| user["email"] == "ada@b").expect("the new user");
    assert_eq!(
        (&user["issued"], &user["status"], &user["auto_groups"]),
        (&json!("api"), &json!("active"), &json!(["nope"]))
    );
    accept(&server, &token, "Passw0rd!").await.refused(404, "user invite not found");
}

#[tokio::test]
async fn groups_and_the_syntax_of_an_address_are_not_checked() {
    let server = start().await;
    let body = json!({ "name": "n", "email": "no address", "auto_groups": ["gone", "gone"], "role": "user" });
    let invite = post(&server, &body).await.ok();
    assert_eq!((&invite["email"], &invite["auto_groups"]), (&json!("no address"), &json!(["gone", "gone"])));
}

#[tokio::test]
async fn an_account_has_its_own_invites() {
    let server =
        started(MockNetBird::builder().user(User::human("x", "x@b", "admin").account("other"))).await;
    let invite = post(&server, &ada()).await.ok();
    let (token, target) = (server.issue_token("x"), format!("/api/users/invites/{}", text(&invite["id"])));
    let list = call_as(&server, &token, "GET", "/api/users/invites", "").await;
    assert_eq!(list.ok(), json!([]));
    for (method, target) in [("DELETE", target.clone()), ("POST", format!("{target}/regenerate"))] {
        let answer = call_as(&server, &token, method, &target, "").await;
        answer.refused(404, "user invite not found");
    }
}
