//! Section 1.3.

use serde_json::Value;

use crate::client::{Answer, call, start, try_send};

const REFUSAL: &str = "couldn't parse JSON request";

/// A service user made with this body.
async fn create(body: &[u8]) -> Option<Answer> {
    let server = start().await;
    let authorization = format!("Token {}", server.token());
    try_send(&server, "POST", "/api/users", &[("authorization", &authorization)], body).await
}

async fn created(body: &[u8]) -> Value {
    create(body).await.expect("an answer").ok()
}

#[tokio::test]
async fn content_type_and_accept_are_not_looked_at() {
    let server = start().await;
    let authorization = format!("Token {}", server.token());
    let headers =
        [("authorization", authorization.as_str()), ("content-type", "text/css"), ("accept", "image/png")];
    let body = br#"{"role":"user","is_service_user":true}"#;
    try_send(&server, "POST", "/api/users", &headers, body).await.expect("an answer").ok();
}

#[tokio::test]
async fn only_the_first_value_is_read() {
    created(br#"{"role":"user","is_service_user":true} trailing } bytes"#).await;
}

#[tokio::test]
async fn unknown_members_are_ignored() {
    created(br#"{"role":"user","is_service_user":true,"colour":{"a":[1,2.5,null]},"is_blocked":7}"#).await;
}

#[tokio::test]
async fn names_of_members_match_in_any_case() {
    assert_eq!(created(br#"{"ROLE":"admin","Is_Service_User":true,"nAmE":"n"}"#).await["name"], "n");
}

#[tokio::test]
async fn the_last_of_two_members_wins() {
    let body = br#"{"role":"user","ROLE":"admin","is_service_user":true,"name":"a","name":"b"}"#;
    let user = created(body).await;
    assert_eq!((&user["role"], &user["name"]), (&"admin".into(), &"b".into()));
}

#[tokio::test]
async fn what_is_no_utf_8_is_replaced() {
    let user = created(b"{\"role\":\"user\",\"is_service_user\":true,\"name\":\"a\xFF\xFEb\"}").await;
    assert_eq!(user["name"], "a\u{FFFD}\u{FFFD}b");
}

#[tokio::test]
async fn null_is_as_good_as_absent() {
    let user =
        created(br#"{"role":"user","is_service_user":true,"auto_groups":null,"name":null,"email":null}"#)
            .await;
    assert_eq!((&user["auto_groups"], &user["name"]), (&Value::Array(vec![]), &"".into()));
    let answer = create(br#"{"role":null}"#).await.expect("an answer");
    answer.refused(422, "unknown user role ");
}

#[tokio::test]
async fn null_among_strings_is_an_empty_one() {
    let user = created(br#"{"role":"user","is_service_user":true,"auto_groups":["a",null]}"#).await;
    assert_eq!(user["auto_groups"], serde_json::json!(["a", ""]));
}

#[tokio::test]
async fn what_cannot_be_decoded_is_400() {
    for body in [
        "",
        " ",
        "{",
        "[]",
        "\"a\"",
        "7",
        r#"{"role":7}"#,
        r#"{"role":"user","auto_groups":"g"}"#,
        r#"{"role":"user","auto_groups":[1]}"#,
        r#"{"role":"user","is_service_user":"true"}"#,
        r#"{"role":"user",}"#,
        r#"{"email":1,"role":"user","is_service_user":true}"#,
    ] {
        create(body.as_bytes()).await.expect("an answer").refused(400, REFUSAL);
    }
}

#[tokio::test]
async fn integers_are_plain_ones() {
    let server = start().await;
    let target = format!("/api/users/{}/tokens", server.owner());
    for number in ["30.0", "3e1", "\"30\"", "30.5", "9223372036854775808"] {
        let body = format!(r#"{{"name":"t","expires_in":{number}}}"#);
        call(&server, "POST", &target, &body).await.refused(400, REFUSAL);
    }
    call(&server, "POST", &target, r#"{"name":"t","expires_in":30}"#).await.ok();
}

#[tokio::test]
async fn a_body_of_null_closes_the_connection() {
    assert!(create(b"null").await.is_none());
    let server = start().await;
    let authorization = format!("Token {}", server.token());
    let target = format!("/api/users/{}", server.owner());
    let answer = try_send(&server, "PUT", &target, &[("authorization", &authorization)], b" null ").await;
    assert!(answer.is_none(), "{answer:?}");
    call(&server, "GET", "/api/users", "").await.ok();
}

#[tokio::test]
async fn null_elsewhere_is_an_object_without_members() {
    let server = start().await;
    let own = format!("/api/users/{}", server.owner());
    call(&server, "PUT", &format!("{own}/password"), "null").await.refused(422, "old password is required");
    call(&server, "POST", &format!("{own}/tokens"), "null").await.refused(422, "token name can't be empty");
    call(&server, "POST", "/api/users/invites", "null").await.refused(422, "name can't be empty");
}
