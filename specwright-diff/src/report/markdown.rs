//! For a comment on a pull request.

use std::fmt::Write;

use super::{
    Report, SECTIONS, Section,
    words::{count, direction, happened, item, lines},
};
use crate::{Change, Rust, RustApi};
use specwright_document::inert::{code, prose};

/// The longest comment that GitHub takes, in characters.
pub const LONGEST: usize = 65_536;

/// The report as a comment of at most [`LONGEST`] characters. What does not fit is left out, and a notice says so.
#[must_use]
pub fn page(report: &Report) -> String {
    let mut head = format!("## Spec change: {}\n\n", report.counts());
    let (wire, rust) = report.verdicts();
    let _ = writeln!(
        head,
        "{} → {}. Wire: **{wire}**. Rust: **{rust}**.",
        code(&report.base),
        code(&report.head)
    );
    if let RustApi::Unknown { reason } = &report.api {
        let _ = writeln!(
            head,
            "\nThe Rust verdict is unknown, since no code comes of one side: {}",
            prose(reason)
        );
    }
    let tail = versions(report);
    let room = LONGEST.saturating_sub(head.chars().count() + tail.chars().count());
    head + &cut(&body(report), room) + &tail
}

fn body(report: &Report) -> String {
    let mut page = String::new();
    for (section, title) in SECTIONS {
        let changes: Vec<&Change> = report.section(section).collect();
        let items = if section == Section::RustApi { elsewhere(report) } else { Vec::new() };
        if changes.is_empty() && items.is_empty() {
            continue;
        }
        let _ = writeln!(page, "\n### {title}\n");
        if section == Section::Documentation {
            let _ = writeln!(page, "<details><summary>{}</summary>\n", count(changes.len(), "change"));
        }
        for change in changes {
            let _ = writeln!(page, "{}", line(change, section));
            if section == Section::RustApi {
                for item_change in &change.rust {
                    let _ = writeln!(page, "  - {}", item(item_change, code));
                }
            }
        }
        for text in items {
            let _ = writeln!(page, "{text}");
        }
        if section == Section::Documentation {
            page.push_str("\n</details>\n");
        }
    }
    page
}

/// Items of the generated crate whose change of the spec stands in another section.
fn elsewhere(report: &Report) -> Vec<String> {
    let mut found = Vec::new();
    for verdict in [Rust::Breaking, Rust::Additive] {
        for change in report.changes.iter().filter(|change| super::section_of(change) != Section::RustApi) {
            for item_change in change.rust.iter().filter(|item| item.verdict == verdict) {
                found.push(format!(
                    "- {} ({}, from {})",
                    item(item_change, code),
                    verdict.word(),
                    code(&change.place)
                ));
            }
        }
    }
    found
}

fn line(change: &Change, section: Section) -> String {
    let mut text = format!("- **{}**: {}", code(&change.place), prose(&happened(change)));
    let mut facts: Vec<String> = direction(change).map(str::to_owned).into_iter().collect();
    facts.extend(lines(change));
    if section < Section::RustApi {
        facts.push(format!("`{}`", change.fingerprint));
    }
    let _ = write!(text, " ({})", facts.join(", "));
    if section < Section::RustApi {
        let _ = write!(text, " — {}", prose(change.rule.why));
    }
    if let Some(reason) = &change.accepted {
        let _ = write!(text, " **Accepted:** {}", prose(reason));
    }
    let own = matches!(&change.operations[..], [only] if change.place.starts_with(only));
    if !change.operations.is_empty() && !own {
        let users: Vec<String> =
            change.operations.iter().map(|name| format!("<code>{}</code>", prose(name))).collect();
        let number = count(change.operations.len(), "operation");
        let _ = write!(text, " <details><summary>{number}</summary>{}</details>", users.join("<br>"));
    }
    text
}

fn versions(report: &Report) -> String {
    if report.releases.is_empty() {
        return String::new();
    }
    let mut page = "\n### Version\n\n| Crate | Now | Asked for |\n|---|---|---|\n".to_owned();
    for release in &report.releases {
        let _ = writeln!(
            page,
            "| `{}` | {} | {} ({}) |",
            release.name,
            release.now,
            release.next,
            release.bump.word()
        );
    }
    page
}

const CLOSE: &str = "\n</details>\n";
const NOTICE: &str = "\nThis comment is as long as it may be, and the rest is left out: run the same command on your machine to read it.\n";

/// Whole lines only, so that nothing is left open.
fn cut(body: &str, room: usize) -> String {
    if body.chars().count() <= room {
        return body.to_owned();
    }
    let room = room.saturating_sub(NOTICE.chars().count() + CLOSE.chars().count());
    let mut kept = String::new();
    let mut length = 0;
    for text in body.split_inclusive('\n') {
        length += text.chars().count();
        if length > room {
            break;
        }
        kept.push_str(text);
    }
    let open = kept.matches("<details>").count() > kept.matches("</details>").count();
    if open {
        kept.push_str(CLOSE);
    }
    kept + NOTICE
}
