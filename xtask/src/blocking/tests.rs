use super::*;

/// A client in one file, and what lib.rs exports of it.
fn sources(client: &str) -> [Source; 2] {
    [
        ("client.rs", client),
        ("lib.rs", "mod client; pub mod model; pub use client::{Client, Error, Jobs, Settings};"),
    ]
    .map(|(name, text)| Source { name: name.to_owned(), text: text.to_owned() })
}

fn of(client: &str) -> Result<String, String> {
    made(&sources(client), &[], &[], "the test")
}

const SAMPLE: &str = r#"
use std::time::Duration;
use crate::model::Lamp;

/// The settings of a [`Client`].
#[derive(Clone, Debug)]
#[must_use = "nothing yet"]
pub struct Settings { timeout: Duration }

impl Settings {
    /// How long. See [`Clock`](crate::Client::jobs).
    pub fn timeout(mut self, timeout: Duration) -> Self { self.timeout = timeout; self }

    /// Makes it.
    ///
    /// # Errors
    ///
    /// It fails.
    pub fn build(self) -> Result<Client, Error> { todo!() }
}

/// A client.
#[derive(Clone)]
pub struct Client { engine: Engine }

impl Client {
    pub(crate) fn hidden(&self) {}

    /// Settings.
    pub fn settings() -> Settings { todo!() }

    /// The lamps.
    ///
    /// ```
    #[doc = example!()]
    /// for lamp in client.lamps("hall").await? {}
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "lamps")]
    pub async fn lamps(&self, room: impl AsRef<str>) -> Result<Vec<Lamp>, Error> { todo!() }

    /// Jobs.
    pub async fn jobs(&self, change: impl Fn(Client, u8) -> Client + Send) -> Result<Jobs<Lamp>, Error> { todo!() }
}

impl std::fmt::Debug for Client {}

/// Some work.
pub struct Jobs<T> { waiting: Vec<T> }

impl<T: Send> Jobs<T> {
    /// The next one.
    pub async fn next(&mut self) -> Option<T> { todo!() }
}

impl<T: Send> Stream for Jobs<T> { type Item = T; }
impl<T> Unpin for Jobs<T> {}
"#;

#[test]
fn a_client_becomes_its_counterpart() {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("counterpart", of(SAMPLE).unwrap());
    });
}

#[test]
fn what_is_not_understood_is_refused_with_its_place() {
    let method = |text: &str| {
        format!(
            "use crate::inner::Secret; pub struct Client; impl Client {{ pub async fn a(&self) {{}} {text} }}"
        )
    };
    for (source, reason) in [
        (String::new(), "no exported type has a public async method"),
        ("fn".to_owned(), "client.rs cannot be parsed"),
        ("pub async fn loose() {}".to_owned(), "`loose` is async and belongs to no struct"),
        ("pub trait Loose { async fn a(&self); }".to_owned(), "`Loose::a` is async"),
        (
            "pub struct Inner; impl Inner { pub async fn a(&self) {} }".to_owned(),
            "`Inner::a` is async and belongs to no struct",
        ),
        (
            method("pub fn b(&self) -> impl Future<Output = ()> {}"),
            "client.rs: `Client::b`: it gives a type without",
        ),
        (method("pub fn b(&self) -> Option<Client> {}"), "inside another type than `Result`"),
        (method("pub fn b(&self, other: &Client) {}"), "otherwise than in a closure"),
        (method("pub fn b(&self, f: impl Fn(Vec<Client>)) {}"), "otherwise than in a closure"),
        (method("pub fn b<C: Into<Client>>(&self, other: C) {}"), "generic over a type with a counterpart"),
        (method("pub fn b<F>(&self, f: F) where F: Future {}"), "generic over a future"),
        (method("pub fn b(&self, (c, d): (u8, u8)) {}"), "takes an argument apart"),
        (method("pub fn b(&self, c: super::Thing) {}"), "a path inside the crate"),
        (method("pub fn b(&self, c: Secret) {}"), "`Secret` is public and lib.rs does not export it"),
        (method("pub fn b() -> Self {}"), "it makes a runtime"),
        (method("pub async fn b() {}"), "nothing at hand has a runtime"),
        (method("pub const fn b(&self) {}"), "more than a plain or async method"),
        (method("#[inline] pub fn b(&self) {}"), "its attribute `inline`"),
        (method("/// Gives a future.\n pub fn b(&self) {}"), "its documentation speaks of future"),
        (method("/// ```\n/// async {}\n/// ```\n pub fn b(&self) {}"), "cannot be told without async"),
        (method("") + "impl Default for Client {}", "it implements `Default`"),
        (method("") + "impl Stream for Client { type Item = u8; }", "has no method `next`"),
        (method("").replace("pub struct", "#[derive(Eq)] pub struct"), "it derives `Eq`"),
    ] {
        let error = of(&source).expect_err(&source);
        assert!(error.contains(reason), "{error}\n  for: {source}");
    }
}

#[test]
fn a_list_that_is_out_of_date_is_refused() {
    let sample = sources(SAMPLE);
    let error = made(&sample, &[("Client", "gone", "")], &[], "").unwrap_err();
    assert_eq!(error, "`Client::gone` is written by hand, and the async client has none");
    let error = made(&sample, &[], &[("a phrase", "another")], "").unwrap_err();
    assert_eq!(error, "no documentation says \"a phrase\" any more");
}

#[test]
fn what_is_written_by_hand_is_left_out() {
    let text = made(&sources(SAMPLE), &[("Client", "jobs", "")], &[], "").unwrap();
    assert!(text.contains("fn lamps") && !text.contains("fn jobs"), "{text}");
}
