//! Section 3.1.

use netbird_users_mock::{Idp, MockNetBird, User};
use serde_json::json;

use crate::client::{call, call_as, embedded, external, find, started, without_idp};

async fn ids(server: &MockNetBird, target: &str) -> Vec<String> {
    let list = call(server, "GET", target, "").await.ok();
    list.as_array()
        .expect("a list")
        .iter()
        .map(|user| user["id"].as_str().expect("an id").to_owned())
        .collect()
}

#[tokio::test]
async fn the_filter_takes_go_s_words() {
    let server = started(MockNetBird::builder().user(User::service("s", "s", "user"))).await;
    for word in ["true", "1", "t", "T", "TRUE", "True"] {
        assert_eq!(ids(&server, &format!("/api/users?service_user={word}")).await, ["s"], "{word}");
    }
    for word in ["false", "0", "f", "F", "FALSE", "False"] {
        assert_eq!(
            ids(&server, &format!("/api/users?service_user={word}")).await,
            [server.owner()],
            "{word}"
        );
    }
    for query in ["", "?", "?service_user", "?service_user=", "?other=1"] {
        assert_eq!(ids(&server, &format!("/api/users{query}")).await.len(), 2, "{query}");
    }
    assert_eq!(ids(&server, "/api/users?service_user=true&service_user=false").await, ["s"]);
}

#[tokio::test]
async fn other_words_are_422() {
    let server = embedded().await;
    for word in ["yes", "on", "tRUE", "%20true", "2"] {
        let answer = call(&server, "GET", &format!("/api/users?service_user={word}"), "").await;
        answer.refused(422, "invalid service_user query parameter");
    }
}

#[tokio::test]
async fn the_order_is_another_each_time() {
    let server = started(MockNetBird::builder().made_up_users(50)).await;
    let first = ids(&server, "/api/users").await;
    let mut others = Vec::new();
    for _ in 0..5 {
        others.push(ids(&server, "/api/users").await);
    }
    assert!(others.iter().any(|other| *other != first));
    let sorted = |mut ids: Vec<String>| {
        ids.sort();
        ids
    };
    assert!(others.into_iter().all(|other| sorted(other) == sorted(first.clone())));
}

#[tokio::test]
async fn non_deletable_service_users_are_hidden_under_an_external_idp_only() {
    for (server, hidden) in
        [(embedded().await, false), (external(Idp::Auth0).await, true), (without_idp().await, false)]
    {
        let mut user = User::service("s", "s", "user");
        user.non_deletable = true;
        server.add_user(user);
        assert_eq!(ids(&server, "/api/users").await.contains(&"s".to_owned()), !hidden);
    }
}

#[tokio::test]
async fn the_pending_are_listed_as_blocked() {
    let server = started(MockNetBird::builder().user(User::human("p", "p@b", "user").pending())).await;
    let user = find(&call(&server, "GET", "/api/users", "").await.ok(), "p");
    assert_eq!(
        (&user["is_blocked"], &user["status"], &user["pending_approval"]),
        (&json!(true), &json!("blocked"), &json!(true))
    );
}

#[tokio::test]
async fn the_role_user_sees_itself() {
    let server = started(MockNetBird::builder().user(User::human("u", "u@b", "user"))).await;
    let list = call_as(&server, &server.issue_token("u"), "GET", "/api/users", "").await.ok();
    assert_eq!((list.as_array().map(Vec::len), &list[0]["id"]), (Some(1), &json!("u")));
}

#[tokio::test]
async fn invites_and_strangers_are_not_listed() {
    let server = started(MockNetBird::builder().user(User::human("x", "x@b", "user").account("other"))).await;
    call(&server, "POST", "/api/users/invites", r#"{"email":"i@b","name":"I"}"#).await.ok();
    assert_eq!(ids(&server, "/api/users").await, [server.owner()]);
}

#[tokio::test]
async fn the_filter_is_checked_at_the_first_user_and_not_for_an_empty_list() {
    // Only a caller who sees nobody gets an empty list before the filter, and no such caller has a token.
    let server = embedded().await;
    assert_eq!(ids(&server, "/api/users?service_user=true").await, [""; 0]);
    assert_eq!(call(&server, "GET", "/api/users?service_user=true", "").await.text(), "[]\n");
}
