//! What the sweep asks for: every operation, with what there is, with what there is not, and with what cannot be read.

/// Users of the mock that the sweep runs on, besides its owner.
const TARGETS: [&str; 8] =
    ["nobody", "admin", "ci", "pending", "invited", "protected", "integration", "stranger"];

const NEW_USERS: [&str; 9] = [
    r#"{"role":"user","email":"new@b","name":"New Person","auto_groups":["gone"],"is_service_user":false}"#,
    r#"{"role":"user","email":"new@b","name":"New Person","auto_groups":[],"is_service_user":false}"#,
    r#"{"role":"Auditor","name":"bot","auto_groups":[],"is_service_user":true}"#,
    r#"{"role":"user","email":"","name":"New Person","auto_groups":[],"is_service_user":false}"#,
    r#"{"role":"owner","name":"bot","auto_groups":[],"is_service_user":true}"#,
    r#"{"role":"none","name":"bot","auto_groups":[],"is_service_user":true}"#,
    r#"{"role":1}"#,
    "",
    "null",
];
const UPDATES: [&str; 7] = [
    r#"{"role":"auditor","auto_groups":[],"is_blocked":true}"#,
    r#"{"role":"admin","auto_groups":["g"],"is_blocked":false}"#,
    r#"{"role":"admin","auto_groups":["gone"],"is_blocked":false}"#,
    r#"{"role":"none","auto_groups":[],"is_blocked":false}"#,
    r#"{"role":"admin"}"#,
    "{",
    "null",
];
/// Of the owner, by whoever asks.
const OF_THE_OWNER: [&str; 2] = [
    r#"{"role":"owner","auto_groups":[],"is_blocked":true}"#,
    r#"{"role":"admin","auto_groups":[],"is_blocked":false}"#,
];
const PASSWORDS: [&str; 5] = [
    r#"{"old_password":"Old-passw0rd","new_password":"New-passw0rd"}"#,
    r#"{"old_password":"wrong","new_password":"New-passw0rd"}"#,
    r#"{"old_password":"","new_password":"New-passw0rd"}"#,
    "[]",
    "null",
];
const TOKENS: [&str; 5] = [
    r#"{"name":"a","expires_in":1}"#,
    r#"{"name":"","expires_in":1}"#,
    r#"{"name":"a","expires_in":366}"#,
    r#"{"name":"a","expires_in":"1"}"#,
    "null",
];
const INVITES: [&str; 5] = [
    r#"{"email":"link@b","name":"Link","role":"user","auto_groups":[],"expires_in":7200}"#,
    r#"{"email":"link@b","name":"Link","role":"user","auto_groups":[]}"#,
    r#"{"email":"other@b","name":"Link","role":"user","auto_groups":[],"expires_in":1}"#,
    r#"{"email":"other@b","name":"Link","role":"owner","auto_groups":[]}"#,
    r#"{"email":1}"#,
];
const REGENERATIONS: [&str; 4] = [r#"{"expires_in":7200}"#, r#"{"expires_in":1}"#, "", "{"];

/// Method, target and body, in an order in which what removes comes last.
pub(super) fn all(
    owner: &str,
    caller: &str,
    token_of_ci: &str,
    invite: &str,
) -> Vec<(&'static str, String, &'static str)> {
    let mut requests = Vec::new();
    let mut ask = |method, target: &str, bodies: &[&'static str]| {
        requests.extend(bodies.iter().map(|body| (method, target.to_owned(), *body)));
    };
    for query in ["", "?service_user=true", "?service_user=maybe"] {
        ask("GET", &format!("/api/users{query}"), &[""]);
    }
    for query in ["", "?name=Developers", "?name=none"] {
        ask("GET", &format!("/api/groups{query}"), &[""]);
    }
    ask("GET", "/api/users/current", &[""]);
    ask("POST", "/api/users", &NEW_USERS);
    ask("POST", "/api/users/invites", &INVITES);
    ask("GET", "/api/users/invites", &[""]);
    ask("GET", "/api/users/invites/no-token", &[""]);
    ask("POST", "/api/users/invites/no-token/accept", &["{}"]);
    let targets: Vec<&str> = TARGETS.into_iter().chain([caller]).collect();
    for target in &targets {
        let user = format!("/api/users/{target}");
        ask("GET", &format!("{user}/tokens"), &[""]);
        ask("POST", &format!("{user}/tokens"), &TOKENS);
        ask("GET", &format!("{user}/tokens/{token_of_ci}"), &[""]);
        ask("POST", &format!("{user}/invite"), &[""]);
        ask("PUT", &format!("{user}/password"), &PASSWORDS);
        ask("POST", &format!("{user}/approve"), &[""]);
        ask("PUT", &user, &UPDATES);
    }
    ask("PUT", &format!("/api/users/{owner}"), &OF_THE_OWNER);
    ask("DELETE", &format!("/api/users/{owner}"), &[""]);
    for id in [invite, "nobody"] {
        ask("POST", &format!("/api/users/invites/{id}/regenerate"), &REGENERATIONS);
        ask("DELETE", &format!("/api/users/invites/{id}"), &[""]);
    }
    ask("DELETE", "/api/users/waiting/reject", &[""]);
    for target in targets {
        let user = format!("/api/users/{target}");
        ask("DELETE", &format!("{user}/reject"), &[""]);
        ask("DELETE", &format!("{user}/tokens/{token_of_ci}"), &[""]);
        ask("DELETE", &user, &[""]);
    }
    requests
}
