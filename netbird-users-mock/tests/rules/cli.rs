//! The program.

use std::{
    io::{BufRead as _, BufReader, Read as _},
    process::{Child, ChildStdout, Command, Output, Stdio},
};

use serde_json::Value;

const PROGRAM: &str = env!("CARGO_BIN_EXE_netbird-users-mock");

/// The program, until it is dropped.
struct Running {
    child: Child,
    out: BufReader<ChildStdout>,
    /// What it printed: four lines.
    printed: String,
}

impl Running {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(PROGRAM);
        let mut child = command.args(arguments).stdout(Stdio::piped()).spawn().expect("it starts");
        let mut out = BufReader::new(child.stdout.take().expect("its output"));
        let mut printed = String::new();
        while !printed.ends_with("Ctrl-C stops it.\n") {
            assert_ne!(out.read_line(&mut printed).expect("a line"), 0, "it ended: {printed}");
        }
        Self { child, out, printed }
    }

    /// What follows this word in what was printed, to the end of the line.
    fn said(&self, word: &str) -> &str {
        let line = self.printed.lines().find_map(|line| line.strip_prefix(word));
        line.unwrap_or_else(|| panic!("no {word} in {}", self.printed)).trim()
    }

    /// What the printed curl line would give.
    fn list(&self) -> Vec<Value> {
        let (header, url) = self
            .said("try")
            .strip_prefix("curl -H '")
            .and_then(|line| line.split_once("' "))
            .expect("a header and a URL");
        let (host, path) =
            url.strip_prefix("http://").and_then(|rest| rest.split_once('/')).expect("a URL with a path");
        let answer = exchange(host, &format!("GET /{path} HTTP/1.0\r\n{header}\r\n\r\n"));
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        assert!(head.starts_with("HTTP/1.0 200 "), "{head}");
        serde_json::from_str(body).expect("a list")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// HTTP/1.0, so that the answer ends with the connection.
fn exchange(host: &str, request: &str) -> String {
    let mut stream = std::net::TcpStream::connect(host).expect("it listens");
    std::io::Write::write_all(&mut stream, request.as_bytes()).expect("it is sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

/// Runs it where it is to end by itself.
fn failing(arguments: &[&str]) -> String {
    let output: Output = Command::new(PROGRAM).args(arguments).output().expect("it starts");
    assert!(!output.status.success() && output.stdout.is_empty(), "{arguments:?} {output:?}");
    String::from_utf8(output.stderr).expect("text")
}

/// A file of this test's own.
fn file(name: &str, text: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let mut file = std::fs::File::create(&path).expect("a file");
    std::io::Write::write_all(&mut file, text.as_bytes()).expect("it is written");
    path.to_str().expect("UTF-8").to_owned()
}

#[test]
fn the_curl_line_gives_the_list() {
    let running = Running::start(&[]);
    let list = running.list();
    assert_eq!((list.len(), list[0]["role"].as_str()), (1, Some("owner")));
    assert!(running.said("try").contains(&format!("Authorization: Token {}'", running.said("token"))));
    assert!(running.said("NetBird mock at").starts_with("http://127.0.0.1:"));
}

#[test]
fn it_has_the_flavour_and_the_users_that_it_was_told() {
    for (flavour, owner) in [("embedded", "Ci"), ("external", "auth0|"), ("none", "")] {
        let list = Running::start(&["--flavour", flavour, "--users", "3"]).list();
        assert_eq!(list.len(), 4, "{flavour}");
        let current = list.iter().find(|user| user["is_current"] == true).expect("the owner");
        let id = current["id"].as_str().expect("an id");
        assert!(id.starts_with(owner) && (flavour != "none" || id.len() == 36), "{flavour} {id}");
    }
}

#[test]
fn the_random_numbers_can_be_the_same_again() {
    let said = || Running::start(&["--random", "7", "--users", "5"]).list();
    let (one, other) = (said(), said());
    assert_eq!(one, other);
}

#[test]
fn a_seed_fills_it() {
    let seed = r#"{"users":[{"id":"s1","name":"ci","role":"admin","is_service_user":true}]}"#;
    let list = Running::start(&["--seed", &file("good-seed.json", seed)]).list();
    assert!(list.len() == 2 && list.iter().any(|user| user["name"] == "ci"), "{list:?}");
}

#[test]
fn a_seed_that_cannot_be_used_is_an_error_that_names_the_file() {
    let missing = failing(&["--seed", "no/such/seed.json"]);
    assert!(missing.starts_with("error: cannot read no/such/seed.json: "), "{missing}");
    let malformed = file("malformed-seed.json", "{\n\"users\": [{}]}");
    let error = failing(&["--seed", &malformed]);
    assert!(error.starts_with(&format!("error: {malformed}: this is no seed: ")), "{error}");
    assert!(error.contains("`id`") && error.contains("line 2"), "{error}");
}

#[test]
fn it_takes_the_port_that_it_is_given_and_says_when_it_cannot() {
    let first = Running::start(&[]);
    let port = first.said("NetBird mock at").rsplit(':').next().expect("a port").to_owned();
    let error = failing(&["--port", &port]);
    assert!(error.starts_with(&format!("error: cannot listen on 127.0.0.1:{port}: ")), "{error}");
    assert_eq!(error.lines().count(), 1, "{error}");
}

#[test]
fn it_keeps_to_this_machine_unless_a_flag_says_why_not() {
    let error = failing(&["--listen", "0.0.0.0"]);
    assert!(error.contains("can be reached from other machines"), "{error}");
    let help = Command::new(PROGRAM).arg("--help").output().expect("it starts").stdout;
    let help = String::from_utf8(help).expect("text");
    assert!(
        help.contains("--allow-other-machines")
            && help.contains("the token crosses the network in the clear")
    );
    let running = Running::start(&["--listen", "0.0.0.0", "--allow-other-machines"]);
    assert!(running.said("NetBird mock at").starts_with("http://0.0.0.0:"));
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_it_in_good_order() {
    let mut running = Running::start(&[]);
    // The shell's own `kill`, which is everywhere.
    let interrupted = Command::new("sh").args(["-c", &format!("kill -INT {}", running.child.id())]).status();
    assert!(interrupted.expect("a signal is sent").success());
    assert!(running.child.wait().expect("it ends").success());
    let mut rest = String::new();
    running.out.read_to_string(&mut rest).expect("the rest of its output");
    assert_eq!(rest, "");
}
