//! Whatever a server answers, the caller of the generated crate gets status, headers and body.

use netbird_users_gen::{
    Client, Error,
    support::{Defect, ErrorBody},
    types::ErrorResponse,
};

use crate::server::Server;

async fn list(server: &Server) -> (u16, ErrorBody, String) {
    let client = Client::new(&server.base_url()).expect("a client");
    let error = client.list_users().send().await.expect_err("an error");
    let printed = format!("{error} {error:?}");
    match error {
        Error::ErrorResponse(answer) => {
            assert!(answer.headers().contains_key("x-test") || answer.headers().contains_key("x-request-id"));
            (answer.status().as_u16(), answer.into_inner(), printed)
        }
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn an_error_of_the_api_is_read_as_its_type() {
    let server = Server::json(403, r#"{"message":"permission denied","code":403}"#);
    let (status, body, printed) = list(&server).await;
    let error: ErrorResponse = body.json().expect("the error type");
    assert_eq!((status, error.code, error.message.as_deref()), (403, Some(403), Some("permission denied")));
    assert!(printed.contains("permission denied"));
}

#[tokio::test]
async fn an_html_page_of_a_proxy_keeps_its_text() {
    let (status, body, _) = list(&Server::answer(502, "text/html", "<h1>Bad Gateway</h1>")).await;
    assert_eq!((status, &*body.text(), body.defect()), (502, "<h1>Bad Gateway</h1>", None));
    assert!(body.json::<ErrorResponse>().is_err());
}

#[tokio::test]
async fn an_empty_401_is_a_401() {
    let (status, body, _) = list(&Server::answer(401, "application/json", "")).await;
    assert_eq!((status, body.bytes().len(), body.defect()), (401, 0, None));
}

#[tokio::test]
async fn a_truncated_500_keeps_what_arrived() {
    let server = Server::raw(
        "HTTP/1.1 500 Internal Server Error\r\nx-test: 1\r\ncontent-length: 60\r\n\r\n{\"message\":\"iss",
    );
    let (status, body, _) = list(&server).await;
    assert_eq!((status, &*body.text()), (500, "{\"message\":\"iss"));
    assert!(matches!(body.defect(), Some(Defect::Interrupted(_))), "{:?}", body.defect());
}

#[tokio::test]
async fn a_status_that_no_document_names_is_kept() {
    let (status, body, _) = list(&Server::answer(418, "text/plain", "short and stout")).await;
    assert_eq!((status, &*body.text()), (418, "short and stout"));
}

#[tokio::test]
async fn bytes_that_are_not_text_are_kept() {
    let server = Server::raw("HTTP/1.1 500 E\r\nx-test: 1\r\ncontent-length: 4\r\n\r\n\0\u{1}\u{2}\u{3}");
    assert_eq!(&list(&server).await.1.bytes()[..], b"\0\x01\x02\x03");
}

#[tokio::test]
async fn a_body_without_end_is_cut() {
    let server = Server::answer(500, "text/plain", &"x".repeat(200_000));
    let (_, body, printed) = list(&server).await;
    assert_eq!((body.bytes().len(), body.defect()), (64 * 1024, Some(&Defect::TooLong(64 * 1024))));
    assert!(printed.len() < 10_000);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let server =
        Server::raw("HTTP/1.1 301 Moved\r\nx-test: 1\r\nlocation: /api\r\ncontent-length: 0\r\n\r\n");
    assert_eq!(list(&server).await.0, 301);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_success_that_cannot_be_read_keeps_its_status_and_tells_no_secret() {
    let broken = r#"[{"password":"hunter2hunter2","id":["hunter2hunter2"]}]"#;
    let (status, body, printed) = list(&Server::json(200, broken)).await;
    assert_eq!((status, &*body.text()), (200, broken));
    assert!(
        matches!(body.defect(), Some(Defect::Undecodable(place)) if place.contains("at `[0].id`, line 1"))
    );
    assert!(!printed.contains("hunter2"), "{printed}");
}

#[tokio::test]
async fn a_success_that_breaks_off_keeps_its_status() {
    let server =
        Server::raw("HTTP/1.1 200 OK\r\nx-test: 1\r\ncontent-length: 60\r\n\r\n[{\"password\":\"hunter2");
    let (status, body, printed) = list(&server).await;
    assert_eq!((status, &*body.text()), (200, "[{\"password\":\"hunter2"));
    assert!(!printed.contains("hunter2"), "{printed}");
    assert!(matches!(body.defect(), Some(Defect::Interrupted(_))));
}

#[tokio::test]
async fn another_2xx_than_the_documented_one_is_a_success() {
    let server = Server::json(201, "[]");
    let client = Client::new(&server.base_url()).expect("a client");
    let answer = client.list_users().send().await.expect("a success");
    assert_eq!(answer.status().as_u16(), 201);
}

#[tokio::test]
async fn an_action_needs_no_body_and_takes_any_json_but_no_page() {
    for (body, good) in
        [("{}\n", true), ("", true), ("{\"new\":1}", true), ("<html></html>", false), ("{", false)]
    {
        let server = Server::answer(200, "text/html", body);
        let client = Client::new(&server.base_url()).expect("a client");
        let answer = client.delete_user().user_id("1").send().await;
        assert_eq!(answer.is_ok(), good, "{body:?}");
    }
}

#[tokio::test]
async fn an_action_reads_no_more_than_it_needs() {
    let server = Server::answer(200, "application/json", &" ".repeat(200_000));
    let client = Client::new(&server.base_url()).expect("a client");
    let error = client.delete_user().user_id("1").send().await.expect_err("too long");
    let Error::ErrorResponse(answer) = error else { panic!("{error}") };
    assert_eq!((answer.bytes().len(), answer.defect()), (64 * 1024, Some(&Defect::TooLong(64 * 1024))));
}

#[tokio::test]
async fn without_a_server_the_error_says_so() {
    let error = Client::new(crate::server::NOBODY)
        .expect("a client")
        .list_users()
        .send()
        .await
        .expect_err("nobody listens");
    assert!(matches!(error, Error::CommunicationError(_)) && error.status().is_none(), "{error}");
}
