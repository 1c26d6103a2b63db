//! One small spec a feature. What is generated from it is committed, compared, compiled and called.

use std::{fs, path::PathBuf};

use specwright_client::{
    pipeline::{self, Request},
    refine::Support,
};
use specwright_document::Document;

use crate::{freshness::root, server::Server};

/// Compiles the output of each fixture, and lists them.
macro_rules! fixtures {
    ($($name:ident = $path:literal),* $(,)?) => {
        $(
            #[rustfmt::skip]
            #[path = $path]
            #[allow(dead_code, unreachable_pub, unused_qualifications, clippy::all, clippy::pedantic, clippy::unwrap_used,
                reason = "output: each test calls the part that its feature is about")]
            mod $name;
        )*
        const OUTPUTS: &[&str] = &[$($path),*];
    };
}

fixtures! {
    answers = "fixtures/answers/generated.rs",
    composition = "fixtures/composition/generated.rs",
    first_client = "fixtures/first-client/generated.rs",
    lenient = "fixtures/lenient/generated.rs",
    open_enum = "fixtures/open-enum/generated.rs",
    optional_body = "fixtures/optional-body/generated.rs",
    parameters = "fixtures/parameters/generated.rs",
    request_bodies = "fixtures/request-bodies/generated.rs",
    secret = "fixtures/secret/generated.rs",
    styles = "fixtures/styles/generated.rs",
}

fn folder() -> PathBuf {
    root().join("tests/workspace/fixtures")
}

#[test]
fn the_output_of_every_fixture_is_fresh_and_compiled() {
    let mut folders: Vec<String> = fs::read_dir(folder())
        .expect("the fixtures")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
        .collect();
    folders.sort();
    let outputs: Vec<String> = folders.iter().map(|name| format!("fixtures/{name}/generated.rs")).collect();
    assert_eq!(outputs, OUTPUTS, "list every folder in `fixtures!`");
    for name in &folders {
        let spec = fs::read(folder().join(name).join("spec.yaml")).expect("a spec");
        let document = Document::parse("spec.yaml", &spec).expect("a sound spec");
        // Two features are about what the lint asks leave for.
        let request = Request {
            document: &document,
            allow: &["mixed-errors".to_owned()],
            command: "cargo xtask codegen --spec spec.yaml --out DIR",
            spec_name: "spec.yaml",
            support: Support::Inside,
        };
        let fresh = pipeline::run(request).unwrap_or_else(|problems| panic!("{problems}")).code;
        let committed = fs::read_to_string(folder().join(name).join("generated.rs")).expect("its output");
        assert!(
            fresh == committed,
            "stale: run `cargo xtask codegen --spec tests/workspace/fixtures/{name}/spec.yaml --out \
             tests/workspace/fixtures/{name}`"
        );
    }
}

#[tokio::test]
async fn open_enums_work_in_paths_queries_lists_and_beside_closed_ones() {
    use open_enum::{
        Client,
        types::{Lamp, LampShape, LampState, ListLampsColour},
    };

    let server = Server::json(200, r#"[{"state":"dimmed","modes":["steady","pulsing"],"shape":"round"}]"#);
    let client = Client::new(&server.base_url()).expect("a client");
    let lamps =
        client.list_lamps().state("half lit").colour(ListLampsColour::WarmWhite).send().await.expect("lamps");
    let lamp: &Lamp = &lamps[0];
    assert!(matches!(lamp.state, LampState::Other(_)), "`unknown` is a named value here");
    assert_eq!(LampState::from("unknown"), LampState::Unknown);
    assert_eq!((lamp.modes[1].as_str(), lamp.shape), ("pulsing", Some(LampShape::Round)));
    assert_eq!(server.request().target, "/lamps/half%20lit?colour=warm-white");
}

#[tokio::test]
async fn one_odd_member_of_a_lenient_object_takes_nothing_along() {
    use lenient::{Client, types::LampState};

    let server = Server::json(
        200,
        r#"[{"id":"1","lit":"yes","watts":"7","hours":7.5,"since":"","state":["on"],"parts":null,"labels":{"a":1},"inner":{"id":2}},
            {"id":"2","lit":true,"watts":7,"hours":7,"since":"2026-03-02T08:15:42Z","state":"Half-LIT","parts":["a"],
             "labels":{"a":true},"inner":{"id":"3","parts":[1]}},
            {"id":"4","parts":[]}]"#,
    );
    let client = Client::new(&server.base_url()).expect("a client");
    let lamps = client.list_lamps().send().await.expect("lamps").into_inner();
    let odd = &lamps[0];
    assert!(odd.lit.is_none() && odd.watts.is_none() && odd.hours.is_none() && odd.since.is_none());
    assert!(odd.state.is_none() && odd.parts.is_none() && odd.labels.is_none() && odd.inner.is_none());
    let whole = &lamps[1];
    assert_eq!((whole.lit, whole.watts, whole.hours), (Some(true), Some(7.0), Some(7)));
    assert!(whole.since.is_some() && whole.state == Some(LampState::HalfLit));
    assert_eq!(whole.labels.as_ref().map(|labels| labels["a"]), Some(true));
    assert!(whole.inner.as_ref().is_some_and(|inner| inner.id == "3" && inner.parts.is_none()));
    assert_eq!((&lamps[2].parts, &lamps[2].labels), (&Some(Vec::new()), &None));
}

