//! An error says what was tried, what came back, and what to do.

use netbird_users::{Client, Credential, Error, ErrorKind, NewInvite, NewUser};
use netbird_users_mock::{Fault, MockNetBird, User};

use crate::{api_error, client, mock, started};

#[derive(Clone, Copy)]
enum Call {
    List,
    Current,
    Create,
    Delete,
    Invite,
    Password,
    Put,
    Reject,
    Approve,
    MakeToken,
    RevokeToken,
    MakeInvite,
    NewLink,
    Accept,
    Groups,
}

async fn fail(server: &MockNetBird, call: Call, fault: Fault) -> Error {
    server.inject(fault.every_time());
    let users = client(server).users();
    let result = match call {
        Call::List => users.list().await.map(drop),
        Call::Current => users.current().await.map(drop),
        Call::Create => users.create(NewUser::service("ci")).await.map(drop),
        Call::Delete => users.delete("ada").await,
        Call::Invite => users.resend_invitation("ada").await,
        Call::Password => users.change_password("ada", "old", "new").await,
        Call::Put => {
            let body = netbird_users::model::UserRequest::builder()
                .role("user")
                .auto_groups(Vec::new())
                .is_blocked(false);
            users.replace("ada", body.try_into().expect("a request")).await.map(drop)
        }
        Call::Reject => users.reject("ada").await,
        Call::Approve => users.approve("ada").await.map(drop),
        Call::MakeToken => users.tokens("ada").create("a", 1).await.map(drop),
        Call::RevokeToken => users.tokens("ada").revoke("t").await,
        Call::MakeInvite => users.invites().create(NewInvite::new("a@example.com", "A")).await.map(drop),
        Call::NewLink => users.invites().revoke("i").await,
        Call::Accept => client(server).accept_invite("nbi_x", "Correct horse 1").await,
        Call::Groups => client(server).groups().list().await.map(drop),
    };
    server.clear_faults();
    result.expect_err("the fault")
}

