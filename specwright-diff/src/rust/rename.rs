use std::collections::{BTreeMap, BTreeSet};

use crate::Change;
use specwright_rust::name;
use specwright_rust::outline::Entry;

/// Names that are the same thing under another name: what the spec calls the thing has changed, and nothing else of it
/// need have.
pub(super) fn renames(changes: &[Change], old: &[Entry], new: &[Entry]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let [before, after] = [old, new].map(names);
    for change in changes {
        let [Some(from), Some(to)] =
            [&change.old_value, &change.new_value].map(|value| value.as_ref()?.as_str())
        else {
            continue;
        };
        let stems = match change.rule.id {
            "operation-id-changed" => {
                found.insert(name::snake(from), name::snake(to));
                [name::pascal(from), name::pascal(to)]
            }
            "component-renamed" => [name::pascal(from), name::pascal(to)],
            _ => continue,
        };
        // Types of inline schemas are named after what they stand in.
        for name in &before {
            let Some(rest) = name.strip_prefix(&stems[0]) else { continue };
            let other = format!("{}{rest}", stems[1]);
            if !after.contains(name) && after.contains(&other) && !before.contains(&other) {
                found.insert(name.clone(), other);
            }
        }
    }
    found
}

fn names(entries: &[Entry]) -> BTreeSet<String> {
    entries.iter().map(|entry| entry.name.clone()).collect()
}

/// A text in which every renamed name has its new one.
pub(super) fn renamed(text: &str, renames: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for c in text.chars().chain(['\0']) {
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        out.push_str(renames.get(&word).unwrap_or(&word));
        word.clear();
        if c != '\0' {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_names_are_renamed() {
        let renames = BTreeMap::from([("User".to_owned(), "Person".to_owned())]);
        assert_eq!(
            renamed("Vec<User>, UserRole, builder::User", &renames),
            "Vec<Person>, UserRole, builder::Person"
        );
    }
}
