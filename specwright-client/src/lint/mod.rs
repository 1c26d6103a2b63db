//! What a spec must keep to before it is turned into code. Each rule is a function from a document to problems.

mod bodies;
mod enums;
mod evidence;
mod examples;
mod lenient;
mod operations;
mod parameters;
mod references;
mod responses;
mod schemas;
mod structure;
mod unused;
mod version;
mod wire;

use serde_json::Value;

use specwright_document::{Document, Kind, Node, Pointer, Problem, Problems, walk};

pub(crate) use bodies::{SENDABLE, essence};
pub(crate) use enums::IGNORE_CASE;
pub(crate) use lenient::LENIENT;
pub(crate) use parameters::placeholders;

/// Rules that may be switched off: what they find is wrong in the spec, and still generates sound code.
pub const ALLOWABLE: [&str; 3] = [examples::INVALID, responses::MIXED_ERRORS, unused::RULE];

/// Rules that later rules build on: the first one that finds something ends the check.
const FOUNDATION: [Rule; 4] = [version::check, references::elsewhere, structure::check, references::check];

/// All other rules; everything that they find is reported together.
const RULES: [Rule; 11] = [
    operations::check,
    parameters::check,
    bodies::check,
    wire::check,
    responses::check,
    schemas::check,
    enums::check,
    lenient::check,
    unused::check,
    evidence::check,
    examples::check,
];

type Rule = fn(&Spec<'_>) -> Vec<Problem>;

/// A document with its nodes listed once, for all rules.
pub(crate) struct Spec<'a> {
    pub(crate) document: &'a Document,
    pub(crate) nodes: Vec<Node<'a>>,
}

/// Checks a spec against every rule, less those in `allow`.
///
/// # Errors
///
/// Everything that was found, in the order of the file.
pub fn check(document: &Document, allow: &[String]) -> Result<(), Problems> {
    let spec = Spec { document, nodes: walk(&document.value) };
    for rule in FOUNDATION {
        let found = rule(&spec);
        if !found.is_empty() {
            return Err(document.problems(found));
        }
    }
    let found: Vec<Problem> = RULES
        .iter()
        .flat_map(|rule| rule(&spec))
        .filter(|problem| !allow.iter().any(|allowed| allowed == problem.rule))
        .collect();
    if found.is_empty() { Ok(()) } else { Err(document.problems(found)) }
}

/// What the rules that may be switched off find: wrong in the document, and no reason not to generate from another's.
#[must_use]
pub fn advice(document: &Document) -> Vec<Problem> {
    let spec = Spec { document, nodes: walk(&document.value) };
    let rules: [Rule; 3] = [responses::check, unused::check, examples::check];
    let found = rules.iter().flat_map(|rule| rule(&spec)).filter(|problem| ALLOWABLE.contains(&problem.rule));
    document.problems(found.collect()).list
}

impl<'a> Spec<'a> {
    /// The nodes of one kind that are definitions, not references.
    pub(crate) fn definitions(&self, kind: Kind) -> impl Iterator<Item = &Node<'a>> {
        self.nodes.iter().filter(move |node| node.kind == kind && node.reference().is_none())
    }

    /// What a value stands for: itself, or what its reference leads to. References were checked before.
    pub(crate) fn resolve(&self, at: &Pointer, value: &'a Value) -> (Pointer, &'a Value) {
        let (mut at, mut value) = (at.clone(), value);
        while let Some(target) = value.get("$ref").and_then(Value::as_str) {
            let Some(pointer) = target.strip_prefix('#').and_then(Pointer::parse) else { break };
            let Some(found) = self.document.get(&pointer) else { break };
            (at, value) = (pointer, found);
        }
        (at, value)
    }

    /// An operation's parameters with those of its path item, which the operation's own override.
    pub(crate) fn parameters(&self, operation: &Pointer) -> Vec<(Pointer, &'a Value)> {
        let item = operation.parent().unwrap_or_default();
        let mut all: Vec<(Pointer, &Value)> = Vec::new();
        for owner in [&item, operation] {
            let at = owner.child("parameters");
            let list = self.document.get(&at).and_then(Value::as_array);
            for (index, parameter) in list.into_iter().flatten().enumerate() {
                let (target, value) = self.resolve(&at.child(index), parameter);
                all.retain(|(_, other)| other["name"] != value["name"] || other["in"] != value["in"]);
                all.push((target, value));
            }
        }
        all
    }
}
