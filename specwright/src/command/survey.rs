//! `survey`: how a folder of documents fares, a line each.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use clap::Args;
use specwright_client::{
    adapt::{LeftOut, adapt},
    lint::ALLOWABLE,
    pipeline::{self, Output, Request},
    refine::Support,
};
use specwright_document::{Document, Kind, Problem, Problems, inert::one_line, walk};

use super::{Failure, Outcome, needs};
use crate::{Project, plan::Planned};

/// Which documents, and how far to go with each.
#[derive(Args, Debug)]
pub struct Arguments {
    /// The folder; each of its .yaml, .yml and .json files is a document.
    folder: PathBuf,
    /// Do not compile what is generated.
    #[arg(long)]
    no_compile: bool,
}

/// Generates from each document what can be taken, compiles it, and prints a table.
///
/// # Errors
///
/// The folder cannot be read, or no crate can be made to compile in.
pub fn run(arguments: &Arguments, project: &Project, screen: &mut dyn Write) -> Result<Outcome, Failure> {
    let folder = project.here.join(&arguments.folder);
    let files = documents(&folder)?;
    let scratch = tempfile::tempdir().map_err(|error| unusable(&arguments.folder, &error))?;
    writeln!(
        screen,
        "{:<28} {:>10} {:>8} {:>9} {:>9}  result",
        "document", "operations", "left out", "lines", "time"
    )?;
    let (mut whole, mut all) = (0, 0);
    for file in &files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let start = Instant::now();
        let made = generate(file, &name);
        let time = start.elapsed().as_secs_f64();
        all += 1;
        match made {
            Err(reason) => {
                writeln!(
                    screen,
                    "{:<28} {:>10} {:>8} {:>9} {time:>7.1} s  refused: {}",
                    one_line(&name),
                    "-",
                    "-",
                    "-",
                    one_line(&reason)
                )?;
            }
            Ok((operations, output, left_out)) => {
                let compiles = !arguments.no_compile;
                let errors = if compiles { compile(scratch.path(), &output.code) } else { Ok(()) };
                let result = match &errors {
                    Ok(()) if compiles => "compiles".to_owned(),
                    Ok(()) => "generated".to_owned(),
                    Err(reason) => format!("does not compile: {}", one_line(reason)),
                };
                whole += usize::from(errors.is_ok() && left_out.is_empty());
                let lines = output.code.lines().count();
                writeln!(
                    screen,
                    "{:<28} {operations:>10} {:>8} {lines:>9} {time:>7.1} s  {result}",
                    one_line(&name),
                    left_out.len()
                )?;
            }
        }
    }
    writeln!(screen, "{whole} of {all} are taken whole")?;
    Ok(Outcome::Done)
}

fn unusable(folder: &Path, error: &std::io::Error) -> Problems {
    let problem = Problem::of_file(
        "unreadable-folder",
        format!("cannot be read: {error}"),
        "name a folder of documents",
    );
    Problems::one(folder.display().to_string(), problem)
}

fn documents(folder: &Path) -> Result<Vec<PathBuf>, Problems> {
    let entries = fs::read_dir(folder).map_err(|error| unusable(folder, &error))?;
    let is_document = |path: &PathBuf| {
        path.extension()
            .is_some_and(|kind| ["json", "yaml", "yml"].iter().any(|known| kind.eq_ignore_ascii_case(known)))
    };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_document).collect();
    files.sort();
    Ok(files)
}

/// How many operations the document has, its code, and what is not in it; or the first reason why there is none.
fn generate(file: &Path, name: &str) -> Result<(usize, Output, Vec<LeftOut>), String> {
    let first = |problems: Problems| {
        problems
            .list
            .first()
            .map_or_else(String::new, |problem| format!("{}: {}", problem.rule, problem.reason))
    };
    let bytes = fs::read(file).map_err(|error| error.to_string())?;
    let document = Document::parse(name, &bytes).map_err(first)?;
    let adapted = adapt(&document);
    let operations = walk(&adapted.value).iter().filter(|node| node.kind == Kind::Operation).count();
    let allow = ALLOWABLE.map(str::to_owned);
    let request = Request {
        document: &document,
        allow: &allow,
        command: "specwright survey",
        spec_name: name,
        support: Support::Inside,
    };
    let (output, left_out) = pipeline::run_keeping_going(request).map_err(first)?;
    Ok((operations, output, left_out))
}

/// Checks the code in a crate of its own; what it stands on is built once for all.
fn compile(scratch: &Path, code: &str) -> Result<(), String> {
    let write = |name: &str, text: String| {
        let file = Planned { path: scratch.join(name), name: name.to_owned(), text };
        file.write().map_err(|problems| problems.to_string())
    };
    write("Cargo.toml", needs::manifest())?;
    write("src/lib.rs", "#[allow(warnings)]\npub mod generated;\n".to_owned())?;
    write("src/generated.rs", code.to_owned())?;
    let output = Command::new("cargo")
        .args(["check", "--quiet", "--message-format", "short"])
        .current_dir(scratch)
        .env("CARGO_TARGET_DIR", scratch.join("target"))
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("cargo cannot be run: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr);
    let errors: Vec<&str> = text.lines().filter(|line| line.contains("error")).collect();
    Err(format!("{} errors, first {}", errors.len(), errors.first().copied().unwrap_or_default()))
}