type HintRow = (Call, Fault, &'static str);

/// What NetBird says, in which call; what a person is told to do about it.
fn said_by_netbird() -> Vec<HintRow> {
    use Call::{
        Accept, Approve, Create, Current, Delete, Groups, Invite, List, MakeInvite, MakeToken, Password, Put,
        RevokeToken,
    };
    vec![
        (Delete, api_error(404, "user: ada not found"), "list the users to find the id"),
        (Invite, api_error(404, "user account ada doesn't exist"), "instead of an invitation"),
        (
            Create,
            api_error(404, "inviter user with id a doesn't exist in idp"),
            "a person who signs in there",
        ),
        (Create, api_error(500, "internal server error"), "takes no new people from NetBird"),
        (Invite, api_error(500, "internal server error"), "Auth0, Zitadel and PocketID can"),
        (Create, api_error(409, "can't invite a user with an existing netbird account"), "they were deleted"),
        (MakeToken, api_error(403, "admin role required to perform this action"), "tokens of another person"),
        (RevokeToken, api_error(404, "pat: t not found"), "which is not the token"),
        (Accept, api_error(404, "user invite not found"), "accepted, revoked, or given another link"),
        (Groups, api_error(403, "permission denied"), "may not see groups"),
        (
            MakeInvite,
            api_error(412, "invite links are only available with embedded identity provider"),
            "invite people through `create`",
        ),
        (List, api_error(404, "invalid token: pat: abc not found"), "deleted, or is another server's"),
        (
            List,
            api_error(401, "no valid authentication provided"),
            "proxy may take the Authorization header away",
        ),
        (List, api_error(401, "token invalid"), "expired or not one of this server"),
        (
            List,
            api_error(403, "failed to validate user permissions: user is pending approval"),
            "has to approve them",
        ),
        (List, api_error(403, "failed to validate user permissions: user is blocked"), "has to unblock them"),
        (
            List,
            api_error(403, "failed to validate user permissions: user role: billing_admin not found"),
            "no rights at all",
        ),
        (Current, api_error(403, "permission denied"), "is_current"),
        (Create, api_error(403, "permission denied"), "an owner's or admin's token"),
        (Put, api_error(403, "admins can't block or unblock themselves"), "somebody else has to"),
        (Put, api_error(403, "admins can't change their role"), "somebody else has to"),
        (Put, api_error(403, "only owners can remove owner role from their user"), "transfer_ownership"),
        (
            Delete,
            api_error(403, "only integration service user can delete this user"),
            "belongs to an integration",
        ),
        (Delete, api_error(403, "service user is marked as non-deletable"), "belongs to an integration"),
        (Put, api_error(422, "provided group id g1 in the user ada update doesn't exist"), "`remove_group`"),
        (Put, api_error(422, "can't add all group to the user"), "everybody is in the group All"),
        (Put, api_error(422, "invalid user role"), "network_admin"),
        (Create, api_error(422, "unknown user role astronaut"), "network_admin"),
        (Approve, api_error(422, "user ada is not pending approval"), "somebody may have approved"),
        (Delete, api_error(422, "self deletion is not allowed"), "nobody deletes themselves"),
        (
            Password,
            api_error(422, "failed to update password: current password is incorrect"),
            "old password is wrong",
        ),
        (
            Password,
            api_error(422, "failed to update password: users can only change their own password"),
            "of the person whose",
        ),
        (Create, api_error(409, "can't invite a user with an existing netbird account"), "find_by_email"),
        (
            Invite,
            api_error(412, "can't invite a user with an activated netbird account"),
            "needs no invitation",
        ),
        (
            Create,
            api_error(412, "local user creation is disabled - use an external identity provider"),
            "create them there",
        ),
        (
            Password,
            api_error(412, "password change is only available with embedded identity provider"),
            "keeps no passwords",
        ),
        (
            Invite,
            api_error(412, "idp manager must be enabled to send user invites"),
            "service users can be created",
        ),
        (List, api_error(500, "internal server error"), "try again later"),
    ]
}

/// What else can come back.
fn said_by_others_or_nobody() -> Vec<HintRow> {
    use Call::{
        Accept, Create, Delete, Invite, List, MakeInvite, MakeToken, NewLink, Password, Put, Reject,
        RevokeToken,
    };
    let rejected = || Fault::close_before_answer();
    let page = || Fault::status(200).header("content-type", "text/html").body("<html></html>");
    vec![
        (List, Fault::status(407), "the proxy wants a sign-in"),
        (List, Fault::status(401).header("www-authenticate", "Basic"), "not NetBird's answer"),
        (List, Fault::status(401).body("{\"message\":\"Unauthorized\"}"), "not NetBird's answer"),
        (Put, Fault::status(413), "name fewer groups"),
        (List, Fault::status(431), "the credential is the longest"),
        (
            List,
            Fault::status(400).body("Client sent an HTTP request to an HTTPS server.\n"),
            "with `https://`",
        ),
        (
            List,
            Fault::status(400).body("<h1>The plain HTTP request was sent to HTTPS port</h1>"),
            "with `https://`",
        ),
        (
            List,
            Fault::status(200).header("content-type", "application/json").body("null"),
            "try again; if it stays so",
        ),
        (List, Fault::too_many_requests(None), "fewer calls at once"),
        (List, page(), "not the dashboard's"),
        (List, Fault::invalid_utf8(), "please report it"),
        (List, Fault::redirect("https://elsewhere.example.com"), "as the base URL"),
        (List, rejected(), "can be reached from here"),
        (Create, rejected(), "`find_created` tells"),
        (Delete, rejected(), "see whether this one is gone"),
        (Reject, rejected(), "see whether this one is gone"),
        (Password, rejected(), "sign in with the new password"),
        (Invite, rejected(), "ask the person"),
        (Put, rejected(), "read the user with `get`"),
        (MakeToken, rejected(), "nobody knows it: find it by its name"),
        (RevokeToken, rejected(), "to see whether it is gone"),
        (MakeInvite, rejected(), "list the invites"),
        (NewLink, rejected(), "list the invites"),
        (Accept, rejected(), "sign in to see"),
    ]
}

#[tokio::test]
async fn each_message_of_the_server_has_its_hint() {
    let rows = [said_by_netbird(), said_by_others_or_nobody()].concat();
    let server = started(MockNetBird::builder().user(User::human("ada", "ada@example.com", "user"))).await;
    for (call, fault, part) in rows {
        let error = fail(&server, call, fault).await;
        let hint = error.hint().unwrap_or_default();
        assert!(hint.contains(part), "{error:?}\nhas the hint {hint:?} and not {part:?}");
        assert!(error.to_string().ends_with(hint) && !error.to_string().contains('\n'), "{error}");
    }
}

#[tokio::test]
async fn an_error_names_the_user_by_id_and_never_by_address() {
    let server = mock().await;
    let users = client(&server).users();
    let error = users.delete("nobody").await.expect_err("no such user");
    assert_eq!(error.user_id(), Some("nobody"));
    assert!(error.to_string().starts_with("could not delete the user `nobody`: "), "{error}");
    for error in [
        users.edit("nobody").block().send().await.expect_err("no such user"),
        users.transfer_ownership("nobody").await.map(drop).expect_err("no such user"),
    ] {
        assert_eq!(error.user_id(), Some("nobody"));
        assert!(error.to_string().contains("`nobody`"), "{error}");
    }
    let error = users.get("ada@example.com").await.expect_err("that is no id");
    assert_eq!(error.user_id(), Some("ada@example.com"));
    assert!(!format!("{error} {error:?}").contains("ada@"), "{error:?}");
    assert!(error.hint().is_some_and(|hint| hint.contains("`find_by_email` gives it")), "{error}");
    let error = users.delete("a\u{1b}[31m\n::error::").await.expect_err("refused");
    assert!(!error.to_string().chars().any(char::is_control), "{error}");
}

#[tokio::test]
async fn an_error_without_advice_gives_none() {
    let server = mock().await;
    for (call, fault) in
        [(Call::Put, api_error(422, "something new")), (Call::Put, api_error(412, "something new"))]
    {
        assert_eq!(fail(&server, call, fault).await.hint(), None);
    }
    let error = client(&server).users().delete("..").await.expect_err("refused");
    assert_eq!((error.kind(), error.hint()), (&ErrorKind::Refused, None));
}

#[tokio::test]
async fn an_error_has_the_servers_words_and_the_id_of_the_request() {
    let server = started(MockNetBird::builder().user(User::human("ada", "ada@example.com", "user"))).await;
    let error = client(&server).users().approve("ada").await.expect_err("not pending");
    let id = error.request_id().expect("an id").to_owned();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(422));
    assert_eq!(error.server_message(), Some("user ada is not pending approval"));
    assert_eq!((error.operation(), error.attempts()), (Some("approve_user"), 1));
    let line = format!(
        "could not approve the user `ada`: the server answered 422 Unprocessable Entity: user ada is not pending approval \
         (request {id}); somebody may have approved the user already"
    );
    assert_eq!(error.to_string(), line);
    assert_eq!(format!("{error:?}"), format!("{line} [POST /api/users/{{userId}}/approve]"));
}

