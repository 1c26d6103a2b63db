//! An id arrives as it was given, or nothing is sent.

use netbird_users_gen::{Client, Error};
use percent_encoding::percent_decode_str;

use crate::server::Server;

#[tokio::test]
async fn an_id_that_would_reach_another_endpoint_is_refused_before_anything_is_sent() {
    for id in ["", ".", "..", "..\\groups", "a/b", "/", "\\", "a\nb", "a\0", "\u{85}"] {
        let server = Server::json(200, "{}");
        let client = Client::new(&server.base_url()).expect("a client");
        let error = client.delete_user().user_id(id).send().await.expect_err(id);
        match error {
            Error::InvalidRequest(reason) => {
                assert!(reason.contains("user_id") && reason.ends_with("nothing was sent"), "{reason}");
            }
            other => panic!("{id:?}: {other}"),
        }
        assert!(server.requests().is_empty(), "{id:?} was sent");
    }
}

#[tokio::test]
async fn every_other_id_arrives_exactly_as_given() {
    for id in [
        "google-oauth2|277",
        "a b",
        "é",
        "100%",
        "a+b=",
        "%2e%2e",
        "%2F",
        "a?b#c",
        "...",
        "a.b",
        "current",
        "日本",
        "\"<>`{}",
    ] {
        let server = Server::json(200, "{}");
        let client = Client::new(&server.base_url()).expect("a client");
        client.delete_user().user_id(id).send().await.expect(id);
        let target = server.request().target;
        let segment = target.strip_prefix("/api/users/").expect("the path of a user");
        assert_eq!(percent_decode_str(segment).decode_utf8().expect("UTF-8"), id);
        assert!(segment.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%".contains(&b)), "{segment}");
    }
}

#[tokio::test]
async fn a_slash_at_the_end_of_the_base_url_does_not_double() {
    let server = Server::json(200, "[]");
    let client = Client::new(&format!("{}/", server.base_url())).expect("a client");
    client.list_users().send().await.expect("the list");
    assert_eq!(server.request().target, "/api/users");
}
