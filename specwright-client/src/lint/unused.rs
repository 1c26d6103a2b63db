use super::Spec;
use specwright_document::{Kind, Pointer, Problem, reached, walk};

/// A schema that no operation reaches.
pub(crate) const RULE: &str = "unused-schema";

/// Every schema is reached from an operation.
pub(super) fn check(spec: &Spec<'_>) -> Vec<Problem> {
    let operations = serde_json::json!({ "paths": spec.document.value["paths"] });
    let used = walk(&operations)
        .iter()
        .filter_map(|node| node.reference()?.strip_prefix('#'))
        .filter_map(Pointer::parse)
        .collect();
    let reached = reached(&spec.document.value, used);
    let schemas = Pointer::root().child("components").child("schemas");
    spec.nodes
        .iter()
        .filter(|node| node.kind == Kind::Schema && node.pointer.parent().as_ref() == Some(&schemas))
        .filter(|node| !reached.contains(&node.pointer))
        .map(|node| {
            Problem::at(
                RULE,
                &node.pointer,
                format!("no operation uses the schema `{}`", node.pointer.last().unwrap_or_default()),
                "remove it, or refer to it (or `--allow unused-schema`)",
            )
        })
        .collect()
}
