use std::collections::BTreeMap;

use super::rename::renamed;
use crate::{Rust, RustChange};
use specwright_rust::outline::{Entry, Member};

/// Every item that is not what it was.
pub(super) fn compare(old: &[Entry], new: &[Entry], renames: &BTreeMap<String, String>) -> Vec<RustChange> {
    let mut found = Vec::new();
    for before in old {
        let name = renamed(&before.name, renames);
        match new.iter().find(|after| after.module == before.module && after.name == name) {
            Some(after) => {
                if name != before.name && before.module != "types::builder" {
                    found.push(RustChange {
                        item: path(before, None),
                        before: Some(before.name.clone()),
                        after: Some(name),
                        verdict: Rust::Breaking,
                    });
                }
                content(before, after, renames, &mut found);
            }
            None => found.push(whole(before, Rust::Breaking)),
        }
    }
    let known = |after: &&Entry| {
        old.iter().any(|before| before.module == after.module && renamed(&before.name, renames) == after.name)
    };
    found.extend(new.iter().filter(|after| !known(after)).map(|after| whole(after, Rust::Additive)));
    found
}

fn whole(entry: &Entry, verdict: Rust) -> RustChange {
    let text = Some(entry.head.clone());
    let (before, after) = if verdict == Rust::Breaking { (text, None) } else { (None, text) };
    RustChange { item: path(entry, None), before, after, verdict }
}

fn path(entry: &Entry, member: Option<&str>) -> String {
    let words = [&entry.module, &entry.name].into_iter().map(String::as_str).chain(member);
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("::")
}

fn content(before: &Entry, after: &Entry, renames: &BTreeMap<String, String>, found: &mut Vec<RustChange>) {
    let head = |entry: &Entry| {
        let open = if entry.non_exhaustive { " (non_exhaustive)" } else { "" };
        format!("{}{open}", entry.head)
    };
    if renamed(&head(before), renames) != head(after) {
        let opened = renamed(&before.head, renames) == after.head && before.non_exhaustive;
        found.push(RustChange {
            item: path(after, None),
            before: Some(head(before)),
            after: Some(head(after)),
            verdict: if opened { Rust::Additive } else { Rust::Breaking },
        });
    }
    traits(before, after, renames, found);
    for member in &before.members {
        let name = renamed(&member.name, renames);
        match after.members.iter().find(|other| other.name == name) {
            Some(other) => changed(before, after, (member, other), renames, found),
            None => found.push(RustChange {
                item: path(after, Some(&member.name)),
                before: Some(plain(member).to_owned()),
                after: None,
                verdict: Rust::Breaking,
            }),
        }
    }
    for member in &after.members {
        if before.members.iter().any(|other| renamed(&other.name, renames) == member.name) {
            continue;
        }
        // Whoever takes a type apart, or puts it together field by field, must know all of it.
        let closed = !after.non_exhaustive && !plain(member).contains("fn ") && before.module == "types";
        found.push(RustChange {
            item: path(after, Some(&member.name)),
            before: None,
            after: Some(plain(member).to_owned()),
            verdict: if closed { Rust::Breaking } else { Rust::Additive },
        });
    }
}

fn traits(before: &Entry, after: &Entry, renames: &BTreeMap<String, String>, found: &mut Vec<RustChange>) {
    let (Some(old), Some(new)) = (&before.traits, &after.traits) else { return };
    let old: Vec<String> = old.iter().map(|name| renamed(name, renames)).collect();
    let change = |name: &String, was: bool| RustChange {
        item: format!("impl {name} for {}", path(after, None)),
        before: was.then(|| "implemented".to_owned()),
        after: (!was).then(|| "implemented".to_owned()),
        verdict: if was { Rust::Breaking } else { Rust::Additive },
    };
    found.extend(old.iter().filter(|name| !new.contains(*name)).map(|name| change(name, true)));
    found.extend(new.iter().filter(|name| !old.contains(name)).map(|name| change(name, false)));
}

fn changed(
    before: &Entry,
    after: &Entry,
    (member, other): (&Member, &Member),
    renames: &BTreeMap<String, String>,
    found: &mut Vec<RustChange>,
) {
    let remark = member.name.contains(' ');
    if member.name != other.name && !remark {
        found.push(RustChange {
            item: path(before, Some(&member.name)),
            before: Some(member.name.clone()),
            after: Some(other.name.clone()),
            verdict: Rust::Breaking,
        });
    }
    if renamed(plain(member), renames) != plain(other) {
        found.push(RustChange {
            item: path(after, Some(&other.name)),
            before: Some(kind(member).to_owned()),
            after: Some(kind(other).to_owned()),
            verdict: Rust::Breaking,
        });
    }
}

/// How a member reads in Rust, without what it is called on the wire.
fn plain(member: &Member) -> &str {
    member.text.split(" (on the wire: ").next().unwrap_or(&member.text)
}

/// The type of a field; of anything else, all of it.
fn kind(member: &Member) -> &str {
    plain(member).strip_prefix(&format!("{}: ", member.name)).unwrap_or(plain(member))
}
