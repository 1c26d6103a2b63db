//! Each example of an answer in the spec, as a caller gets it.

use std::fmt::Write;

use netbird_users_gen::{
    Client, Error, ResponseValue,
    support::ErrorBody,
    types::{
        PasswordChangeRequest, PersonalAccessTokenRequest, UserCreateRequest, UserInviteAcceptRequest,
        UserInviteCreateRequest, UserInviteRegenerateRequest, UserRequest,
    },
};
use serde_json::Value;

use crate::{freshness::spec, server::Server};

/// What the operation answers to a server that sends this, printed.
async fn answer(operation: &str, server: &Server) -> String {
    let client = Client::new(&server.base_url()).expect("a client");
    let create = UserCreateRequest::builder().role("user").auto_groups(Vec::new()).is_service_user(true);
    let update = UserRequest::builder().role("user").auto_groups(Vec::new()).is_blocked(false);
    let change = PasswordChangeRequest::builder().old_password("a").new_password("b");
    let token = PersonalAccessTokenRequest::builder().name("a").expires_in(90);
    let invite = UserInviteCreateRequest::builder().email("a").name("a").role("user").auto_groups(Vec::new());
    let again = UserInviteRegenerateRequest::builder();
    let accept = UserInviteAcceptRequest::builder().password("a");
    match operation {
        "listUsers" => print(client.list_users().send().await),
        "createUser" => print(client.create_user().body(create).send().await),
        "getCurrentUser" => print(client.get_current_user().send().await),
        "updateUser" => print(client.update_user().user_id("1").body(update).send().await),
        "deleteUser" => print(client.delete_user().user_id("1").send().await),
        "approveUser" => print(client.approve_user().user_id("1").send().await),
        "rejectUser" => print(client.reject_user().user_id("1").send().await),
        "resendInvitation" => print(client.resend_invitation().user_id("1").send().await),
        "changePassword" => print(client.change_password().user_id("1").body(change).send().await),
        "listTokens" => print(client.list_tokens().user_id("1").send().await),
        "createToken" => print(client.create_token().user_id("1").body(token).send().await),
        "getToken" => print(client.get_token().user_id("1").token_id("2").send().await),
        "deleteToken" => print(client.delete_token().user_id("1").token_id("2").send().await),
        "listGroups" => print(client.list_groups().send().await),
        "listInvites" => print(client.list_invites().send().await),
        "createInvite" => print(client.create_invite().body(invite).send().await),
        "getInviteInfo" => print(client.get_invite_info().invite("1").send().await),
        "deleteInvite" => print(client.delete_invite().invite("1").send().await),
        "regenerateInvite" => print(client.regenerate_invite().invite("1").body(again).send().await),
        "acceptInvite" => print(client.accept_invite().invite("1").body(accept).send().await),
        other => panic!("no call for {other}: add one"),
    }
}

fn print<T: std::fmt::Debug>(answer: Result<ResponseValue<T>, Error<ErrorBody>>) -> String {
    match answer {
        // Absent fields are left out, so that a new one changes no page.
        Ok(value) => {
            let text = format!("{:#?}", value.into_inner());
            text.lines().filter(|line| !line.ends_with(": None,")).collect::<Vec<_>>().join("\n")
        }
        Err(Error::ErrorResponse(answer)) => format!("error {} {:?}", answer.status().as_u16(), &*answer),
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn every_example_is_read() {
    let spec = spec();
    let paths = spec.value["paths"].as_object().expect("paths");
    let mut seen = 0;
    for (_, item) in paths {
        for operation in
            item.as_object().expect("a path item").values().filter(|value| value["operationId"].is_string())
        {
            let name = operation["operationId"].as_str().expect("an id");
            let mut page = String::new();
            for (status, response) in operation["responses"].as_object().expect("responses") {
                for (label, content_type, example) in examples(&spec.value, response) {
                    let body = if content_type == "text/plain" {
                        example.as_str().expect("a text").to_owned()
                    } else {
                        example.to_string()
                    };
                    let server = Server::answer(status.parse().expect("a status"), content_type, &body);
                    let _ = writeln!(
                        page,
                        "# {status} {content_type} {label}\n{}\n",
                        answer(name, &server).await
                    );
                    seen += 1;
                }
            }
            crate::snapshot(&format!("answers-{name}"), &page);
        }
    }
    assert!(seen > 70, "only {seen} examples were found");
}

fn examples<'a>(spec: &'a Value, response: &'a Value) -> Vec<(&'a str, &'a str, &'a Value)> {
    let target = response["$ref"].as_str().and_then(|target| spec.pointer(target.trim_start_matches('#')));
    let content = target.unwrap_or(response)["content"].as_object().expect("every response has content");
    let mut found = Vec::new();
    for (content_type, media) in content {
        found.extend(media.get("example").map(|example| ("", content_type.as_str(), example)));
        for (label, example) in media["examples"].as_object().into_iter().flatten() {
            found.push((label, content_type, &example["value"]));
        }
    }
    assert!(!found.is_empty(), "a response has no example");
    found
}