#[tokio::test]
async fn a_failed_connection_names_the_server_and_keeps_the_cause() {
    let nobody = Client::builder(Credential::bearer("a.b.c"))
        .base_url("http://127.0.0.1:1")
        .clock(crate::SimulatedClock::default())
        .build()
        .expect("a client");
    let error = nobody.users().create(NewUser::service("ci")).await.expect_err("nobody listens");
    assert_eq!(
        (error.kind(), error.attempts()),
        (&ErrorKind::Connection, 4),
        "nothing was done by any of them"
    );
    assert!(error.to_string().contains("no connection to http://127.0.0.1:1 could be made"), "{error}");
    assert!(error.to_string().contains("it was refused"), "{error}");
    assert!(std::error::Error::source(&error).is_some());
    assert!(format!("{error:?}").contains("error sending request"), "{error:?}");
    assert!(error.is_retryable());
}

#[tokio::test]
async fn the_place_in_an_answer_is_named_and_nothing_of_it_quoted() {
    let server = mock().await;
    let body = r#"[{"id":["sesame"],"email":"sesame","role":"user"}]"#;
    let fault = Fault::status(200).header("content-type", "application/json").body(body);
    let error = fail(&server, Call::List, fault).await;
    assert_eq!(*error.kind(), ErrorKind::Undecodable);
    assert!(error.to_string().contains("at `[0].id`"), "{error}");
    assert!(!format!("{error} {error:?}").contains("sesame"), "{error:?}");
}

#[tokio::test]
async fn a_redirect_names_its_target_without_what_may_be_secret() {
    let server = mock().await;
    let fault = Fault::redirect("https://login.example.com/start?state=sesame#code");
    let error = fail(&server, Call::List, fault).await;
    assert!(error.to_string().contains("a redirect to https://login.example.com/start, which"), "{error}");
    assert!(!format!("{error:?}").contains("sesame"), "{error:?}");
}

#[tokio::test]
async fn a_redirect_that_says_something_names_its_target_all_the_same() {
    let server = mock().await;
    let said = Fault::redirect("https://nb.example.com/").header("content-type", "text/plain").body("Found");
    let json = Fault::redirect("https://nb.example.com/").body("{\"message\":\"moved\"}");
    for fault in [said, json] {
        let error = fail(&server, Call::List, fault).await;
        assert!(error.to_string().contains("a redirect to https://nb.example.com/, which"), "{error}");
    }
}

#[tokio::test]
async fn what_is_worth_another_try_says_so() {
    let server = mock().await;
    for (call, fault, retryable) in [
        (Call::List, Fault::html_502(), true),
        (Call::List, Fault::close_before_answer(), true),
        (Call::Create, Fault::too_many_requests(None), true),
        (Call::Create, api_error(500, "internal server error"), true),
        (Call::Create, Fault::html_502(), false),
        (Call::Delete, Fault::close_before_answer(), false),
        (Call::List, api_error(403, "permission denied"), false),
        (Call::List, Fault::redirect("/"), false),
    ] {
        let error = fail(&server, call, fault).await;
        assert_eq!(error.is_retryable(), retryable, "{error}");
    }
}

#[tokio::test]
async fn old_servers_and_proxies_are_told_apart_from_the_api() {
    let server = mock().await;
    for (status, content_type, body, kind) in [
        (405, "text/plain", "", ErrorKind::WrongEndpoint),
        (404, "text/html", "<h1>Not Found</h1>", ErrorKind::WrongEndpoint),
        (400, "text/html", "The plain HTTP request was sent to HTTPS port", ErrorKind::WrongEndpoint),
        (413, "text/html", "<h1>too large</h1>", ErrorKind::InvalidRequest),
        (401, "text/html", "<h1>sign in</h1>", ErrorKind::Unauthorized),
        (403, "text/html", "<h1>firewall</h1>", ErrorKind::Forbidden),
        (204, "", "", ErrorKind::Undecodable),
    ] {
        let fault = Fault::status(status).header("content-type", content_type).body(body);
        let error = fail(&server, Call::List, fault).await;
        assert_eq!(*error.kind(), kind, "{error}");
        assert!(!error.to_string().contains('<'), "no body: {error}");
    }
}
