//! Section 1.2.

use serde_json::json;

use crate::client::{call, start};

#[tokio::test]
async fn an_error_has_message_and_code_and_nothing_else() {
    let server = start().await;
    let answer = call(&server, "PUT", "/api/users/x", "{}").await;
    assert_eq!(answer.text(), "{\"message\":\"user: x not found\",\"code\":404}\n");
    assert_eq!(answer.header("content-type"), Some("application/json; charset=UTF-8"));
}

#[tokio::test]
async fn what_handlers_write_keeps_its_capitals() {
    let server = start().await;
    call(&server, "POST", "/api/users", "").await.refused(400, "couldn't parse JSON request");
    let body = json!({ "role": "user" }).to_string();
    let target = format!("/api/users/{}", server.owner());
    call(&server, "PUT", &target, &body).await.refused(400, "auto_groups field can't be absent");
}

#[tokio::test]
async fn what_comes_from_below_is_lower_case_ids_and_all() {
    let server = start().await;
    call(&server, "DELETE", "/api/users/MixedCase", "").await.refused(404, "user: mixedcase not found");
    let body = json!({ "role": "Super User" }).to_string();
    call(&server, "POST", "/api/users", &body).await.refused(422, "unknown user role super user");
}
