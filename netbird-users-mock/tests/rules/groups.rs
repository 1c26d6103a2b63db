//! Section 12.

use netbird_users_mock::{Group, MockNetBird, User};
use serde_json::json;

use crate::client::{call, call_as, started};

#[tokio::test]
async fn all_groups_are_listed_with_null_for_no_peers() {
    let server = started(MockNetBird::builder().group(Group::new("g1", "Developers"))).await;
    let groups = call(&server, "GET", "/api/groups?name=", "").await.ok();
    let names: Vec<_> =
        groups.as_array().expect("a list").iter().map(|group| group["name"].clone()).collect();
    assert_eq!(names, ["All", "Developers"]);
    let expected = json!({
        "id": "g1", "issued": "api", "name": "Developers", "peers": null, "peers_count": 0,
        "resources": null, "resources_count": 0,
    });
    assert_eq!(groups[1], expected);
}

#[tokio::test]
async fn a_name_is_exact_and_one_that_no_group_has_is_404() {
    let server = started(MockNetBird::builder().group(Group::new("g1", "Developers"))).await;
    let found = call(&server, "GET", "/api/groups?name=Developers", "").await.ok();
    assert_eq!((found.as_array().map(Vec::len), &found[0]["id"]), (Some(1), &json!("g1")));
    call(&server, "GET", "/api/groups?name=developers", "").await.refused(404, "group: developers not found");
}

#[tokio::test]
async fn who_may_not_read_groups_is_refused() {
    let server = started(MockNetBird::builder().user(User::human("u", "u@b", "user"))).await;
    call_as(&server, &server.issue_token("u"), "GET", "/api/groups", "")
        .await
        .refused(403, "permission denied");
    call(&server, "POST", "/api/groups", "{}").await.no_route();
}
