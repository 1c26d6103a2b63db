//! Section 3.6.

use netbird_users_mock::{Idp, User};

use crate::client::{call, call_as, embedded, external, without_idp};

#[tokio::test]
async fn without_an_idp_it_is_412_before_rights() {
    let server = without_idp().await;
    server.add_user(User::human("u", "u@b", "user"));
    for token in [server.token().to_owned(), server.issue_token("u")] {
        let answer = call_as(&server, &token, "POST", "/api/users/none/invite", "").await;
        answer.refused(412, "idp manager must be enabled to send user invites");
    }
}

#[tokio::test]
async fn in_the_embedded_flavour_it_ends_in_404() {
    let server = embedded().await;
    server.add_user(User::human("U", "u@b", "user"));
    call(&server, "POST", "/api/users/none/invite", "").await.refused(404, "user: none not found");
    call(&server, "POST", "/api/users/U/invite", "").await.refused(404, "user account u doesn't exist");
}

#[tokio::test]
async fn idps_that_invite_do_so_until_the_invitation_is_accepted() {
    for idp in [Idp::Auth0, Idp::Zitadel, Idp::PocketId] {
        let server = external(idp).await;
        let mut user = User::human("u", "u@b", "user");
        user.invited = true;
        server.add_user(user);
        call(&server, "POST", "/api/users/u/invite", "no json").await.done();
        assert!(server.change_user("u", |user| user.invited = false));
        let answer = call(&server, "POST", "/api/users/u/invite", "").await;
        answer.refused(412, "can't invite a user with an activated netbird account");
    }
}

#[tokio::test]
async fn idps_that_do_not_invite_are_an_internal_error() {
    let server = external(Idp::Keycloak).await;
    let mut user = User::human("u", "u@b", "user");
    user.invited = true;
    server.add_user(user);
    call(&server, "POST", "/api/users/u/invite", "").await.refused(500, "internal server error");
}

#[tokio::test]
async fn whom_the_idp_does_not_know_has_no_account() {
    let server = external(Idp::Auth0).await;
    let mut service = User::service("s", "s", "user");
    (service.in_idp, service.invited) = (true, true);
    let mut stranger = User::human("x", "x@b", "user").account("other");
    stranger.invited = true;
    for user in [service, stranger] {
        let (target, message) =
            (format!("/api/users/{}/invite", user.id), format!("user account {} doesn't exist", user.id));
        server.add_user(user);
        call(&server, "POST", &target, "").await.refused(404, &message);
    }
}
