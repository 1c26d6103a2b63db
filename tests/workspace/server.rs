//! A real socket that notes what arrives and answers what the test says.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
};

/// Where nobody listens: the port is one that systems do not hand out.
pub(crate) const NOBODY: &str = "http://127.0.0.1:1";

/// A request as it came over the wire.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// Listens until it is dropped; every connection gets one answer and is closed.
pub(crate) struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// A complete answer with a JSON body.
    pub(crate) fn json(status: u16, body: &str) -> Self {
        Self::answer(status, "application/json; charset=UTF-8", body)
    }

    /// A complete answer.
    pub(crate) fn answer(status: u16, content_type: &str, body: &str) -> Self {
        let length = body.len();
        Self::raw(&format!(
            "HTTP/1.1 {status} Status\r\ncontent-type: {content_type}\r\ncontent-length: {length}\r\nx-request-id: \
             cs1tnh0hhcjnqoiuebeg\r\nconnection: close\r\n\r\n{body}"
        ))
    }

    /// These bytes, and then the end of the connection.
    pub(crate) fn raw(answer: &str) -> Self {
        let answer = answer.as_bytes().to_vec();
        Self::that(move |_| Some(answer.clone()))
    }

    /// What is made of the request, one after the other; the connection ends without an answer where it is none.
    pub(crate) fn that(mut answer: impl FnMut(&Request) -> Option<Vec<u8>> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port on loopback");
        let address = listener.local_addr().expect("the port");
        let requests = Arc::new(Mutex::new(Vec::new()));
        let stop = Arc::new(AtomicBool::new(false));
        let (log, stopped) = (Arc::clone(&requests), Arc::clone(&stop));
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                if let Some(request) = stream.ok().and_then(|stream| serve(stream, &mut answer)) {
                    log.lock().expect("no test panics while it holds the log").push(request);
                }
            }
        });
        Self { address, requests, stop, thread: Some(thread) }
    }

    pub(crate) fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Stops, and gives all that arrived.
    pub(crate) fn requests(mut self) -> Vec<Request> {
        self.end();
        self.requests.lock().expect("the thread has ended").clone()
    }

    /// Stops, and gives the one request that arrived.
    pub(crate) fn request(self) -> Request {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "one request is expected: {requests:?}");
        requests.remove(0)
    }

    fn end(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // Wakes the listener; when it has gone already there is nobody to wake.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            thread.join().expect("the server's thread does not panic");
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}

fn serve(mut stream: TcpStream, answer: &mut impl FnMut(&Request) -> Option<Vec<u8>>) -> Option<Request> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace();
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.push((name.to_ascii_lowercase(), value.to_owned()));
    }
    let length =
        headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, value)| value.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).ok()?;
    let request = Request { method, target, headers, body };
    if let Some(bytes) = answer(&request) {
        stream.write_all(&bytes).ok()?;
    }
    stream.shutdown(std::net::Shutdown::Write).ok()?;
    Some(request)
}
