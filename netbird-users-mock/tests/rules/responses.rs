//! Section 1.1.

use netbird_users_mock::{MockNetBird, User};

use crate::client::{call, raw, send, start, started};

#[tokio::test]
async fn every_success_is_200_json_with_a_line_end() {
    let server = start().await;
    let body = r#"{"role":"user","is_service_user":true,"name":"a"}"#;
    for (method, target, body) in
        [("GET", "/api/users", ""), ("POST", "/api/users", body), ("GET", "/api/users/current", "")]
    {
        let answer = call(&server, method, target, body).await;
        answer.ok();
        assert_eq!(answer.header("content-type"), Some("application/json; charset=UTF-8"));
        assert!(answer.text().ends_with("]\n") || answer.text().ends_with("}\n"));
    }
}

#[tokio::test]
async fn actions_answer_an_empty_object() {
    let server = started(MockNetBird::builder().user(User::human("a", "a@b", "user"))).await;
    call(&server, "DELETE", "/api/users/a", "").await.done();
}

#[tokio::test]
async fn go_escapes_what_could_end_a_script() {
    let server = start().await;
    let body = r#"{"role":"user","is_service_user":true,"name":"<a> & b"}"#;
    let answer = call(&server, "POST", "/api/users", body).await;
    assert!(answer.text().contains(r#""name":"\u003ca\u003e \u0026 b""#), "{}", answer.text());
}

#[tokio::test]
async fn members_are_in_the_servers_order() {
    let server = start().await;
    let answer = call(&server, "GET", "/api/users", "").await;
    let members =
        ["auto_groups", "email", "id", "idp_id", "is_blocked", "is_current", "issued", "name", "status"];
    let places: Vec<_> = members.iter().map(|member| answer.text().find(&format!("\"{member}\":"))).collect();
    assert!(places.is_sorted() && places[0].is_some(), "{places:?}");
}

#[tokio::test]
async fn long_bodies_come_in_chunks() {
    let server = started(MockNetBird::builder().made_up_users(20)).await;
    let answer = call(&server, "GET", "/api/users", "").await;
    assert_eq!(
        (answer.header("transfer-encoding"), answer.header("content-length")),
        (Some("chunked"), None)
    );
    assert!(answer.complete && answer.ok().as_array().is_some_and(|users| users.len() == 21));
    assert!(
        call(&server, "GET", "/api/users?service_user=true", "").await.header("content-length").is_some()
    );
}

#[tokio::test]
async fn nothing_is_compressed_tagged_or_paged() {
    let server = started(MockNetBird::builder().made_up_users(200)).await;
    let authorization = format!("Token {}", server.token());
    let headers = [("authorization", authorization.as_str()), ("accept-encoding", "gzip")];
    let answer = send(&server, "GET", "/api/users?page=2&limit=1&sort=name", &headers).await;
    assert_eq!(answer.ok().as_array().map(Vec::len), Some(201));
    for header in ["content-encoding", "etag", "link"] {
        assert_eq!(answer.header(header), None);
    }
}

#[tokio::test]
async fn bodies_have_no_limit_and_heads_that_of_go() {
    let server = start().await;
    let body = format!(r#"{{"role":"user","is_service_user":true,"name":"{}"}}"#, "n".repeat(3 << 20));
    call(&server, "POST", "/api/users", &body).await.ok();
    let head = |size: usize| {
        format!("GET /api/users HTTP/1.1\r\nconnection: close\r\nx: {}\r\n\r\n", "h".repeat(size))
    };
    assert_eq!(raw(&server, head(1_000_000).as_bytes()).await.expect("an answer").status, 401);
    assert_eq!(raw(&server, head(1_200_000).as_bytes()).await.expect("an answer").status, 431);
}

#[tokio::test]
async fn each_answer_of_a_route_has_a_fresh_request_id() {
    let server = start().await;
    let mut ids = Vec::new();
    for headers in [
        vec![],
        vec![("x-request-id", "mine")],
        vec![("origin", "https://a"), ("access-control-request-method", "GET")],
    ] {
        for method in ["GET", "OPTIONS"] {
            ids.push(
                send(&server, method, "/api/users", &headers)
                    .await
                    .header("x-request-id")
                    .expect("an id")
                    .to_owned(),
            );
        }
    }
    ids.push(call(&server, "GET", "/api/users", "").await.header("x-request-id").expect("an id").to_owned());
    assert!(
        ids.iter().all(|id| id.len() == 20 && id.chars().all(|c| matches!(c, '0'..='9' | 'a'..='v'))),
        "{ids:?}"
    );
    let distinct: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len());
}

#[tokio::test]
async fn what_the_router_answers_itself_has_no_request_id() {
    let server = start().await;
    for target in ["/api/nothing", "/api/users/", "/api//users"] {
        let answer = send(&server, "GET", target, &[("origin", "https://a")]).await;
        for header in ["x-request-id", "vary", "access-control-allow-origin"] {
            assert_eq!(answer.header(header), None, "{target} {header}");
        }
    }
}

#[tokio::test]
async fn every_origin_may_read_answers_and_errors() {
    let server = start().await;
    let answer = send(&server, "GET", "/api/users", &[("origin", "https://a")]).await;
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (401, Some("*")));
    assert_eq!(answer.header("access-control-allow-credentials"), None);
    assert_eq!(answer.header("access-control-expose-headers"), None);
    let answer = call(&server, "GET", "/api/users", "").await;
    assert_eq!((answer.header("vary"), answer.header("access-control-allow-origin")), (Some("Origin"), None));
}

#[tokio::test]
async fn a_preflight_needs_a_path_and_no_token() {
    let server = start().await;
    let headers = [("origin", "https://a"), ("access-control-request-method", "PUT")];
    let answer = send(&server, "OPTIONS", "/api/users/x", &headers).await;
    assert_eq!((answer.status, answer.body.len()), (204, 0));
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    assert_eq!(answer.header("access-control-allow-methods"), Some("PUT"));
    assert!(answer.all("vary").contains(&"Origin"));
    send(&server, "OPTIONS", "/api/nothing", &headers).await.no_route();
}

#[tokio::test]
async fn what_lacks_a_part_of_a_preflight_is_none() {
    let server = start().await;
    let (origin, method) = (("origin", "https://a"), ("access-control-request-method", "PUT"));
    for (verb, headers) in
        [("GET", vec![origin, method]), ("OPTIONS", vec![origin]), ("OPTIONS", vec![method])]
    {
        assert_eq!(send(&server, verb, "/api/users", &headers).await.status, 401, "{verb} {headers:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn times_are_rfc_3339_with_trimmed_fractions() {
    let server = start().await;
    server.change_settings(|settings| settings.utc_offset_minutes = 120);
    let token = server.issue_token(server.owner());
    let at = chrono::DateTime::from_timestamp(1_700_000_000, 120_000_000).expect("a time");
    assert!(server.change_token(&token, |token| token.created_at = at));
    let id = server.tokens()[1].id.clone();
    let target = format!("/api/users/{}/tokens/{id}", server.owner());
    let answer = call(&server, "GET", &target, "").await;
    assert_eq!(answer.ok()["created_at"], "2023-11-15T00:13:20.12+02:00");
}

#[tokio::test]
async fn line_separators_are_escaped_and_their_neighbours_are_not() {
    let server = start().await;
    let body =
        "{\"role\":\"user\",\"is_service_user\":true,\"name\":\"\u{2027}\u{2028}\u{2029}\u{202A}\u{20AC}\"}";
    let created = call(&server, "POST", "/api/users", body).await;
    let listed = call(&server, "GET", "/api/users?service_user=true", "").await;
    for answer in [created, listed] {
        let text = answer.text();
        assert!(text.contains("\"name\":\"\u{2027}\\u2028\\u2029\u{202A}\u{20AC}\""), "{text}");
    }
}
