//! `--keep-going`: operations that the generator cannot take are left out, each with the reason.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use specwright_document::{Document, Kind, METHODS, Pointer, Problem, Problems, reached, references, walk};

/// An operation that was left out, and why.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LeftOut {
    /// Where the operation stands.
    pub operation: Pointer,
    /// Its line in the file, where it is known.
    pub line: Option<usize>,
    /// What the generator cannot take of it.
    pub problem: Problem,
}

/// How often what is left is tried: each time at least one operation goes.
const TRIES: usize = 200;

/// Tries the document, and again without the operations that a problem is about, until the rest is taken.
///
/// # Errors
///
/// What is wrong is no operation's, or nothing would be left.
pub fn keep_going<T>(
    document: &Document,
    mut attempt: impl FnMut(&Document) -> Result<T, Problems>,
) -> Result<(T, Vec<LeftOut>), Problems> {
    let mut left_out: Vec<LeftOut> = Vec::new();
    let mut current = document.clone();
    for _ in 0..TRIES {
        let problems = match attempt(&current) {
            Ok(made) => return Ok((made, left_out)),
            Err(problems) => problems,
        };
        let guilty = guilty(&current.value, &problems.list);
        let mut value = current.value.clone();
        remove(&mut value, guilty.keys());
        without_unreached(&mut value);
        if value == current.value || operations(&value).is_empty() {
            return Err(problems);
        }
        left_out.extend(guilty.into_iter().map(|(operation, problem)| LeftOut {
            line: document.line(&operation),
            operation,
            problem,
        }));
        current = document.rewritten(value);
    }
    attempt(&current).map(|made| (made, left_out))
}

fn operations(document: &Value) -> Vec<Pointer> {
    walk(document).into_iter().filter(|node| node.kind == Kind::Operation).map(|node| node.pointer).collect()
}

/// The operations that the problems are about, each with the first of them.
fn guilty(document: &Value, problems: &[Problem]) -> BTreeMap<Pointer, Problem> {
    let mut guilty: BTreeMap<Pointer, Problem> = BTreeMap::new();
    let parts: Vec<(Pointer, BTreeSet<Pointer>)> =
        operations(document).into_iter().map(|at| (at.clone(), parts(document, &at))).collect();
    for problem in problems {
        let Some(place) = &problem.pointer else { continue };
        for (operation, parts) in &parts {
            let is_inside = place.is_within(operation)
                || parts.iter().any(|part| place.is_within(part) || part.is_within(place));
            if is_inside {
                guilty.entry(operation.clone()).or_insert_with(|| problem.clone());
            }
        }
    }
    guilty
}

/// What an operation is made of beside itself: what its path item has for all, and what both refer to.
fn parts(document: &Value, operation: &Pointer) -> BTreeSet<Pointer> {
    let item = operation.parent().unwrap_or_default();
    let shared = document.pointer(item.as_str()).and_then(Value::as_object).into_iter().flatten();
    let shared: Vec<Pointer> =
        shared.filter(|(key, _)| !METHODS.contains(&key.as_str())).map(|(key, _)| item.child(key)).collect();
    let mut open = BTreeSet::new();
    for at in shared.iter().chain([operation]) {
        open.extend(document.pointer(at.as_str()).map(references).unwrap_or_default());
    }
    let mut parts = reached(document, open);
    parts.extend(shared);
    parts
}

fn remove<'a>(document: &mut Value, operations: impl Iterator<Item = &'a Pointer>) {
    for operation in operations {
        let (Some(item), Some(method)) = (operation.parent(), operation.last()) else { continue };
        if let Some(item) = document.pointer_mut(item.as_str()).and_then(Value::as_object_mut) {
            item.shift_remove(&method);
        }
    }
    let is_left = |item: &Value| {
        item.as_object().is_none_or(|item| item.keys().any(|key| METHODS.contains(&key.as_str())))
    };
    if let Some(paths) = document["paths"].as_object_mut() {
        paths.retain(|_, item| is_left(item));
    }
}

/// Components that no operation leads to go as well: nobody can say what is wrong with them by an operation.
fn without_unreached(document: &mut Value) {
    let reached = reached(document, references(&document["paths"]));
    let Some(components) = document.get_mut("components").and_then(Value::as_object_mut) else { return };
    let root = Pointer::root().child("components");
    for (section, members) in components {
        let at = root.child(section);
        if let Some(members) = members.as_object_mut().filter(|_| section != "securitySchemes") {
            members.retain(|name, _| {
                let own = at.child(name);
                reached.iter().any(|pointer| pointer.is_within(&own))
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_problem_is_about_goes_with_what_only_it_needs_and_the_rest_stays() {
        let text = "paths:
  /a: {get: {x: {$ref: '#/components/schemas/Odd'}}, put: {x: {$ref: '#/components/schemas/Good'}}}
  /b: {parameters: [{bad: true}], get: {}}
  /c: {get: {}}
components: {schemas: {Odd: {x: {$ref: '#/components/schemas/Inner'}}, Inner: {}, Good: {}, Unused: {}}}
";
        let document = Document::parse("a.yaml", text.as_bytes()).unwrap();
        let bad = ["/components/schemas/Inner", "/paths/~1b/parameters/0/bad", "/components/schemas/Unused"];
        let attempt = |document: &Document| {
            let there =
                bad.iter().filter_map(|at| Pointer::parse(at)).filter(|at| document.get(at).is_some());
            let list: Vec<Problem> = there.map(|at| Problem::at("odd", &at, "is odd", "change it")).collect();
            if list.is_empty() { Ok(document.value.clone()) } else { Err(document.problems(list)) }
        };
        let (rest, left_out) = keep_going(&document, attempt).unwrap();
        let names: Vec<&str> = left_out.iter().map(|one| one.operation.as_str()).collect();
        assert_eq!(names, ["/paths/~1a/get", "/paths/~1b/get"]);
        assert_eq!(left_out[0].line, Some(2));
        assert_eq!(rest["paths"].as_object().unwrap().keys().collect::<Vec<_>>(), ["/a", "/c"]);
        assert_eq!(rest["components"]["schemas"].as_object().unwrap().keys().collect::<Vec<_>>(), ["Good"]);
    }

    #[test]
    fn what_is_wrong_with_all_of_it_is_told() {
        let document = Document::parse("a.yaml", b"paths: {/a: {get: {}}}").unwrap();
        let problem = || document.problems(vec![Problem::of_file("odd", "is odd", "change it")]);
        assert_eq!(keep_going(&document, |_| Err::<(), _>(problem())).unwrap_err(), problem());
        let only = Pointer::parse("/paths/~1a/get").unwrap();
        let about = || document.problems(vec![Problem::at("odd", &only, "is odd", "change it")]);
        assert_eq!(keep_going(&document, |_| Err::<(), _>(about())).unwrap_err(), about());
    }
}
