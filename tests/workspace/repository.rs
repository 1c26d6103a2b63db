//! The repository keeps to what its pages say of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    process::Command,
};

use serde_json::Value;

use crate::freshness::root;

/// What cargo knows of the workspace; with `all`, of every package that it is built from on this machine.
fn metadata(all: bool) -> Value {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--format-version", "1", "--locked"]).current_dir(root());
    if all {
        let host = Command::new(env!("CARGO")).arg("-vV").output().expect("cargo runs").stdout;
        let host = String::from_utf8(host).expect("UTF-8");
        let host = host
            .lines()
            .find_map(|line| line.strip_prefix("host: "))
            .expect("cargo names its host")
            .to_owned();
        cargo.args(["--filter-platform", &host]);
    } else {
        cargo.arg("--no-deps");
    }
    let output = cargo.output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn packages(metadata: &Value) -> impl Iterator<Item = &Value> {
    metadata["packages"].as_array().expect("packages").iter()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).expect(name)
}

/// The words in backticks of each row of the table that this line heads, by the first of them.
fn table(page: &str, head: &str) -> BTreeMap<String, BTreeSet<String>> {
    let rows = page.lines().skip_while(|line| *line != head).skip(2).take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let mut words = row.split('`').skip(1).step_by(2).map(str::to_owned);
        (words.next().expect("a row begins with a name"), words.collect())
    })
    .collect()
}

#[test]
fn each_crate_depends_on_what_the_architecture_says_and_no_more() {
    let drawn = table(&read("ARCHITECTURE.md"), "| Crate | Depends on |");
    let built: BTreeMap<String, BTreeSet<String>> = packages(&metadata(false))
        .map(|package| {
            let dependencies = package["dependencies"].as_array().expect("dependencies").iter();
            let normal = dependencies.filter(|dependency| dependency["kind"].is_null());
            (
                text(package, "name").to_owned(),
                normal.map(|dependency| text(dependency, "name").to_owned()).collect(),
            )
        })
        .collect();
    assert_eq!(drawn, built);
}

#[test]
fn the_front_page_lists_every_crate() {
    let listed: BTreeSet<String> = table(&read("README.md"), "| Crate | What it is |").into_keys().collect();
    let folders: BTreeSet<String> = packages(&metadata(false))
        .map(|package| {
            let manifest = std::path::Path::new(text(package, "manifest_path"));
            let folder = manifest.parent().and_then(|folder| folder.file_name()).expect("a folder");
            folder.to_str().expect("UTF-8").to_owned()
        })
        .collect();
    assert_eq!(listed, folders);
}

#[test]
fn the_rust_version_is_the_highest_that_a_dependency_asks_for() {
    let version =
        |text: &str| -> Vec<u32> { text.split('.').map(|part| part.parse().expect("a number")).collect() };
    let metadata = metadata(true);
    let (own, others): (Vec<_>, Vec<_>) =
        packages(&metadata).partition(|package| package["source"].is_null());
    let highest = others
        .iter()
        .filter(|package| package["rust_version"].is_string())
        .max_by_key(|package| version(text(package, "rust_version")))
        .expect("a dependency with a version");
    for package in own {
        let (ours, theirs) = (text(package, "rust_version"), text(highest, "rust_version"));
        let reason = format!("{} asks for {theirs}", text(highest, "name"));
        assert_eq!(version(ours)[..2], version(theirs)[..2], "{reason}");
        assert!(read("README.md").contains(ours), "the front page names {ours}");
    }
}

#[test]
fn every_licence_is_on_the_list() {
    let list = read("deny.toml");
    let list =
        list.split("allow = [").nth(1).and_then(|rest| rest.split(']').next()).expect("a list of licences");
    let allowed: BTreeSet<&str> = list.split('"').skip(1).step_by(2).collect();
    for package in packages(&metadata(true)).filter(|package| package["source"].is_string()) {
        let licence = text(package, "license").replace(['(', ')'], "").replace('/', " OR ");
        let good =
            licence.split(" OR ").any(|choice| choice.split(" AND ").all(|one| allowed.contains(one.trim())));
        assert!(good, "{} is under {licence}", text(package, "name"));
    }
}

#[test]
fn no_hand_written_file_is_too_long() {
    let mut open = vec![root()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().and_then(|name| name.to_str()).expect("UTF-8");
            if path.is_dir() && !name.starts_with('.') && name != "target" {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") && name != "generated.rs" {
                let lines = fs::read_to_string(&path).expect("text").lines().count();
                assert!(lines <= 500, "{} has {lines} lines", path.display());
            }
        }
    }
}

#[test]
fn the_generated_crate_needs_nothing_that_only_the_generator_needs() {
    let metadata = metadata(false);
    let gen_crate =
        packages(&metadata).find(|package| package["name"] == "netbird-users-gen").expect("it is there");
    let names: Vec<&str> = gen_crate["dependencies"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|dependency| text(dependency, "name"))
        .collect();
    for generator in ["progenitor", "openapiv3", "serde_yaml", "syn", "quote", "prettyplease"] {
        assert!(!names.contains(&generator), "{generator}");
    }
    let sources =
        ["lib.rs", "generated.rs"].map(|file| read(&format!("netbird-users-gen/src/{file}"))).concat();
    let support: String = fs::read_dir(root().join("netbird-users-gen/src/support"))
        .expect("the folder")
        .map(|entry| fs::read_to_string(entry.expect("an entry").path()).expect("text"))
        .collect();
    for name in names {
        let path = format!("{}::", name.replace('-', "_"));
        assert!(sources.contains(&path) || support.contains(&path), "{name} is not used");
    }
}

/// What `cargo tree` prints about the client and the normal dependencies that it has on this platform.
fn tree(arguments: &[&str]) -> String {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["tree", "--locked", "--edges", "normal", "--package", "netbird-users", "--charset", "utf8"]);
    let output = cargo.args(arguments).current_dir(root()).output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn the_clients_page_says_what_it_pulls_in() {
    let page = read("netbird-users/README.md");
    let shown = page.split("$ cargo tree -e normal -p netbird-users --depth 1\n").nth(1);
    let shown = shown.and_then(|rest| rest.split("```").next()).expect("the list");
    // Where this clone lies is left out.
    let without_folder = |line: &str| line.split(" (/").next().unwrap_or_default().to_owned() + "\n";
    let direct: String = tree(&["--depth", "1"]).lines().map(without_folder).collect();
    assert_eq!(shown, direct, "the list on the page is old");

    let target = "x86_64-unknown-linux-gnu";
    let all = tree(&["--target", target, "--prefix", "none", "--no-dedupe"]);
    let all: BTreeSet<&str> = all.lines().collect();
    assert!(page.contains(&format!("That is {} crates in all", all.len())), "there are {}", all.len());
}
