//! The pages name commands that exist.

use std::fs;

use clap::Parser;
use xtask::Cli;

use crate::{diff_git::Repository, root};

/// Every `cargo xtask …` in a page: lines of blocks, and whole spans of code.
fn commands(page: &str) -> Vec<Vec<String>> {
    let lines = page.lines().map(str::trim).filter(|line| line.starts_with("cargo xtask"));
    let spans = page
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|span| span.starts_with("cargo xtask ") && !span.contains('\n'));
    lines
        .chain(spans)
        .map(|command| {
            let command = command.split(" #").next().unwrap_or(command);
            command.split_whitespace().skip(1).map(str::to_owned).collect()
        })
        .collect()
}

#[test]
fn every_command_of_the_pages_is_one_that_exists() {
    for name in ["CONTRIBUTING.md", "README.md", "ARCHITECTURE.md", "specwright-diff/DISAGREEMENTS.md"] {
        let page = fs::read_to_string(root().join(name)).expect(name);
        for command in commands(&page) {
            let parsed = Cli::try_parse_from(&command);
            assert!(parsed.is_ok(), "{name}: cargo {}: {}", command.join(" "), parsed.expect_err("refused"));
        }
    }
}

#[test]
fn the_review_of_a_spec_change_is_described_with_its_commands() {
    let page = fs::read_to_string(root().join("CONTRIBUTING.md")).expect("the page");
    let section = page.split("## How to review a spec change").nth(1).expect("the section");
    let section = section.split("\n## ").next().unwrap_or(section);
    let found = commands(section);
    let uses = |option: &str| found.iter().any(|command| command.iter().any(|word| word == option));
    for option in ["--format", "--fail-on", "--base", "--head", "--against-vendor"] {
        assert!(uses(option), "{option}");
    }
}

/// The commands of the section, run as they stand there, in a repository with two commits of one spec.
#[test]
fn each_command_of_the_review_runs_as_it_stands() {
    let page = fs::read_to_string(root().join("CONTRIBUTING.md")).expect("the page");
    let section = page.split("## How to review a spec change").nth(1).expect("the section");
    let section = section.split("\n## ").next().unwrap_or(section);
    let repository = Repository::new();
    repository.write("README.md", "A second commit.\n");
    repository.commit("second");
    let commands = commands(section);
    assert!(commands.len() > 5, "{commands:?}");
    for command in commands {
        let arguments: Vec<&str> = command.iter().skip(1).map(String::as_str).collect();
        let output = crate::xtask(repository.path(), &arguments);
        assert_eq!(output.status.code(), Some(0), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn the_wrapper_hands_the_generated_crate_on_so_that_both_move_alike() {
    let page = fs::read_to_string(root().join("netbird-users/src/lib.rs")).expect("the wrapper");
    assert!(page.contains("pub use netbird_users_gen as generated;"));
}
