//! Section 1.6.

use netbird_users_mock::{MockNetBird, User};

use crate::client::{call_as, started};

const ROLES: [&str; 6] = ["owner", "admin", "network_admin", "auditor", "user", "billing_admin"];
const DENIED: &str = "permission denied";
const NO_RIGHTS: &str = "failed to validate user permissions: user role: billing_admin not found";

/// A person of each role, a service user of each, and a second service user as a target.
async fn everybody() -> MockNetBird {
    let mut builder = MockNetBird::builder().user(User::service("target", "target", "user"));
    for role in ROLES {
        builder = builder
            .user(User::human(role, format!("{role}@example.com"), role).name("n"))
            .user(User::service(format!("s-{role}"), role, role));
    }
    started(builder).await
}

/// Each caller does this, and gets this status.
async fn each(method: &str, target: &str, body: &str, expected: &[(&str, u16)]) {
    for (caller, status) in expected {
        let server = everybody().await;
        let token = server.issue_token(caller);
        let answer = call_as(&server, &token, method, &target.replace("SELF", caller), body).await;
        assert_eq!(answer.status, *status, "{method} {target} by {caller}: {}", answer.text());
        if *status == 403 {
            let message = answer.json()["message"].as_str().expect("a message").to_owned();
            let expected = if caller.ends_with("billing_admin") { NO_RIGHTS } else { DENIED };
            let own_kind = "admin role required to perform this action";
            assert!(message == expected || message == own_kind, "{caller}: {message}");
        }
    }
}

#[tokio::test]
async fn who_may_list() {
    each(
        "GET",
        "/api/users",
        "",
        &[
            ("owner", 200),
            ("admin", 200),
            ("network_admin", 200),
            ("auditor", 200),
            ("user", 200),
            ("billing_admin", 403),
            ("s-user", 200),
            ("s-billing_admin", 200),
            ("s-auditor", 200),
        ],
    )
    .await;
}

#[tokio::test]
async fn who_may_write_users() {
    let denied = [
        ("network_admin", 403),
        ("auditor", 403),
        ("user", 403),
        ("billing_admin", 403),
        ("s-user", 403),
        ("s-billing_admin", 403),
    ];
    let body = r#"{"role":"user","auto_groups":[],"is_service_user":true}"#;
    for (method, target, body) in [
        ("POST", "/api/users", body),
        ("PUT", "/api/users/target", body),
        ("DELETE", "/api/users/target", ""),
        ("POST", "/api/users/invites", r#"{"email":"new@b","name":"n"}"#),
    ] {
        each(method, target, body, &denied).await;
        each(method, target, body, &[("owner", 200), ("admin", 200), ("s-admin", 200)]).await;
    }
    for (method, target) in [
        ("POST", "/api/users/target/approve"),
        ("DELETE", "/api/users/target/reject"),
        ("POST", "/api/users/target/invite"),
        ("POST", "/api/users/invites/i/regenerate"),
        ("DELETE", "/api/users/invites/i"),
    ] {
        each(method, target, "", &denied).await;
    }
    for (method, target, status) in [
        ("POST", "/api/users/target/approve", 422),
        ("DELETE", "/api/users/target/reject", 422),
        ("DELETE", "/api/users/invites/i", 404),
    ] {
        each(method, target, "", &[("admin", status), ("s-admin", status)]).await;
    }
}

#[tokio::test]
async fn who_may_list_invites() {
    each(
        "GET",
        "/api/users/invites",
        "",
        &[
            ("owner", 200),
            ("admin", 200),
            ("network_admin", 200),
            ("auditor", 200),
            ("user", 403),
            ("billing_admin", 403),
            ("s-user", 200),
        ],
    )
    .await;
}

#[tokio::test]
async fn who_may_see_and_make_own_tokens() {
    each(
        "GET",
        "/api/users/SELF/tokens",
        "",
        &[
            ("owner", 200),
            ("admin", 200),
            ("network_admin", 200),
            ("auditor", 200),
            ("user", 403),
            ("billing_admin", 403),
            ("s-user", 200),
            ("s-billing_admin", 200),
        ],
    )
    .await;
    each(
        "POST",
        "/api/users/SELF/tokens",
        r#"{"name":"t","expires_in":1}"#,
        &[
            ("owner", 200),
            ("admin", 200),
            ("network_admin", 200),
            ("auditor", 403),
            ("user", 403),
            ("billing_admin", 403),
            ("s-admin", 200),
            ("s-user", 403),
            ("s-billing_admin", 403),
        ],
    )
    .await;
}

#[tokio::test]
async fn who_may_see_and_make_tokens_of_others() {
    each(
        "GET",
        "/api/users/target/tokens",
        "",
        &[
            ("owner", 200),
            ("admin", 200),
            ("s-admin", 200),
            ("network_admin", 403),
            ("auditor", 403),
            ("user", 403),
            ("s-user", 403),
        ],
    )
    .await;
    each("GET", "/api/users/user/tokens", "", &[("owner", 403), ("admin", 403), ("s-admin", 403)]).await;
}

#[tokio::test]
async fn billing_admin_has_no_rights_but_two() {
    let server = everybody().await;
    let token = server.issue_token("billing_admin");
    assert_eq!(
        call_as(&server, &token, "GET", "/api/users/current", "").await.ok()["permissions"]["modules"],
        serde_json::json!({})
    );
    let body = r#"{"old_password":"a","new_password":"b"}"#;
    let answer = call_as(&server, &token, "PUT", "/api/users/billing_admin/password", body).await;
    answer.refused(422, "failed to update password: failed to get user: not found");
    call_as(&server, &token, "GET", "/api/users", "").await.refused(403, NO_RIGHTS);
}

#[tokio::test]
async fn blocked_and_pending_callers_are_told_apart() {
    let builder = MockNetBird::builder()
        .user(User::human("b", "b@b", "admin").blocked())
        .user(User::human("p", "p@b", "admin").pending())
        .user(User::human("x", "x@b", "foreign"));
    let server = started(builder).await;
    for (id, why) in
        [("b", "user is blocked"), ("p", "user is pending approval"), ("x", "user role: foreign not found")]
    {
        let token = server.issue_token(id);
        let message = format!("failed to validate user permissions: {why}");
        for (method, target) in
            [("GET", "/api/users"), ("DELETE", "/api/users/none"), ("POST", "/api/users/none/approve")]
        {
            call_as(&server, &token, method, target, "").await.refused(403, &message);
        }
    }
}

#[tokio::test]
async fn roles_are_taken_in_any_case_and_answered_in_lower_case() {
    let server = started(MockNetBird::builder()).await;
    for role in ["Admin", "USER", "billing_admin", "Auditor", "network_ADMIN"] {
        let body = format!(r#"{{"role":"{role}","is_service_user":true}}"#);
        let user = call_as(&server, server.token(), "POST", "/api/users", &body).await.ok();
        assert_eq!(user["role"], role.to_lowercase());
    }
    for role in ["unknown", " admin", "admin ", ""] {
        let body = format!(r#"{{"role":"{role}","is_service_user":true}}"#);
        let answer = call_as(&server, server.token(), "POST", "/api/users", &body).await;
        answer.refused(422, &format!("unknown user role {role}"));
    }
}