#[tokio::test]
async fn secrets_are_sent_and_not_shown_wherever_they_stand() {
    use secret::{Client, types::KeyRequest};

    let server = Server::json(200, r#"{"plain":"sesame-1","old":null}"#);
    let client = Client::new(&server.base_url()).expect("a client");
    let request = KeyRequest::builder().pin("hush-1").backup_pins(vec!["hush-2".into()]);
    let call = client.create_key().body(request);
    assert!(!format!("{call:?}").contains("hush"));
    let key = call.send().await.expect("a key").into_inner();
    assert!(!format!("{key:?}").contains("sesame"));
    assert_eq!(key.plain.expose(), "sesame-1");
    assert_eq!(server.request().body, br#"{"backup_pins":["hush-2"],"pin":"hush-1"}"#);
}

#[tokio::test]
async fn parameters_go_where_they_belong() {
    use parameters::Client;

    let server = Server::answer(204, "text/plain", "");
    let client = Client::new(&server.base_url()).expect("a client");
    let call = client
        .get_book()
        .shelf_id(7)
        .isbn(uuid::Uuid::from_u128(1))
        .x_trace("t 1".to_owned())
        .pages(vec![1, 2])
        .type_("a&b".to_owned());
    call.send().await.expect("read");
    let request = server.request();
    assert_eq!(
        request.target,
        "/shelves/7/books/00000000-0000-0000-0000-000000000001?pages=1&pages=2&type=a%26b"
    );
    assert_eq!((request.header("x-trace"), request.header("api-version")), (Some("t 1"), None));
}

#[tokio::test]
async fn values_in_paths_and_headers_are_written_as_the_style_says_and_not_as_their_type_prints() {
    use styles::Client;

    let server = Server::answer(204, "text/plain", "");
    let client = Client::new(&server.base_url()).expect("a client");
    let when: chrono::DateTime<chrono::Utc> = "2024-01-02T01:04:05.500Z".parse().expect("a time");
    let call = client
        .simple()
        .when(when)
        .ids(vec!["a,b".to_owned(), "c d".to_owned()])
        .name("n".to_owned())
        .key("sesame 1")
        .either(uuid::Uuid::from_u128(1))
        .x_since(when)
        .x_tags(vec![1, 2])
        .x_secret("hush");
    assert!(!format!("{call:?}").contains("sesame") && !format!("{call:?}").contains("hush"));
    call.send().await.expect("heard");
    let request = server.request();
    assert_eq!(
        request.target,
        "/at/2024-01-02T01%3A04%3A05.500Z/a%2Cb,c%20d/n/sesame%201/00000000-0000-0000-0000-000000000001"
    );
    let header = |name: &str| request.header(name).map(str::to_owned);
    assert_eq!(header("x-since").as_deref(), Some("2024-01-02T01:04:05.500Z"));
    assert_eq!((header("x-tags").as_deref(), header("x-secret").as_deref()), (Some("1,2"), Some("hush")));
    assert_eq!(header("x-maybe"), None);
    let refused = client.simple().when(when).ids(vec!["a".to_owned()]).name("n".to_owned()).key("a/sesame");
    let error =
        refused.either(uuid::Uuid::from_u128(1)).x_secret("hush").send().await.expect_err("a separator");
    assert!(error.to_string().contains("path separator") && !error.to_string().contains("sesame"), "{error}");
}

#[tokio::test]
async fn a_list_in_one_parameter_of_the_query_has_its_delimiters_as_they_are() {
    use styles::Client;

    let text = |texts: &[&str]| -> Vec<String> { texts.iter().map(|text| (*text).to_owned()).collect() };
    let server = Server::answer(204, "text/plain", "");
    let client = Client::new(&server.base_url()).expect("a client");
    let call = client.lists().comma(text(&["a,b", "c"])).space(vec![1, 2]).pipe(text(&["x", "y|z"]));
    call.each(text(&["e", "f"])).key("k y").send().await.expect("heard");
    let target = server.request().target;
    let (path, query) = target.split_once('?').expect("a query");
    let mut pairs: Vec<&str> = query.split('&').collect();
    pairs.sort_unstable();
    let expected = ["comma=a%2Cb,c", "each=e", "each=f", "key=k+y", "pipe=x|y%7Cz", "space=1%202"];
    assert_eq!((path, pairs), ("/lists", expected.to_vec()));

    let server = Server::answer(204, "text/plain", "");
    let client = Client::new(&server.base_url()).expect("a client");
    client.lists().comma(Vec::new()).pipe(text(&["x"])).send().await.expect("heard");
    assert_eq!(server.request().target, "/lists?pipe=x");
}

#[tokio::test]
async fn methods_without_a_function_of_their_own_are_sent() {
    let server = Server::answer(204, "text/plain", "");
    styles::Client::new(&server.base_url()).expect("a client").options().send().await.expect("heard");
    assert_eq!(server.request().method, "OPTIONS");
}

#[tokio::test]
async fn a_body_that_need_not_be_there_is_sent_only_when_it_was_set() {
    use optional_body::{Client, types::Wish};

    let tags = || vec!["x".to_owned(), "y&z".to_owned()];

    let mut sent = Vec::new();
    for call in 0..8 {
        let server = Server::answer(204, "text/plain", "");
        let client = Client::new(&server.base_url()).expect("a client");
        match call {
            0 => client.wish().send().await,
            1 => client.wish().body(Wish::builder().text("peace".to_owned())).send().await,
            2 => client.list().send().await,
            3 => client.list().body(vec!["a".to_owned()]).send().await,
            4 => client.form().send().await,
            5 => client.form().body(Wish::builder().text("a b".to_owned()).tags(tags())).send().await,
            6 => client.text().send().await,
            _ => client.text().body("hello").send().await,
        }
        .expect("heard");
        let request = server.request();
        let kind = request.header("content-type").filter(|_| !request.body.is_empty()).map(str::to_owned);
        sent.push((kind, request.body));
    }
    let json = || Some("application/json".to_owned());
    // The default of what was not set is the server's to know.
    let expected = [
        (None, Vec::new()),
        (json(), br#"{"text":"peace"}"#.to_vec()),
        (None, Vec::new()),
        (json(), br#"["a"]"#.to_vec()),
        (None, Vec::new()),
        (Some("application/x-www-form-urlencoded".to_owned()), b"tags=x&tags=y%26z&text=a+b".to_vec()),
        (None, Vec::new()),
        (Some("text/plain".to_owned()), b"hello".to_vec()),
    ];
    assert_eq!(sent, expected);
    let server = Server::answer(204, "text/plain", "");
    let client = Client::new(&server.base_url()).expect("a client");
    client.wish().body(Wish::builder().urgency(1)).send().await.expect_err("a body without its text");
}

#[tokio::test]
async fn a_patch_tells_a_list_that_is_empty_from_one_that_is_not_there() {
    use optional_body::{Client, types::Change};

    for (change, sent) in [
        (Change::builder(), "{}"),
        (Change::builder().tags(Vec::new()), r#"{"tags":[]}"#),
        (
            Change::builder().labels(std::collections::BTreeMap::new()).text("t".to_owned()),
            r#"{"labels":{},"text":"t"}"#,
        ),
    ] {
        let server = Server::answer(204, "text/plain", "");
        let client = Client::new(&server.base_url()).expect("a client");
        client.change().id("1").body(change).send().await.expect("heard");
        assert_eq!(String::from_utf8_lossy(&server.request().body), sent);
    }
}

/// The first client of the program's page, as it stands there.
mod lamps {
    use super::first_client::{Client, types::Lamp};

    #[rustfmt::skip]
    pub(super) async fn dim(base_url: &str) -> Result<(), Box<dyn std::error::Error>> {
        let client = Client::new(base_url)?;
        for lamp in client.list_lamps().room(vec!["hall".into(), "attic".into()]).send().await?.into_inner() {
            let dimmed = Lamp::builder().name(lamp.name.clone()).watts(lamp.watts.map(|watts| watts / 2.0));
            client.set_lamp().lamp_id(lamp.name).body(dimmed).send().await?;
        }
        Ok(())
    }
}

#[tokio::test]
async fn the_first_client_of_the_programs_page_is_made_from_its_document_and_works() {
    let page = fs::read_to_string(root().join("specwright/README.md")).expect("the page");
    let document = fs::read_to_string(folder().join("first-client/spec.yaml")).expect("the document");
    assert!(page.contains(&format!("```yaml\n{document}```\n")), "the page has another document");
    let tests = fs::read_to_string(root().join("tests/workspace/fixtures.rs")).expect("this file");
    let sample =
        page.split("async fn dim(").nth(1).and_then(|rest| rest.split("\n```").next()).expect("the sample");
    let indented = sample.replace('\n', "\n    ");
    assert!(tests.contains(&format!("async fn dim({indented}")), "the page has another sample");

    let server = Server::json(200, r#"[{"name":"a","watts":8.0},{"name":"b","watts":null}]"#);
    lamps::dim(&server.base_url()).await.expect("it works");
}

#[tokio::test]
async fn every_kind_of_answer_is_read() {
    use answers::{Client, Error};

    let at = |server: &Server| Client::new(&server.base_url()).expect("a client");
    let thing = Server::json(201, r#"{"name":"x"}"#);
    let client = at(&thing);
    assert_eq!(client.typed().send().await.expect("a thing").name.as_deref(), Some("x"));
    assert_eq!(client.two_successes().send().await.expect("a thing").name.as_deref(), Some("x"));
    assert_eq!(client.only_default().send().await.expect("a thing").name.as_deref(), Some("x"));
    client.no_content().send().await.expect("whatever is there is left");
    client.empty_object().send().await.expect("JSON");
    client.undocumented().send().await.expect("bytes");
    client.download().send().await.expect("bytes");

    for status in [400, 404, 500, 302] {
        let server = Server::answer(status, "text/plain", "no");
        let client = at(&server);
        match client.two_successes().send().await {
            Err(Error::ErrorResponse(answer)) => {
                assert_eq!((answer.status().as_u16(), &*answer.text()), (status, "no"));
            }
            other => panic!("{status}: {other:?}"),
        }
        assert_eq!(
            client.typed().send().await.expect_err("an error").status().map(|s| s.as_u16()),
            Some(status)
        );
    }
}

#[tokio::test]
async fn every_kind_of_body_is_sent() {
    use request_bodies::{Client, types::Wish};

    let wish = || Wish::builder().text("peace & quiet".to_owned()).urgency(3);
    let mut sent = Vec::new();
    for call in 0..5 {
        let server = Server::answer(204, "text/plain", "");
        let client = Client::new(&server.base_url()).expect("a client");
        match call {
            0 => client.json_or_form().body(wish()).send().await.map(drop),
            1 => client.form().body(wish()).send().await.map(drop),
            2 => client.text().body("hello").send().await.map(drop),
            3 => client.octets().body(vec![0_u8, 255]).send().await.map(drop),
            _ => client.inline().body_map(|body| body.a(1)).send().await.map(drop),
        }
        .expect("heard");
        let request = server.request();
        sent.push((request.header("content-type").unwrap_or_default().to_owned(), request.body));
    }
    let expected: [(&str, &[u8]); 5] = [
        ("application/json", br#"{"text":"peace & quiet","urgency":3}"#),
        ("application/x-www-form-urlencoded", b"text=peace+%26+quiet&urgency=3"),
        ("text/plain", b"hello"),
        ("application/octet-stream", &[0, 255]),
        ("application/json", br#"{"a":1}"#),
    ];
    assert_eq!(sent, expected.map(|(kind, body)| (kind.to_owned(), body.to_vec())));
}

#[tokio::test]
async fn composed_schemas_are_read() {
    use composition::{Client, types::Shape};

    let server = Server::json(
        200,
        r#"{"id":"00000000-0000-0000-0000-000000000001","null":true,"type":"t","shape":{"side":2.0},"maybe":null,
            "children":[{"id":"00000000-0000-0000-0000-000000000002","null":false}],
            "both":{"radius":1.5,"name":"n"},"anything":[1,{}],"birthday":"2026-11-22","labels":{"a":"b"}}"#,
    );
    let node =
        Client::new(&server.base_url()).expect("a client").tree().send().await.expect("a tree").into_inner();
    assert!(matches!(node.shape, Some(Shape::Square(_))));
    assert_eq!((node.children.len(), node.type_.as_deref(), node.null), (1, Some("t"), true));
    assert!(node.maybe.is_none() && node.both.is_some_and(|both| both.name == "n"));
}
