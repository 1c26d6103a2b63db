//! Onboarding, and the account as a file says.

use insta::assert_snapshot;
use netbird_users_mock::Fault;

use crate::{session, session::is_private};

const PEOPLE: &str = "\u{feff}email,name,role,groups,blocked\r
ADA@example.com,Ada Abel,Auditor,Developers;Berlin,\r
grace@example.com,Grace Gauss,USER,Developers,\r
hedy@example.com,Hedy Hilbert,,,true\r
,backup,user,[],\r
";

#[tokio::test]
async fn onboarding_from_a_spreadsheet_can_be_run_again() {
    let mut session = session().await;
    session.file("people.csv", PEOPLE);
    session.nbu("plan people.csv").await.nbu("apply people.csv").await;
    session.nbu("apply people.csv --secret-file secrets --extra ignore").await;
    session.nbu("plan people.csv --extra ignore").await;
    session.nbu("apply people.csv --secret-file more --extra ignore").await;
    assert!(is_private(&session.path("secrets")) && !session.path("more").exists());
    let secrets = session.read("secrets");
    let whose: Vec<&str> = secrets.lines().filter_map(|line| line.split('\t').next()).collect();
    assert_eq!(whose, ["grace@example.com", "hedy@example.com"]);
    assert_snapshot!(session.page());
}

#[tokio::test]
async fn a_bad_row_stops_everything_before_a_call() {
    let mut session = session().await;
    session.file("bad.csv", "email,name,role,groups\nada@example.com,Ada,boss,\nno-address,X,user,\n,,user,\ngrace@example.com,Grace,user\n");
    session.nbu("plan bad.csv").await.nbu("apply bad.csv --no-secret").await;
    session.file("bad.yaml", "- email: grace@example.com\n  groups: [Paris]\n- name: ci\n  grupos: []\n");
    session.nbu("apply bad.yaml --no-secret").await;
    assert_eq!(session.server.requests().len(), 0);
    session.file("paris.yaml", "- email: grace@example.com\n  groups: [Paris, All]\n");
    session.nbu("apply paris.yaml --no-secret").await.nbu("plan missing.csv").await;
    assert!(session.server.requests().iter().all(|request| request.method == "GET"));
    assert_snapshot!(session.page());
}

#[tokio::test]
async fn an_export_is_a_plan_without_a_step() {
    let mut session = session().await;
    assert!(session.server.remove_group("g2"));
    for format in ["csv", "yaml", "json"] {
        session.nbu(&format!("export -o {format}")).await;
        let text = session.stdout.clone();
        session.file(&format!("account.{format}"), &text);
        session.server.add_group(netbird_users_mock::Group::new("g2", "Berlin"));
        session.nbu(&format!("plan account.{format}")).await;
        assert_eq!(session.code, Some(0), "{format}");
        assert!(session.server.remove_group("g2"));
    }
    session.server.add_group(netbird_users_mock::Group::new("g2", "Berlin"));
    session.type_in("plan -", Some("email,role\nada@example.com,user\n")).await;
    assert_snapshot!(session.page());
}

#[tokio::test]
async fn who_is_extra_is_locked_out_only_on_demand_and_the_owner_never() {
    let mut session = session().await;
    session.file("few.csv", "email\nada@example.com\n");
    session.nbu("plan few.csv").await.nbu("plan few.csv --extra block").await;
    session.nbu("apply few.csv --extra block").await.nbu("plan few.csv --extra block").await;
    let blocked: Vec<String> =
        session.server.users().into_iter().filter(|user| user.is_blocked).map(|user| user.id).collect();
    assert_eq!(blocked.len(), 3, "{blocked:?}");
    assert_snapshot!(session.page());
}

#[tokio::test]
async fn the_owner_is_made_by_no_file() {
    let mut session = session().await;
    session.file("coup.csv", "email,role\nada@example.com,OWNER\nowner@example.com,user\n");
    session.nbu("apply coup.csv --extra ignore").await;
    assert!(session.server.user("ada").is_some_and(|user| user.role == "admin"));
    assert_snapshot!(session.page());
}

/// Each thing that can go wrong, once, in the middle of the work.
#[tokio::test]
async fn whatever_goes_wrong_once_a_second_run_ends_in_an_empty_plan() {
    let faults = [
        ("a proxy fails", Fault::html_502()),
        ("no answer, and no work", Fault::close_before_answer()),
        ("no answer after the work", Fault::close_after_write()),
        ("half an answer", Fault::close_in_the_middle()),
        ("an empty body", Fault::empty_body()),
        ("a truncated body", Fault::truncated_body()),
        ("no UTF-8", Fault::invalid_utf8()),
        ("a redirect", Fault::redirect("https://elsewhere.example")),
        ("a refusal", Fault::status(500)),
    ];
    for (name, fault) in faults {
        for method in ["POST", "PUT"] {
            let mut session = session().await;
            session.file("people.csv", PEOPLE);
            session.server.inject(fault.clone().method(method));
            session.nbu("apply people.csv --no-secret --extra ignore").await;
            let first = session.stderr.clone();
            session.server.clear_faults();
            session.nbu("apply people.csv --no-secret --extra ignore").await;
            assert_eq!(session.code, Some(0), "{name}, {method}: {first}\n{}", session.stderr);
            session.nbu("plan people.csv --extra ignore").await;
            assert_eq!((session.code, session.stdout.as_str()), (Some(0), ""), "{name}, {method}");
            let graces = session.server.users().into_iter().filter(|user| user.email == "grace@example.com");
            assert_eq!(graces.count(), 1, "{name}, {method}");
            assert_eq!(
                session.server.users().iter().filter(|user| user.name == "backup").count(),
                1,
                "{name}"
            );
        }
    }
}
