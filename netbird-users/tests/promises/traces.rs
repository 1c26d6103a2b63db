//! With the feature `tracing`: a span a call, an event an attempt, and nothing that is about a person.

use std::{
    fmt::{Debug, Write},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use netbird_users::NewUser;
use netbird_users_mock::{Fault, MockNetBird};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};

use crate::{builder, mock};

/// Writes each span and event as a line.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<String>>, Arc<AtomicU64>);

impl Lines {
    fn add(&self, kind: &str, fields: impl FnOnce(&mut Line)) {
        let mut line = Line(kind.to_owned());
        fields(&mut line);
        let _ = writeln!(self.0.lock().expect("a lock"), "{}", line.0);
    }

    fn text(&self) -> String {
        self.0.lock().expect("a lock").clone()
    }
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {}={value:?}", field.name());
    }
}

/// Without the values that differ from run to run.
fn comparable(text: &str) -> String {
    let word = |word: &str| match word.split_once('=') {
        Some((name @ ("duration_ms" | "request_id"), _)) => name.to_owned(),
        _ => word.to_owned(),
    };
    let line = |line: &str| line.split(' ').map(word).collect::<Vec<_>>().join(" ") + "\n";
    text.lines().map(line).collect()
}

impl Subscriber for Lines {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("netbird_users")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.add(&format!("span {}", span.metadata().name()), |line| span.record(line));
        Id::from_u64(self.1.fetch_add(1, Ordering::Relaxed) + 1)
    }

    fn event(&self, event: &Event<'_>) {
        self.add(&format!("  {}", event.metadata().level()), |line| event.record(line));
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

async fn traced(server: &MockNetBird, call: impl AsyncFnOnce(netbird_users::Users)) -> String {
    let lines = Lines::default();
    let _guard = tracing::subscriber::set_default(lines.clone());
    // Another test without a subscriber may be about to register the same spans and events as of no interest.
    let other = mock().await;
    let users = builder(&other).build().expect("a client").users();
    let _ = (users.list().await, users.delete("nobody").await);
    tracing::callsite::rebuild_interest_cache();
    lines.0.lock().expect("a lock").clear();
    call(builder(server).build().expect("a client").users()).await;
    lines.text()
}

#[tokio::test]
async fn a_call_is_a_span_and_an_attempt_is_an_event() {
    let server = mock().await;
    server.inject(Fault::html_502());
    let text = traced(&server, async |users| drop(users.list().await)).await;
    let expected = "span netbird_users operation=\"list_users\" method=\"GET\" path=\"/api/users\"\n  \
                    WARN message=failed attempt=1 status=502 duration_ms kind=Server\n  \
                    DEBUG message=answered attempt=2 status=200 duration_ms request_id\n";
    assert_eq!(comparable(&text), expected);
}

#[tokio::test]
async fn neither_ids_nor_addresses_nor_secrets_are_traced() {
    let server = mock().await;
    let (owner, token) = (server.owner().to_owned(), server.token().to_owned());
    let text = traced(&server, async |users| {
        drop(users.create(NewUser::invite("ada@example.com", "Ada Abel")).await);
        drop(users.delete("some-user").await);
        drop(users.change_password(&owner, "Old-Sesame-1", "New-Sesame-2").await);
        drop(users.edit(&owner).role("user").send().await);
        for status in [200, 404] {
            let echo = Fault::status(status).header("x-request-id", format!("a-{token}"));
            server.inject(echo.header("content-type", "application/json").body("[]"));
            drop(users.list().await);
        }
        server.revoke_token(&token).then_some(()).expect("it was there");
        drop(users.list().await);
    })
    .await;
    assert_eq!(text.matches("span").count(), 8, "{text}");
    assert_eq!(text.matches("a-[redacted]").count(), 2, "{text}");
    for planted in ["ada@example.com", "Ada", "some-user", &owner, "Sesame", &token[4..], "pat:", "owner@"] {
        assert!(!text.contains(planted), "{planted} in\n{text}");
    }
}
