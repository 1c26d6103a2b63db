//! Section 3.4.

use netbird_users_mock::{Group, MockNetBird, User};
use serde_json::{Value, json};

use crate::client::{Answer, call, call_as, start, started};

async fn put(server: &MockNetBird, caller: &str, id: &str, body: &Value) -> Answer {
    let token = server.issue_token(caller);
    call_as(server, &token, "PUT", &format!("/api/users/{id}"), &body.to_string()).await
}

fn full(role: &str, is_blocked: bool) -> Value {
    json!({ "role": role, "auto_groups": [], "is_blocked": is_blocked })
}

/// Its own owner is `owner`; the first one is an admin.
async fn account() -> MockNetBird {
    let server = started(
        MockNetBird::builder()
            .user(User::human("owner", "owner@b", "owner").auto_groups(["g1"]))
            .user(User::human("admin", "admin@b", "admin"))
            .user(User::human("u", "u@b", "user").name("U").auto_groups(["g1"]))
            .user(User::service("s", "s", "user"))
            .user(User::human("x", "x@b", "user").account("other"))
            .group(Group::new("g1", "G1"))
            .group(Group::new("g2", "G2")),
    )
    .await;
    assert!(server.change_user(server.owner(), |user| "admin".clone_into(&mut user.role)));
    server
}

fn refusal(id: &str, why: &str) -> String {
    format!("failed to process update for user {id}: {why}")
}

#[tokio::test]
async fn it_replaces_role_groups_and_is_blocked_and_nothing_else() {
    let server = account().await;
    let body = json!({ "role": "Auditor", "auto_groups": ["g2", "g2"], "is_blocked": true, "name": "x", "email": "y", "is_service_user": true });
    let user = put(&server, "owner", "u", &body).await.ok();
    let expected = json!({
        "auto_groups": ["g2", "g2"], "email": "u@b", "id": "u", "idp_id": "local", "is_blocked": true, "is_current": false,
        "is_service_user": false, "issued": "api", "last_login": "0001-01-01T00:00:00Z", "name": "U",
        "pending_approval": false, "role": "auditor", "status": "blocked",
    });
    assert_eq!(user, expected);
}

#[tokio::test]
async fn an_absent_is_blocked_unblocks() {
    let server = account().await;
    put(&server, "owner", "u", &full("user", true)).await.ok();
    let user = put(&server, "owner", "u", &json!({ "role": "user", "auto_groups": [] })).await.ok();
    assert_eq!(
        (&user["is_blocked"], &user["status"], &user["auto_groups"]),
        (&json!(false), &json!("active"), &json!([]))
    );
}

#[tokio::test]
async fn the_target_comes_before_rights_and_body() {
    let server = account().await;
    for caller in ["owner", "u"] {
        let answer = call_as(&server, &server.issue_token(caller), "PUT", "/api/users/none", "no json").await;
        answer.refused(404, "user: none not found");
    }
}

#[tokio::test]
async fn then_the_body_then_groups_then_the_role_then_rights() {
    let server = account().await;
    let token = server.issue_token("u");
    let answer = call_as(&server, &token, "PUT", "/api/users/s", "no json").await;
    answer.refused(400, "couldn't parse JSON request");
    for body in [json!({ "role": "king" }), json!({ "role": "king", "auto_groups": null })] {
        put(&server, "u", "s", &body).await.refused(400, "auto_groups field can't be absent");
    }
    for body in [json!({ "auto_groups": [] }), json!({ "auto_groups": [], "role": "unknown" })] {
        put(&server, "u", "s", &body).await.refused(422, "invalid user role");
    }
    put(&server, "u", "s", &full("user", false)).await.refused(403, "permission denied");
}

#[tokio::test]
async fn a_user_of_another_account_is_a_mismatch() {
    let server = account().await;
    put(&server, "owner", "x", &full("user", false))
        .await
        .refused(422, &refusal("x", "user account id mismatch"));
    put(&server, "u", "x", &full("user", false)).await.refused(403, "permission denied");
}

#[tokio::test]
async fn nobody_blocks_or_promotes_themselves() {
    let server = account().await;
    for id in ["owner", "admin"] {
        let blocked = refusal(id, "admins can't block or unblock themselves");
        put(&server, id, id, &full("user", true)).await.refused(403, &blocked);
        put(&server, id, id, &full("user", false))
            .await
            .refused(403, &refusal(id, "admins can't change their role"));
        put(&server, id, id, &full(id, false)).await.ok();
    }
}

