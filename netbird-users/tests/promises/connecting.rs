//! Why there is no connection, and what to do about it: each cause happens.

use std::{net::TcpListener, sync::Arc, time::Duration};

use netbird_users::{Client, ClientBuilder, Credential, Error, ErrorKind, NewUser, reqwest::Certificate};
use rcgen::{CertificateParams, CertifiedKey, KeyPair, date_time_ymd, generate_simple_self_signed};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, pki_types::PrivateKeyDer},
};

use crate::{SimulatedClock, mock};

fn builder(url: &str) -> ClientBuilder {
    Client::builder(Credential::bearer("a.b.c"))
        .base_url(url)
        .allow_plain_http(true)
        .clock(SimulatedClock::default())
}

async fn error_of(builder: ClientBuilder) -> Error {
    let client = builder.build().expect("a client");
    client.users().list().await.expect_err("there is no connection")
}

fn assert_told(error: &Error, came_back: &str, hint: &str, attempts: u32) {
    let line = error.to_string();
    assert_eq!(*error.kind(), ErrorKind::Connection, "{line}");
    assert!(line.contains(came_back) && line.contains(hint), "{line}");
    assert_eq!(error.attempts(), attempts, "{line}");
}

/// A server that has no users; its URL and the port.
async fn serve_tls(certificate: &CertifiedKey<KeyPair>) -> u16 {
    let key = PrivateKeyDer::try_from(certificate.signing_key.serialize_der()).expect("a key");
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.cert.der().clone()], key)
        .expect("a configuration");
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(connection).await else { continue };
            let _ = stream.read(&mut [0; 4096]).await;
            let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n[]";
            let _ = stream.write_all(head.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    });
    port
}

fn certificate_of(name: &str) -> CertifiedKey<KeyPair> {
    generate_simple_self_signed([name.to_owned()]).expect("a certificate")
}

fn expired() -> CertifiedKey<KeyPair> {
    let signing_key = KeyPair::generate().expect("a key");
    let mut parameters = CertificateParams::new(["localhost".to_owned()]).expect("parameters");
    parameters.not_after = date_time_ymd(2020, 1, 1);
    let cert = parameters.self_signed(&signing_key).expect("a certificate");
    CertifiedKey { cert, signing_key }
}

fn trusting(builder: ClientBuilder, certificate: &CertifiedKey<KeyPair>) -> ClientBuilder {
    let certificate = Certificate::from_der(certificate.cert.der()).expect("a certificate");
    builder.root_certificate(certificate)
}

#[tokio::test]
async fn a_port_where_nothing_listens_is_told_from_a_name_that_nobody_knows() {
    let closed = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    let error = error_of(builder(&format!("http://{closed}"))).await;
    assert_told(&error, "it was refused, so nothing listens at that port", "that the server runs", 4);
    // Longer than a name may be: no lookup goes out.
    let error = error_of(builder(&format!("http://{}.example.com", "a".repeat(64)))).await;
    assert_told(&error, "the host's name is not known", "check the host of the base URL", 4);
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_is_told_once_and_the_remedy_works() {
    let certificate = certificate_of("localhost");
    let url = format!("https://localhost:{}", serve_tls(&certificate).await);
    let error = error_of(builder(&url)).await;
    assert_told(&error, "no trusted authority has signed", "with `root_certificate`", 1);
    let client = trusting(builder(&url), &certificate).build().expect("a client");
    assert_eq!(client.users().list().await.expect("the remedy works").len(), 0);
}

#[tokio::test]
async fn a_certificate_of_another_host_or_another_time_is_told() {
    let certificate = certificate_of("nb.example.com");
    let url = format!("https://localhost:{}", serve_tls(&certificate).await);
    let error = error_of(trusting(builder(&url), &certificate)).await;
    assert_told(&error, "is that of another host", "that the certificate is for", 1);
    let certificate = expired();
    let url = format!("https://localhost:{}", serve_tls(&certificate).await);
    let error = error_of(trusting(builder(&url), &certificate)).await;
    assert_told(&error, "is not valid at this time", "check the clock", 1);
}

#[tokio::test]
async fn https_and_http_at_each_others_port_are_told() {
    let plain = mock().await;
    let error = error_of(builder(&plain.url().replace("http://", "https://"))).await;
    assert_told(&error, "that port does not speak TLS", "with `http://`", 1);
    let port = serve_tls(&certificate_of("localhost")).await;
    let error = error_of(builder(&format!("http://localhost:{port}"))).await;
    assert_told(&error, "what came back is not HTTP", "with `https://`", 1);
}

/// The handshake never ends, and an attempt has less time than a connection would have.
#[tokio::test(start_paused = true)]
async fn a_creation_that_never_got_a_connection_is_known_to_have_sent_nothing() {
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("https://{}", silent.local_addr().expect("an address"));
    let shorter = |builder: ClientBuilder| builder.attempt_timeout(Duration::from_secs(2));
    let late = |builder: ClientBuilder| builder.deadline(Duration::from_secs(15));
    for (limits, attempts) in [(&shorter as &dyn Fn(ClientBuilder) -> ClientBuilder, 4), (&late, 1)] {
        let builder = Client::builder(Credential::bearer("a.b.c")).base_url(url.as_str());
        let client = limits(builder).build().expect("a client");
        let error = client.users().create(NewUser::service("ci")).await.expect_err("no connection");
        assert_told(&error, "it took too long", "a longer `connect_timeout`", attempts);
        assert!(error.is_retryable());
    }
}
