//! What cannot be read is refused with its place, however it is meant.

use crate::problem;

#[test]
fn nesting_without_end_is_refused_at_once() {
    let (open, close) = ("[".repeat(100_000), "]".repeat(100_000));
    let mappings = "{\"a\":".repeat(100_000);
    let indented = (0..2_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect::<Vec<_>>().concat();
    for (name, text) in [
        ("a.yaml", format!("a: {open}{close}")),
        ("a.json", format!("{{\"a\": {open}{close}}}")),
        ("a.json", mappings),
        ("a.yaml", indented),
    ] {
        assert_eq!(problem(name, &text).rule, "too-deep", "{name}");
    }
}

#[test]
fn a_few_aliases_do_not_become_billions_of_nodes() {
    let ten = |level: usize| {
        let item = if level == 0 { "x, ".to_owned() } else { format!("*a{}, ", level - 1) };
        format!("a{level}: &a{level} [{}]\n", item.repeat(10))
    };
    let text = (0..12).map(ten).collect::<Vec<_>>().concat();
    let problem = problem("a.yaml", &text);
    assert_eq!((problem.rule, problem.line), ("too-many-aliases", Some(6)));
}

#[test]
fn a_key_that_stands_twice_is_told_with_both_lines_and_its_place() {
    for (name, text, line) in [
        ("a.yaml", "a:\n  - b: 1\n    c: 2\n    b: 3\n", 4),
        ("a.yaml", "x: [\n  y\n]\na: [{b: 1,\n  b: 3}]\n", 5),
        ("a.json", "{\"a\": [{\"b\": 1,\n\"b\": 3}]}", 2),
    ] {
        let problem = problem(name, text);
        assert_eq!((problem.rule, problem.line), ("duplicate-key", Some(line)), "{text}");
        assert_eq!(problem.pointer.expect("a place").as_str(), "/a/0/b");
    }
}

#[test]
fn what_json_does_not_have_is_told_with_its_line() {
    for (text, reason) in [
        ("a: 1\nb: .inf\n", "the number .inf"),
        ("a: 1\nb: !mine x\n", "the tag !mine"),
        ("a: 1\nb: !!int x\n", "the tag !!int on `x`"),
        ("a: 1\nb: !mine {}\n", "the tag !mine"),
        ("a: 1\n? [b]\n: c\n", "a key that is a list or a mapping"),
        ("a: 1\nb: &b [*b]\n", "an alias inside of what it stands for"),
        ("a: 1\nb: {<<: 3}\n", "a merge of what is no mapping"),
    ] {
        let problem = problem("a.yaml", text);
        assert_eq!((problem.rule, problem.line), ("not-json", Some(2)), "{text}");
        assert!(problem.reason.starts_with(reason), "{}", problem.reason);
    }
}

#[test]
fn what_is_no_yaml_is_told_with_its_line() {
    for (text, rule, line) in [
        ("a: 1\nb: [c\n", "syntax", 2),
        ("a: 1\n\tb: 2\n", "tab", 2),
        ("a: 1\n---\nb: 2\n", "syntax", 2),
        ("a: 1\nb: *c\n", "syntax", 2),
        ("a: 1\nb: \"\\ud83d\"\n", "syntax", 2),
    ] {
        let problem = problem("a.yaml", text);
        assert_eq!((problem.rule, problem.line), (rule, Some(line)), "{text}: {problem:?}");
    }
}
