//! Each node of a document has its line, in every form in which it can be written.

use proptest::prelude::*;
use serde_json::Value;
use specwright_document::{Document, Pointer};

use crate::parsed;

fn line(document: &Document, pointer: &str) -> Option<usize> {
    document.line(&Pointer::parse(pointer).expect("a pointer"))
}

/// Every node, as a pointer.
fn nodes(value: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
    found.push(at.clone());
    match value {
        Value::Object(members) => members.iter().for_each(|(key, inner)| nodes(inner, &at.child(key), found)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, inner)| nodes(inner, &at.child(index), found));
        }
        _ => {}
    }
}

#[test]
fn a_list_whose_bracket_stands_at_the_column_of_its_key_hides_no_line_behind_it() {
    let document =
        parsed("a.yaml", "a:\n  b:\n    enum: [\n      x,\n      y\n    ]\n  c: {\n    d: 1\n  }\ne: 2\n");
    let lines = ["/a/b/enum", "/a/b/enum/1", "/a/c", "/a/c/d", "/e"].map(|at| line(&document, at));
    assert_eq!(lines, [Some(3), Some(5), Some(7), Some(8), Some(10)]);
}

#[test]
fn what_an_alias_or_a_merge_stands_for_has_the_lines_of_its_text() {
    let document = parsed("a.yaml", "a: &a\n  b: 1\nc: *a\nd:\n  <<: *a\n  e: 2\n");
    let lines = ["/c", "/c/b", "/d/b", "/d/e"].map(|at| line(&document, at));
    assert_eq!(lines, [Some(3), Some(2), Some(2), Some(6)]);
}

#[test]
fn json_has_lines_in_whatever_layout_it_stands() {
    let document = parsed("a.json", "{\n \"a\"\n :\n [1,\n  {\"b\": \"\\ud83d\\ude00\\n\"\n}], \"c/d\": 2}");
    let lines = ["", "/a", "/a/0", "/a/1", "/a/1/b", "/c~1d"].map(|at| line(&document, at));
    assert_eq!(lines, [Some(1), Some(2), Some(4), Some(5), Some(5), Some(6)]);
    assert_eq!(line(&document, "/a/2"), None);
}

/// A member in one of the forms that YAML has, and how deep the next one stands.
fn written(index: usize, form: u8, depth: &mut usize) -> String {
    let indent = "  ".repeat(*depth);
    match form {
        0 => *depth += 1,
        5 => *depth = 0,
        _ => {}
    }
    match form {
        0 => format!("{indent}key{index}:\n{indent}  in{index}: 1\n"),
        1 => format!("{indent}key{index}: [\n{indent}  a, b\n{indent}]\n"),
        2 => format!("{indent}key{index}: {{\n{indent}  flow{index}: 1 }}\n"),
        3 => format!("{indent}key{index}: |\n{indent}  a text: of lines\n\n{indent}  more\n"),
        4 => format!("{indent}key{index}: two\n{indent}   lines # a comment\n"),
        _ => format!("{indent}key{index}: ~\n"),
    }
}

proptest! {
    /// The key of each member is told by its text: it is the only thing of its name in the file.
    #[test]
    fn each_node_of_a_large_document_has_the_line_where_its_key_stands(shape in prop::collection::vec(0_u8..6, 1..60)) {
        let mut depth = 0;
        let parts: Vec<String> = shape.iter().enumerate().map(|(index, what)| written(index, *what, &mut depth)).collect();
        let text = parts.concat();
        let document = parsed("a.yaml", &text);
        let mut found = Vec::new();
        nodes(&document.value, &Pointer::root(), &mut found);
        for pointer in found.iter().skip(1) {
            let line = document.line(pointer).expect("a line");
            let key = pointer.last().expect("a key");
            if key.parse::<usize>().is_err() {
                let on_line = text.lines().nth(line - 1).unwrap_or_default();
                prop_assert!(on_line.trim_start().starts_with(&format!("{key}:")), "{pointer} on {line}: {on_line}");
            }
        }
    }
}
