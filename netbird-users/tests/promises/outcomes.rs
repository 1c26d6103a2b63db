//! What is known to have happened, from who said what and when. The fault matrix has the table; here is what needs two
//! answers, or somebody else's words.

use netbird_users::{ErrorKind, NewUser};
use netbird_users_mock::{Fault, MockNetBird, User};

use crate::{api_error, client, mock, started};

async fn with_ada() -> MockNetBird {
    started(MockNetBird::builder().user(User::human("ada", "ada@example.com", "user"))).await
}

fn json(status: u16, body: &str) -> Fault {
    Fault::status(status).header("content-type", "application/json").body(body)
}

#[tokio::test]
async fn only_netbirds_own_500_says_that_a_creation_failed() {
    let server = mock().await;
    let create = async |fault: Fault| {
        server.inject(fault);
        client(&server).users().create(NewUser::service("ci")).await.expect_err("the fault")
    };
    for body in [
        r#"{"message":"An unexpected error occurred"}"#,
        r#"{"message":"internal","code":13}"#,
        r#"{"message":"internal","code":"500"}"#,
        r#"{"error":"upstream","code":500}"#,
        r#"{"code":500}"#,
        "{}",
        "null",
    ] {
        let error = create(json(500, body)).await;
        assert_eq!(*error.kind(), ErrorKind::OutcomeUnknown, "{body}: {error}");
    }
    let error = create(api_error(500, "internal server error")).await;
    assert_eq!(*error.kind(), ErrorKind::Server, "{error}");
}

#[tokio::test]
async fn a_gateways_404_is_not_a_user_who_is_not_there() {
    let server = mock().await;
    for body in [r#"{"message":"no Route matched with those values"}"#, "{}", r#"{"message":"x","code":5}"#] {
        server.inject(json(404, body));
        let error = client(&server).users().delete("ada").await.expect_err("the fault");
        assert_eq!(*error.kind(), ErrorKind::WrongEndpoint, "{body}: {error}");
    }
}

/// The server deletes first and fails then, or its answer is lost: either way the user is gone.
#[tokio::test]
async fn a_deletion_that_failed_and_then_finds_nobody_is_done() {
    for fault in [api_error(500, "internal server error"), Fault::close_after_write()] {
        let server = with_ada().await;
        server.inject(fault.method("DELETE"));
        server.inject(api_error(404, "user: ada not found").method("DELETE"));
        client(&server).users().delete("ada").await.expect("it is done");
    }
    let server = with_ada().await;
    server.inject(Fault::too_many_requests(None).method("DELETE"));
    server.inject(api_error(404, "user: ada not found").method("DELETE"));
    let error = client(&server).users().delete("ada").await.expect_err("nothing was begun before");
    assert_eq!(*error.kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn who_may_have_been_faster_is_named_where_two_create_one_person() {
    let server = mock().await;
    server.inject(api_error(500, "internal server error").method("POST"));
    let error = client(&server)
        .users()
        .create(NewUser::invite("ada@example.com", "Ada"))
        .await
        .expect_err("the fault");
    assert_eq!(*error.kind(), ErrorKind::Server);
    let hint = error.hint().unwrap_or_default();
    assert!(hint.contains("somebody else may have created") && hint.contains("`find_by_email`"), "{hint}");
}
