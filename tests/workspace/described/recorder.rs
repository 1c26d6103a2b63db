use std::{
    fmt::Write,
    sync::{Arc, Mutex},
};

use super::{Answer, Contract};
use crate::server::{Request, Server};

/// Stands in front of a server, hands everything on, and holds each answer against the document.
pub(crate) struct Recorder {
    server: Server,
    complaints: Arc<Mutex<Vec<String>>>,
}

impl Recorder {
    pub(crate) fn in_front_of(url: &str) -> Self {
        let base = url.trim_end_matches('/').to_owned();
        let complaints: Arc<Mutex<Vec<String>>> = Arc::default();
        let log = Arc::clone(&complaints);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let (client, contract) = (client(), Contract::committed());
        let server = Server::that(move |request| {
            let (answer, raw) = runtime.block_on(hand_on(&client, &base, request))?;
            if let Err(complaint) = contract.check(&answer) {
                log.lock().expect("nobody panics with it").push(complaint);
            }
            Some(raw)
        });
        Self { server, complaints }
    }

    pub(crate) fn base_url(&self) -> String {
        self.server.base_url()
    }

    /// What of the answers so far the document does not say.
    pub(crate) fn complaints(&self) -> Vec<String> {
        self.complaints.lock().expect("nobody panics with it").clone()
    }
}

pub(super) fn client() -> reqwest::Client {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    client.timeout(std::time::Duration::from_secs(60)).build().expect("a client")
}

/// The answer, and its bytes; none where the server gave none.
async fn hand_on(client: &reqwest::Client, base: &str, request: &Request) -> Option<(Answer, Vec<u8>)> {
    const ONE_CONNECTION: [&str; 4] = ["host", "connection", "content-length", "transfer-encoding"];
    let method = request.method.parse().expect("a method");
    let mut sent = client.request(method, format!("{base}{}", request.target)).body(request.body.clone());
    for (name, value) in request.headers.iter().filter(|(name, _)| !ONE_CONNECTION.contains(&name.as_str())) {
        sent = sent.header(name, value);
    }
    let answer = sent.send().await.ok()?;
    let mut head = format!("HTTP/1.1 {}\r\nconnection: close\r\n", answer.status());
    for (name, value) in answer.headers().iter().filter(|(name, _)| !ONE_CONNECTION.contains(&name.as_str()))
    {
        let _ = write!(head, "{name}: {}\r\n", String::from_utf8_lossy(value.as_bytes()));
    }
    let answer = read(&request.method, &request.target, answer).await?;
    let _ = write!(head, "content-length: {}\r\n\r\n", answer.body.len());
    let raw = [head.as_bytes(), &answer.body].concat();
    Some((answer, raw))
}

/// None where the answer broke off.
pub(super) async fn read(method: &str, target: &str, answer: reqwest::Response) -> Option<Answer> {
    let content_type = answer.headers().get("content-type").map(|value| value.as_bytes().to_vec());
    Some(Answer {
        method: method.to_owned(),
        target: target.to_owned(),
        status: answer.status().as_u16(),
        content_type: String::from_utf8_lossy(&content_type.unwrap_or_default()).into_owned(),
        body: answer.bytes().await.ok()?.to_vec(),
    })
}
