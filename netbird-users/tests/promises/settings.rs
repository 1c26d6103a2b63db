//! The settings of a client reach the wire, and what would do harm is refused.

use netbird_users::{Client, Credential, reqwest};
use netbird_users_mock::MockNetBird;

use crate::{builder, mock};

fn header(server: &MockNetBird, name: &str) -> Option<String> {
    server.requests().pop()?.header(name).map(str::to_owned)
}

#[tokio::test]
async fn the_credential_goes_in_its_scheme() {
    let server = MockNetBird::builder().session("a.b.c", "new").start().await.expect("a mock");
    builder(&server).build().expect("a client").users().list().await.expect("a list");
    assert_eq!(header(&server, "authorization"), Some(format!("Token {}", server.token())));
    let jwt = Client::builder(Credential::bearer("a.b.c")).base_url(server.url()).build().expect("a client");
    let _ = jwt.users().current().await;
    assert_eq!(header(&server, "authorization").as_deref(), Some("Bearer a.b.c"));
}

#[tokio::test]
async fn every_way_to_write_the_server_is_one_server() {
    let server = mock().await;
    for tail in ["", "/", "/api", "/api/"] {
        let client = builder(&server).base_url(format!("{}{tail}", server.url())).build().expect("a client");
        client.users().list().await.expect(tail);
        assert_eq!(client.base_url(), server.url());
    }
}

#[tokio::test]
async fn the_user_agent_is_ours_or_yours() {
    let server = mock().await;
    builder(&server).build().expect("a client").users().list().await.expect("a list");
    assert!(header(&server, "user-agent").is_some_and(|name| name.starts_with("netbird-users/")));
    builder(&server)
        .user_agent("onboarding/1")
        .build()
        .expect("a client")
        .users()
        .list()
        .await
        .expect("a list");
    assert_eq!(header(&server, "user-agent").as_deref(), Some("onboarding/1"));
}

#[tokio::test]
async fn an_http_client_of_ones_own_sends_the_credential_too() {
    let server = mock().await;
    let own = reqwest::Client::builder().user_agent("own").build().expect("a client");
    builder(&server).http_client(own).build().expect("a client").users().list().await.expect("a list");
    assert_eq!(header(&server, "user-agent").as_deref(), Some("own"));
    assert_eq!(header(&server, "authorization"), Some(format!("Token {}", server.token())));
}

#[tokio::test]
async fn a_proxy_gets_the_requests() {
    let proxy = mock().await;
    let client = builder(&proxy)
        .base_url("http://nb.example.com")
        .allow_plain_http(true)
        .proxy(reqwest::Proxy::all(proxy.url()).expect("a proxy"))
        .retry(netbird_users::NoRetry)
        .build()
        .expect("a client");
    let _ = client.users().list().await;
    assert_eq!(header(&proxy, "host").as_deref(), Some("nb.example.com"));
}

#[test]
fn what_cannot_be_a_credential_is_refused_before_anything_is_sent() {
    for (credential, reason) in [
        (Credential::token("nbp_abcdefghijklmnopqrstuvwxyz01232LolCn"), "its checksum is wrong"),
        (Credential::token("tbp_abcdefghijklmnopqrstuvwxyz01232LolCm"), "does not begin with `nbp_`"),
        (Credential::token(""), "it is empty"),
        (Credential::bearer("a\nb"), "no header can hold"),
        (Credential::token("eyJhbGciOiJSUzI1NiJ9.e30.c2ln"), "that goes into `Credential::bearer`"),
        (Credential::token("a\nb").unchecked(), "no header can hold"),
    ] {
        let error = Client::builder(credential).build().expect_err("refused");
        assert!(error.to_string().contains(reason), "{error}");
    }
    Client::builder(Credential::token("of-a-proxy").unchecked()).build().expect("a client");
}

#[tokio::test]
async fn a_line_end_behind_a_token_is_no_part_of_it() {
    let server = mock().await;
    let credential = Credential::token(format!("{}\r\n", server.token()));
    let client = Client::builder(credential).base_url(server.url()).build().expect("a client");
    client.users().list().await.expect("a list");
    assert_eq!(header(&server, "authorization"), Some(format!("Token {}", server.token())));
}

#[test]
fn a_setting_that_an_http_client_of_ones_own_would_drop_is_refused() {
    let own = || Client::builder(Credential::bearer("a.b.c")).http_client(reqwest::Client::new());
    own().build().expect("nothing is set twice");
    let proxy = || reqwest::Proxy::all("http://127.0.0.1:1").expect("a proxy");
    let second = std::time::Duration::from_secs(1);
    for (builder, name) in [
        (own().connect_timeout(second), "`connect_timeout` would"),
        (own().user_agent("mine"), "`user_agent` would"),
        (own().proxy(proxy()), "`proxy` would"),
        (own().user_agent("mine").proxy(proxy()), "`user_agent`, `proxy` would"),
    ] {
        let error = builder.build().expect_err(name).to_string();
        assert!(error.contains(name) && error.contains("set it on the `http_client`"), "{error}");
    }
}

#[tokio::test]
async fn headers_of_ones_own_and_a_hook_reach_each_request_and_not_the_credential() {
    use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};
    let server = mock().await;
    server.inject(netbird_users_mock::Fault::html_502());
    let gateway = HeaderName::from_static("x-gateway");
    let count = std::sync::atomic::AtomicU32::new(0);
    let client = builder(&server)
        .default_header(gateway.clone(), HeaderValue::from_static("first"))
        .default_header(gateway.clone(), HeaderValue::from_static("second"))
        .each_request(move |request| {
            assert!(request.headers().contains_key(AUTHORIZATION));
            let number = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            request.headers_mut().insert("x-number", number.into());
        })
        .build()
        .expect("a client");
    client.users().list().await.expect("the second attempt");
    let sent: Vec<_> = server
        .requests()
        .iter()
        .map(|request| {
            ["x-gateway", "x-number"].map(|name| request.header(name).unwrap_or_default().to_owned())
        })
        .collect();
    assert_eq!(sent, [["second", "0"], ["second", "1"]]);
    let stolen = builder(&server).default_header(AUTHORIZATION, HeaderValue::from_static("Token x")).build();
    assert!(stolen.expect_err("refused").to_string().contains("give the credential as `Credential`"));
}

#[test]
fn what_is_no_server_is_refused_with_the_remedy() {
    for (url, part) in [
        ("nb.example.com", "it has no scheme; write `https://` before it"),
        ("http://nb.example.com", "plain http would send the token in the clear"),
        ("https://me:sesame@nb.example.com", "pass a credential instead"),
    ] {
        let error = Client::builder(Credential::bearer("a.b.c")).base_url(url).build().expect_err("refused");
        assert!(error.to_string().contains(part) && !format!("{error:?}").contains("sesame"), "{error}");
    }
}

#[test]
fn a_client_is_cheap_to_share() {
    fn shared<T: Clone + Send + Sync + 'static>() {}
    fn sent<T: Send + 'static>(_: T) {}
    shared::<Client>();
    shared::<netbird_users::Users>();
    shared::<netbird_users::Error>();
    let client = Client::builder(Credential::bearer("a.b.c")).build().expect("a client");
    sent(async move { client.users().edit("a").block().send().await });
}
