//! Values are those that other readers of YAML and JSON find.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::parsed;

/// Values whose texts are what YAML could take for something else.
fn values() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        "[ -~]{0,12}",
        "[\\n\\t :#\\-\\[\\]{}&*!|>'\"%@`,?a-z0-9\u{e9}\u{1f600}]{0,16}",
        prop::sample::select(vec![
            "yes",
            "null",
            "~",
            "007",
            "0x1F",
            "1e3",
            "<<",
            "=",
            "true",
            ".inf",
            "2024-01-02"
        ])
        .prop_map(str::to_owned),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1e15_f64..1e15).prop_map(Value::from),
        text.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(text.clone(), inner, 0..5).prop_map(|members| Value::Object(
                members.into_iter().filter(|(key, _)| key != "<<").collect()
            )),
        ]
    })
}

proptest! {
    #[test]
    fn what_was_written_as_yaml_is_read(value in values()) {
        let whole = json!({ "it": value });
        let text = serde_yaml::to_string(&whole).expect("YAML");
        prop_assert_eq!(parsed("a.yaml", &text).value, whole);
    }

    #[test]
    fn what_was_written_as_json_is_read(value in values()) {
        let whole = json!({ "it": value });
        for text in [whole.to_string(), serde_json::to_string_pretty(&whole).expect("JSON")] {
            prop_assert_eq!(&parsed("a.json", &text).value, &whole);
        }
    }
}

#[test]
fn every_form_of_yaml_gives_what_serde_yaml_gives() {
    let text = "\
%YAML 1.2
---
folded: >-
  one
  two

  three
kept: |+
  a

quoted: 'it''s'
escaped: \"\\u00e9\\x41\\n\"
plain: two
  lines
bare: # nothing
list:
- a
-   - b
    - c
- {d: [e, f], ? g : h}
200: a number
true: a truth
!!str 1.0: a text
tagged: !!str 12
float: !!float 1
...
";
    let theirs: serde_yaml::Value = serde_yaml::from_str(text).expect("YAML");
    let ours = parsed("a.yaml", text).value;
    let ours: serde_yaml::Value = serde_yaml::to_value(ours).expect("a value");
    for (key, value) in theirs.as_mapping().expect("a mapping") {
        let key = match key {
            serde_yaml::Value::String(text) if text == "1.0" => "1.0".to_owned(),
            serde_yaml::Value::String(text) => text.clone(),
            other => serde_yaml::to_string(other).expect("a key").trim().to_owned(),
        };
        let value = if key == "float" { &serde_yaml::Value::from(1) } else { value };
        assert_eq!(ours.get(&key), Some(value), "{key}");
    }
}

#[test]
fn a_merged_mapping_is_part_of_its_owner() {
    let text = "a: &a {b: 1}\ne: &e {d: 3, f: 4}\nc: {<<: *a, d: 2}\ng: {<<: [*a, *e]}";
    let value = parsed("a.yaml", text).value;
    assert_eq!(value["c"], json!({ "d": 2, "b": 1 }));
    assert_eq!(value["g"], json!({ "b": 1, "d": 3, "f": 4 }));
}

#[test]
fn an_integer_that_no_machine_word_holds_is_the_nearest_number() {
    for name in ["a.yaml", "a.json"] {
        let value = parsed(name, "{\"low\": -9223372036854776000, \"high\": 18446744073709551615}").value;
        assert_eq!(value, json!({ "low": -9_223_372_036_854_776_000.0, "high": u64::MAX }));
    }
}
