use super::*;

fn row(place: &str, email: &str, name: &str) -> Row {
    Row { place: place.to_owned(), email: email.to_owned(), name: name.to_owned(), ..Row::default() }
}

#[test]
fn the_three_forms_say_the_same() {
    let csv = "\u{feff}email,name,role,groups,blocked\r\nada@example.com,Ada,ADMIN,A; B,no\r\n,ci,,[],\r\n";
    let yaml = "users:\n- {email: ada@example.com, name: Ada, role: Admin, groups: [A, B], blocked: false}\n- {name: ci, groups: []}\n";
    let json = r#"[{"email":"ada@example.com","name":"Ada","role":"admin","groups":["A","B"],"blocked":false},{"name":"ci","groups":[]}]"#;
    let groups = Some(vec!["A".to_owned(), "B".to_owned()]);
    let wanted = |one, two| {
        vec![
            Row {
                role: Some(Role::Admin),
                groups: groups.clone(),
                blocked: Some(false),
                ..row(one, "ada@example.com", "Ada")
            },
            Row { groups: Some(Vec::new()), ..row(two, "", "ci") },
        ]
    };
    assert_eq!(parse(csv, Some("csv")), Ok(wanted("line 2", "line 3")));
    assert_eq!(parse(&csv.replace(',', "\t"), None), Ok(wanted("line 2", "line 3")));
    for (text, extension) in [(yaml, Some("yml")), (json, Some("json")), (json, None)] {
        assert_eq!(parse(text, extension), Ok(wanted("user 1", "user 2")), "{text}");
    }
}

#[test]
fn every_row_that_is_wrong_is_told_with_its_line() {
    let csv = "email,role,blocked\na@b.c,boss,\nnobody,user,\n,user,\nd@e.f,user,perhaps\na,b\n";
    let wrong = parse(csv, Some("csv")).expect_err("five rows");
    let starts = [
        "line 2: the role `boss`",
        "line 3: `nobody` is no address",
        "line 4: neither",
        "line 5: blocked is",
        "line 6: 2 cells",
    ];
    assert_eq!(wrong.len(), starts.len(), "{wrong:?}");
    for (wrong, start) in wrong.iter().zip(starts) {
        assert!(wrong.starts_with(start), "{wrong}");
    }
    let yaml = "- {email: a@b.c, rolle: user}\n- {name: x, groups: A}\n";
    let wrong = parse(yaml, None).expect_err("two rows");
    assert!(wrong[0].starts_with("user 1: ") && wrong[1].starts_with("user 2: "), "{wrong:?}");
    for header in ["mail,name\n", "role\n", "email,email\n"] {
        assert!(parse(header, Some("csv")).is_err_and(|wrong| wrong[0].starts_with("line 1: ")), "{header}");
    }
}

#[test]
fn what_an_export_guards_from_spreadsheets_is_read_as_it_was() {
    let rows = parse("name\n'=1+1\n'tis\n", Some("csv")).expect("rows");
    assert_eq!(rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["=1+1", "'tis"]);
}
