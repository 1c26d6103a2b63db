use std::collections::HashSet;

use serde_json::Value;

use specwright_document::OPEN_ENUM;

use super::Spec;
use specwright_document::{Kind, Node, Pointer, Problem};

const SOURCES: &str = "x-docs-sources";
const DOCS: &str = "x-docs";
const VALUES: &str = "x-docs-values";

/// A spec that declares its sources says for every element which of them show it.
pub(super) fn check(spec: &Spec<'_>) -> Vec<Problem> {
    let info = Pointer::root().child("info");
    let Some(declared) = spec.document.value["info"].get(SOURCES) else { return Vec::new() };
    let names: Option<HashSet<&str>> =
        declared.as_array().and_then(|list| list.iter().map(|source| source["name"].as_str()).collect());
    let Some(names) = names.filter(|names| !names.is_empty()) else {
        return vec![Problem::at(
            "malformed-evidence",
            &info.child(SOURCES),
            "the sources are not a list of mappings with a `name`",
            "write each as `{name: …, title: …, date: …}`",
        )];
    };
    let check = Evidence { names };
    let schemas: HashSet<&Pointer> = spec.definitions(Kind::Schema).map(|node| &node.pointer).collect();
    spec.nodes
        .iter()
        .flat_map(|node| {
            let own = if asks(node, &schemas) { check.element(node) } else { Vec::new() };
            own.into_iter().chain(check.values(node)).collect::<Vec<_>>()
        })
        .collect()
}

/// Operations, parameters, responses and properties show where they come from.
fn asks(node: &Node<'_>, schemas: &HashSet<&Pointer>) -> bool {
    match node.kind {
        Kind::Operation => true,
        Kind::Parameter | Kind::Response => node.reference().is_none(),
        Kind::Schema => node.pointer.parent().is_some_and(|parent| {
            parent.last().as_deref() == Some("properties")
                && !schemas.contains(&parent)
                && parent.parent().is_some_and(|owner| schemas.contains(&owner))
        }),
        Kind::PathItem | Kind::RequestBody | Kind::Header | Kind::MediaType => false,
    }
}

struct Evidence<'a> {
    names: HashSet<&'a str>,
}

impl Evidence<'_> {
    fn element(&self, node: &Node<'_>) -> Vec<Problem> {
        if node.reference().is_some() {
            return vec![missing(
                &node.pointer,
                "the property is a bare `$ref`, which leaves no room for evidence",
                "write `allOf: [{ $ref: … }]` with `x-docs` and a description beside it".to_owned(),
            )];
        }
        match node.value.get(DOCS) {
            None => vec![missing(
                &node.pointer,
                "no evidence says where this comes from",
                format!("add `{DOCS}: [{}]` with the sources that show it", self.known()),
            )],
            Some(sources) => self.sources(&node.pointer.child(DOCS), sources),
        }
    }

    /// Each value of an enum has its own sources.
    fn values(&self, node: &Node<'_>) -> Vec<Problem> {
        if node.kind != Kind::Schema {
            return Vec::new();
        }
        let values = node.value.get(OPEN_ENUM).or_else(|| node.value.get("enum")).and_then(Value::as_array);
        let listed: Vec<&str> = values.into_iter().flatten().filter_map(Value::as_str).collect();
        let at = node.pointer.child(VALUES);
        let evidence = node.value.get(VALUES).and_then(Value::as_object);
        let mut found = Vec::new();
        for value in &listed {
            match evidence.and_then(|evidence| evidence.get(*value)) {
                None => found.push(missing(
                    &node.pointer,
                    &format!("no evidence says where the value `{value}` comes from"),
                    format!("add it to `{VALUES}` with the sources that show it"),
                )),
                Some(sources) => found.extend(self.sources(&at.child(value), sources)),
            }
        }
        for value in
            evidence.into_iter().flatten().map(|(value, _)| value).filter(|v| !listed.contains(&v.as_str()))
        {
            found.push(Problem::at(
                "malformed-evidence",
                &at.child(value),
                format!("there is evidence for the value `{value}`, which is not listed"),
                "list the value, or remove its evidence",
            ));
        }
        found
    }

    fn sources(&self, at: &Pointer, sources: &Value) -> Vec<Problem> {
        let list: Option<Vec<&str>> =
            sources.as_array().and_then(|list| list.iter().map(Value::as_str).collect());
        let Some(list) = list.filter(|list| !list.is_empty()) else {
            return vec![Problem::at(
                "malformed-evidence",
                at,
                "evidence is a list of the short names of sources",
                format!("write `[{}]` with the sources that show it", self.known()),
            )];
        };
        list.iter()
            .enumerate()
            .filter(|(_, name)| !self.names.contains(*name))
            .map(|(index, name)| {
                Problem::at(
                    "unknown-source",
                    &at.child(index),
                    format!("`{name}` is not a declared source"),
                    format!("use one of {}, or declare it under info/{SOURCES}", self.known()),
                )
            })
            .collect()
    }

    fn known(&self) -> String {
        let mut names: Vec<&str> = self.names.iter().copied().collect();
        names.sort_unstable();
        names.join(", ")
    }
}

fn missing(at: &Pointer, reason: &str, remedy: String) -> Problem {
    Problem::at("missing-evidence", at, reason, remedy)
}
