//! Section 3.3.

use netbird_users_mock::{Idp, MockNetBird, User};
use serde_json::{Value, json};

use crate::client::{Answer, call, call_as, embedded, external, flavours, started, try_send, without_idp};

async fn post(server: &MockNetBird, body: &Value) -> Answer {
    call(server, "POST", "/api/users", &body.to_string()).await
}

fn person(email: &str) -> Value {
    json!({ "role": "user", "email": email, "name": "Ada Lovelace" })
}

#[tokio::test]
async fn a_service_user_works_in_every_flavour() {
    for server in flavours().await {
        let body = json!({ "role": "Admin", "is_service_user": true, "name": "ci", "email": "x@b", "auto_groups": ["g"] });
        let user = post(&server, &body).await.ok();
        let expected = json!({
            "auto_groups": ["g"], "email": "", "id": user["id"], "is_blocked": false, "is_current": false,
            "is_service_user": true, "issued": "api", "last_login": "0001-01-01T00:00:00Z", "name": "ci",
            "pending_approval": false, "role": "admin", "status": "active",
        });
        assert_eq!(user, expected);
    }
}

#[tokio::test]
async fn names_of_service_users_may_repeat_and_be_empty() {
    let server = embedded().await;
    for name in ["", "", "ci", "ci"] {
        post(&server, &json!({ "role": "user", "is_service_user": true, "name": name })).await.ok();
    }
    assert_eq!(server.users().len(), 5);
}

#[tokio::test]
async fn groups_are_not_checked_and_other_members_are_ignored() {
    let server = embedded().await;
    let all = server.groups()[0].id.clone();
    let body = json!({
        "role": "user", "is_service_user": true, "auto_groups": [all, "unknown"],
        "is_blocked": true, "issued": "integration", "id": "mine", "expires_in": 3,
    });
    let user = post(&server, &body).await.ok();
    assert_eq!((&user["is_blocked"], &user["issued"]), (&json!(false), &json!("api")));
    assert_eq!(user["auto_groups"], json!([all, "unknown"]));
    assert_ne!(user["id"], "mine");
}

#[tokio::test]
async fn the_role_comes_first() {
    for server in flavours().await {
        post(&server, &json!({})).await.refused(422, "unknown user role ");
        post(&server, &json!({ "role": "King" })).await.refused(422, "unknown user role king");
    }
}

#[tokio::test]
async fn a_service_user_cannot_be_owner_once_the_caller_may_create() {
    let server = started(MockNetBird::builder().user(User::human("u", "u@b", "user"))).await;
    let body = json!({ "role": "owner", "is_service_user": true }).to_string();
    call(&server, "POST", "/api/users", &body)
        .await
        .refused(422, "can't create a service user with owner role");
    call_as(&server, &server.issue_token("u"), "POST", "/api/users", &body)
        .await
        .refused(403, "permission denied");
}

#[tokio::test]
async fn a_person_needs_an_idp_before_everything_but_the_role() {
    let server = without_idp().await;
    server.add_user(User::human("u", "u@b", "user"));
    let message = "idp manager must be enabled to send user invites";
    for body in [json!({ "role": "user" }), json!({ "role": "owner" }), person("a@b")] {
        post(&server, &body).await.refused(412, message);
        let answer =
            call_as(&server, &server.issue_token("u"), "POST", "/api/users", &body.to_string()).await;
        answer.refused(412, message);
    }
}

#[tokio::test]
async fn a_person_needs_name_email_and_another_role_before_rights() {
    let server = started(MockNetBird::builder().user(User::human("u", "u@b", "user"))).await;
    for token in [server.token().to_owned(), server.issue_token("u")] {
        for (body, message) in [
            (json!({ "role": "owner" }), "name can't be empty"),
            (json!({ "role": "owner", "name": "n" }), "email can't be empty"),
            (json!({ "role": "owner", "name": "n", "email": "e" }), "can't invite a user with owner role"),
        ] {
            call_as(&server, &token, "POST", "/api/users", &body.to_string()).await.refused(422, message);
        }
    }
    let answer =
        call_as(&server, &server.issue_token("u"), "POST", "/api/users", &person("e").to_string()).await;
    answer.refused(403, "permission denied");
}

