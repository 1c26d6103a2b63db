//! Many at once.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::json;

use crate::client::{call, start};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_clients_leave_what_the_answers_promised() {
    let server = Arc::new(start().await);
    let clients: Vec<_> = (0..64)
        .map(|number| {
            let server = Arc::clone(&server);
            tokio::spawn(async move {
                let mut promised = BTreeMap::new();
                for turn in 0..6 {
                    let body = json!({ "role": "user", "is_service_user": true, "name": format!("{number}-{turn}") });
                    let user = call(&server, "POST", "/api/users", &body.to_string()).await.ok();
                    let id = user["id"].as_str().expect("an id").to_owned();
                    let target = format!("/api/users/{id}");
                    let body = json!({ "role": "auditor", "auto_groups": [], "is_blocked": turn % 2 == 0 });
                    let user = call(&server, "PUT", &target, &body.to_string()).await.ok();
                    if turn % 3 == 0 {
                        call(&server, "DELETE", &target, "").await.done();
                    } else {
                        promised.insert(id, (user["name"].clone(), user["role"].clone(), user["is_blocked"].clone()));
                    }
                }
                promised
            })
        })
        .collect();
    let mut promised = BTreeMap::new();
    for client in clients {
        promised.extend(client.await.expect("no client fails"));
    }
    let list = call(&server, "GET", "/api/users?service_user=true", "").await.ok();
    let listed: BTreeMap<_, _> = list
        .as_array()
        .expect("a list")
        .iter()
        .map(|user| {
            let id = user["id"].as_str().expect("an id").to_owned();
            (id, (user["name"].clone(), user["role"].clone(), user["is_blocked"].clone()))
        })
        .collect();
    assert_eq!(promised.len(), 64 * 4);
    assert_eq!(listed, promised);
    assert_eq!(server.requests().len(), 64 * (6 + 6 + 2) + 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_email_is_given_once() {
    let server = Arc::new(start().await);
    let body = json!({ "role": "user", "email": "a@b", "name": "A" }).to_string();
    let clients: Vec<_> = (0..64)
        .map(|_| {
            let (server, body) = (Arc::clone(&server), body.clone());
            tokio::spawn(async move { call(&server, "POST", "/api/users", &body).await.status })
        })
        .collect();
    let mut statuses = Vec::new();
    for client in clients {
        statuses.push(client.await.expect("no client fails"));
    }
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1);
    assert!(statuses.iter().all(|status| matches!(status, 200 | 409)));
}