#[tokio::test]
async fn admins_cannot_touch_the_owner_role() {
    let server = account().await;
    let answer = put(&server, "admin", "owner", &full("admin", true)).await;
    answer.refused(403, &refusal("owner", "only owners can remove owner role from their user"));
    let answer = put(&server, "admin", "owner", &full("owner", true)).await;
    answer.refused(403, &refusal("owner", "unable to block owner user"));
    let answer = put(&server, "admin", "u", &full("owner", false)).await;
    answer.refused(403, &refusal("u", "only owners can add owner role to other users"));
    let answer = put(&server, "owner", "s", &full("owner", false)).await;
    answer.refused(403, &refusal("s", "can't update a service user with owner role"));
}

#[tokio::test]
async fn admins_edit_the_owners_groups_and_other_admins() {
    let server = account().await;
    let body = json!({ "role": "owner", "auto_groups": ["g2"] });
    assert_eq!(put(&server, "admin", "owner", &body).await.ok()["auto_groups"], json!(["g2"]));
    server.add_user(User::human("second", "second@b", "admin"));
    assert_eq!(put(&server, "admin", "second", &full("user", true)).await.ok()["role"], "user");
}

#[tokio::test]
async fn groups_are_checked_in_order_after_everything_else() {
    let server = account().await;
    let all = server.groups()[0].id.clone();
    let body = |groups: Value| json!({ "role": "user", "auto_groups": groups });
    let unknown = refusal("u", "provided group id nope in the user u update doesn't exist");
    put(&server, "owner", "u", &body(json!(["g1", "Nope", all]))).await.refused(422, &unknown);
    let answer = put(&server, "owner", "u", &body(json!([all, "nope"]))).await;
    answer.refused(422, &refusal("u", "can't add all group to the user"));
    let body = json!({ "role": "owner", "auto_groups": ["nope"] });
    let answer = put(&server, "admin", "u", &body).await;
    answer.refused(403, &refusal("u", "only owners can add owner role to other users"));
}

#[tokio::test]
async fn handing_the_owner_role_on_demotes_the_caller() {
    let server = account().await;
    let answer = put(&server, "owner", "u", &full("owner", false)).await.ok();
    assert_eq!((&answer["id"], &answer["role"]), (&json!("u"), &json!("owner")));
    assert_eq!(server.user("owner").map(|user| user.role).as_deref(), Some("admin"));
    put(&server, "owner", "u", &full("owner", false)).await.ok();
    let answer = put(&server, "owner", "admin", &full("owner", false)).await;
    answer.refused(403, &refusal("admin", "only owners can add owner role to other users"));
    let owners = server.users().into_iter().filter(|user| user.role == "owner").count();
    assert_eq!(owners, 1);
}

#[tokio::test]
async fn pending_approval_stays() {
    let server = start().await;
    server.add_pending_user("p", "p@b");
    let user = call(&server, "PUT", "/api/users/p", &full("user", false).to_string()).await.ok();
    assert_eq!(
        (&user["is_blocked"], &user["pending_approval"], &user["status"]),
        (&json!(false), &json!(true), &json!("active"))
    );
    call(&server, "POST", "/api/users/p/approve", "").await.ok();
}

#[tokio::test]
async fn integration_users_can_be_updated() {
    let server =
        started(MockNetBird::builder().user(User::human("i", "i@b", "user").issued("integration"))).await;
    assert_eq!(put(&server, server.owner(), "i", &full("admin", false)).await.ok()["issued"], "integration");
}

#[tokio::test]
async fn the_owner_role_can_be_handed_to_who_waits_or_is_blocked_by_it() {
    let server = account().await;
    server.add_user(User::human("w", "w@b", "user").pending());
    let answer = put(&server, "owner", "w", &full("owner", true)).await.ok();
    assert_eq!((&answer["role"], &answer["is_blocked"]), (&json!("owner"), &json!(true)));
    assert_eq!(server.user("owner").map(|user| user.role).as_deref(), Some("admin"));
}

#[tokio::test]
async fn an_owner_who_is_blocked_may_stay_so() {
    let server = account().await;
    assert!(server.change_user("owner", |user| user.is_blocked = true));
    assert_eq!(put(&server, "admin", "owner", &full("owner", true)).await.ok()["is_blocked"], true);
    put(&server, "admin", "owner", &full("owner", false)).await.ok();
    let answer = put(&server, "admin", "owner", &full("owner", true)).await;
    answer.refused(403, &refusal("owner", "unable to block owner user"));
}