#[tokio::test]
async fn the_syntax_of_an_email_is_not_checked() {
    let server = embedded().await;
    assert_eq!(post(&server, &person("no mail")).await.ok()["email"], "no mail");
}

#[tokio::test]
async fn in_the_embedded_flavour_a_person_is_active_and_has_a_password() {
    let server = embedded().await;
    let user = post(&server, &person("a@b")).await.ok();
    assert_eq!(
        (&user["status"], &user["issued"], &user["is_current"]),
        (&json!("active"), &json!("api"), &json!(false))
    );
    assert_eq!(
        (user["password"].as_str().map(str::len), user["id"].as_str().map(str::len)),
        (Some(16), Some(60))
    );
}

#[tokio::test]
async fn local_authentication_may_be_disabled() {
    let server =
        started(MockNetBird::builder().settings(|settings| settings.local_auth_disabled = true)).await;
    let message = "local user creation is disabled - use an external identity provider";
    post(&server, &person("a@b")).await.refused(412, message);
    post(&server, &json!({ "role": "user", "is_service_user": true })).await.ok();
}

#[tokio::test]
async fn an_email_is_taken_ignoring_case_in_the_embedded_flavour() {
    let server = embedded().await;
    post(&server, &person("a@b")).await.ok();
    post(&server, &person("A@B")).await.refused(409, "can't invite a user with an existing netbird account");
}

#[tokio::test]
async fn an_email_of_another_account_is_an_internal_error() {
    let server = started(MockNetBird::builder().user(User::human("x", "x@b", "user").account("other"))).await;
    post(&server, &person("x@b")).await.refused(500, "internal server error");
}

#[tokio::test]
async fn idps_that_invite_answer_invited_without_a_password() {
    for idp in [Idp::Auth0, Idp::Zitadel, Idp::PocketId] {
        let server = external(idp).await;
        let user = post(&server, &person("a@b")).await.ok();
        assert_eq!((&user["status"], user.get("password")), (&json!("invited"), None));
        let taken = "can't invite a user with an existing netbird account";
        post(&server, &person("a@b")).await.refused(409, taken);
        post(&server, &person("A@B")).await.ok();
    }
}

#[tokio::test]
async fn idps_that_cannot_create_are_an_internal_error() {
    for idp in [Idp::Keycloak, Idp::Azure, Idp::Okta, Idp::Google, Idp::JumpCloud, Idp::Authentik] {
        post(&external(idp).await, &person("a@b")).await.refused(500, "internal server error");
    }
}

#[tokio::test]
async fn pocket_id_and_a_name_of_one_word_close_the_connection() {
    let server = external(Idp::PocketId).await;
    let authorization = format!("Token {}", server.token());
    let body = json!({ "role": "user", "email": "a@b", "name": "Ada" }).to_string();
    let answer =
        try_send(&server, "POST", "/api/users", &[("authorization", &authorization)], body.as_bytes()).await;
    assert!(answer.is_none());
    assert_eq!(server.users().len(), 1);
}

#[tokio::test]
async fn the_inviter_must_be_known_to_the_idp() {
    let server = external(Idp::Auth0).await;
    let mut admin = User::human("Lost", "lost@b", "admin");
    admin.in_idp = false;
    server.add_user(admin);
    let answer =
        call_as(&server, &server.issue_token("Lost"), "POST", "/api/users", &person("a@b").to_string()).await;
    answer.refused(404, "inviter user with id lost doesn't exist in idp");
}

#[tokio::test]
async fn a_service_user_invites_in_the_creators_name() {
    let server = external(Idp::Auth0).await;
    server.add_user(User::service("s", "s", "admin"));
    call_as(&server, &server.issue_token("s"), "POST", "/api/users", &person("a@b").to_string()).await.ok();
}

#[tokio::test]
async fn a_new_user_is_in_the_account_of_who_made_it() {
    let server =
        started(MockNetBird::builder().user(User::human("x", "x@b", "admin").account("other"))).await;
    let token = server.issue_token("x");
    for body in [json!({ "role": "user", "is_service_user": true }), person("new@b")] {
        let made = call_as(&server, &token, "POST", "/api/users", &body.to_string()).await.ok();
        let made = server.user(made["id"].as_str().expect("an id")).expect("a user");
        assert_eq!(made.account, "other");
    }
}
