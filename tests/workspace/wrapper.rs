//! The client that people use: its first steps.

use netbird_users::{Client, Credential, Error, NewUser};
use serde_json::{Value, json};

use crate::server::Server;

const USER: &str = r#"{"id":"1","email":"","name":"ci","role":"admin","status":"active","auto_groups":[]}"#;

fn client(server: &Server) -> Client {
    let credential = Credential::token("nbp_abcdefghijklmnopqrstuvwxyz01232LolCm");
    Client::builder(credential).base_url(format!("{}/api/", server.base_url())).build().expect("a client")
}

#[tokio::test]
async fn the_list_is_asked_for_with_the_token() {
    let server = Server::json(200, &format!("[{USER}]"));
    let users = client(&server).users().list().await.expect("the list");
    assert_eq!((users.len(), users[0].role.as_str()), (1, "admin"));
    let request = server.request();
    assert_eq!((request.method.as_str(), request.target.as_str()), ("GET", "/api/users"));
    assert_eq!(request.header("authorization"), Some("Token nbp_abcdefghijklmnopqrstuvwxyz01232LolCm"));
}

#[tokio::test]
async fn a_jwt_is_sent_as_bearer() {
    let server = Server::json(200, USER);
    let client =
        Client::builder(Credential::bearer("a.b.c")).base_url(server.base_url()).build().expect("a client");
    assert_eq!(client.users().current().await.expect("the user").id, "1");
    let request = server.request();
    assert_eq!(
        (request.target.as_str(), request.header("authorization")),
        ("/api/users/current", Some("Bearer a.b.c"))
    );
}

#[tokio::test]
async fn a_person_and_a_service_user_are_created_with_every_field_said() {
    for (user, body) in [
        (
            NewUser::service("ci").role("admin"),
            json!({ "name": "ci", "role": "admin", "auto_groups": [], "is_service_user": true }),
        ),
        (
            NewUser::invite("bob@example.com", "Bob Example").auto_groups(["g1"]),
            json!({ "email": "bob@example.com", "name": "Bob Example", "role": "user", "auto_groups": ["g1"],
                    "is_service_user": false }),
        ),
    ] {
        let server = Server::json(200, USER);
        client(&server).users().create(user).await.expect("the user");
        assert_eq!(serde_json::from_slice::<Value>(&server.request().body).expect("JSON"), body);
    }
}

async fn failed_creation(server: &Server) -> Error {
    client(server).users().create(NewUser::service("ci")).await.expect_err("an error")
}

#[tokio::test]
async fn an_error_has_the_servers_words_and_the_id_of_the_request() {
    let server = Server::json(422, r#"{"message":"unknown user role x","code":422}"#);
    let error = failed_creation(&server).await;
    assert_eq!(error.status().map(|status| status.as_u16()), Some(422));
    assert_eq!(error.message(), Some("unknown user role x"));
    assert_eq!(error.request_id(), Some("cs1tnh0hhcjnqoiuebeg"));
    assert!(!error.outcome_is_unknown());
    assert_eq!(
        error.to_string(),
        "could not create a user: the server answered 422 Unprocessable Entity: unknown user role x (request \
         cs1tnh0hhcjnqoiuebeg)"
    );
}

#[tokio::test]
async fn a_creation_is_sent_once_and_says_when_its_outcome_is_unknown() {
    let broken = Server::raw("");
    let error = failed_creation(&broken).await;
    assert!(error.outcome_is_unknown() && error.to_string().contains("list the users"), "{error}");
    assert!(std::error::Error::source(&error).is_some());
    assert_eq!(broken.requests().len(), 1);

    let failing = Server::answer(502, "text/html", "<h1>no upstream</h1>");
    let error = failed_creation(&failing).await;
    assert!(error.outcome_is_unknown() && error.to_string().contains("no upstream"), "{error}");
    assert_eq!(failing.requests().len(), 1);

    let client = client_of(crate::server::NOBODY).expect("a client");
    let error = client.users().create(NewUser::service("ci")).await.expect_err("nobody listens");
    assert!(!error.outcome_is_unknown(), "{error}");
    assert_eq!(error.to_string(), "could not create a user: no answer came");
    assert!(
        format!("{error:?}").contains("no answer came: error sending request: "),
        "the causes are told: {error:?}"
    );
}

#[tokio::test]
async fn the_outcome_of_a_change_alone_is_unknown_after_an_unreadable_success_too() {
    for server in [Server::raw(""), Server::answer(502, "text/html", "<h1>no upstream</h1>")] {
        let error = client(&server).users().list().await.expect_err("an error");
        assert!(!error.outcome_is_unknown(), "{error}");
    }
    let error = failed_creation(&Server::json(200, "{}")).await;
    assert!(error.outcome_is_unknown(), "{error}");
}

#[tokio::test]
async fn a_redirect_is_an_error_that_names_its_target() {
    let server = Server::raw(
        "HTTP/1.1 301 Moved\r\nlocation: https://elsewhere.example.com/api\r\ncontent-length: 0\r\n\r\n",
    );
    let error = failed_creation(&server).await;
    assert!(error.to_string().contains("https://elsewhere.example.com/api"), "{error}");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn nothing_prints_the_credential() {
    let token = "nbp_abcdefghijklmnopqrstuvwxyz01232LolCm";
    let builder = Client::builder(Credential::token(token));
    let client = builder.clone().build().expect("a client");
    let printed = format!("{builder:?} {client:?} {:?} {:?}", client.users(), client.generated());
    assert!(!printed.contains("nbp_abc"), "{printed}");
    let error = Client::builder(Credential::token("nbp_\nabc")).build().expect_err("a line end");
    assert!(!format!("{error} {error:?}").contains("abc"));
    let error = client_of("https://me:sesame@nb.example.com").expect_err("a password in the URL");
    assert!(!format!("{error} {error:?}").contains("sesame"));
    let error = client_of("nb.example.com").expect_err("no scheme");
    assert!(format!("{error:?}").contains("`nb.example.com`") && error.to_string().contains("https://host"));
}

fn client_of(url: &str) -> Result<Client, netbird_users::BuildError> {
    Client::builder(Credential::token("nbp_x")).base_url(url).build()
}
