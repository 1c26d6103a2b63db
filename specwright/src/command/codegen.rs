//! `codegen`: from a document to the file that is its client.

use std::{io::Write, path::PathBuf, time::Instant};

use clap::Args;
use specwright_client::{
    adapt::{LeftOut, adapt},
    lint::{self, ALLOWABLE},
    pipeline::{self, Request},
    refine::Support,
};
use specwright_document::{Problems, inert::one_line};

use super::{Failure, Outcome, Source, advice, allowable, needs, step};
use crate::{
    Project,
    plan::{Difference, Planned, State},
};

/// What to generate from, and where to.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Write nothing; end with 4 when a file is not what it is made from gives.
    #[arg(long)]
    pub check: bool,
    /// The document, YAML or JSON.
    #[arg(long, value_name = "FILE", requires = "out")]
    pub spec: Option<PathBuf>,
    /// The folder that gets the document's generated.rs, complete in one file.
    #[arg(long, value_name = "DIR", requires = "spec")]
    pub out: Option<PathBuf>,
    /// Leave out the operations that cannot be taken, list them, and end with 3.
    #[arg(long, requires = "spec")]
    pub keep_going: bool,
    /// Do not speak of a rule: invalid-example, mixed-errors or unused-schema.
    #[arg(long, value_name = "RULE", value_parser = allowable)]
    pub allow: Vec<String>,
}

/// Writes the client of the document that the arguments name.
///
/// # Errors
///
/// The document cannot be read, breaks a rule, or cannot be generated from; the file cannot be written.
pub fn run(arguments: Arguments, project: &Project, screen: &mut dyn Write) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let out = arguments.out.unwrap_or_default();
    let source = Source::of(arguments.spec.clone(), project)?;
    let spec = arguments.spec.unwrap_or_default();
    let spec_name = spec.file_name().unwrap_or(spec.as_os_str()).to_string_lossy().into_owned();
    let command = format!("{} codegen", project.program);
    let labels = Labels {
        command: format!("{command} --spec {spec_name} --out DIR"),
        spec_name,
        support: Support::Inside,
    };
    let (text, left_out) = generate_any(&source, &arguments.allow, arguments.keep_going, &labels, screen)?;
    let again = format!("{command} --spec {} --out {}", spec.display(), out.display());
    let file = out.join("generated.rs");
    let name = file.display().to_string();
    let made = Made {
        file: Planned { path: project.here.join(file), name, text },
        from: source.name,
        gives: "the spec gives",
        is_part: false,
    };
    let outcome = settle(screen, std::slice::from_ref(&made), arguments.check, &again, start)?;
    if !arguments.check {
        needs::print(screen, &made.file.text)?;
    }
    advice::left_out(screen, &left_out)?;
    Ok(if outcome == Outcome::Done && !left_out.is_empty() { Outcome::LeftOut } else { outcome })
}

/// The code of somebody's document: what is wrong with it and generates sound code is told, and stops nothing.
fn generate_any(
    source: &Source,
    silent: &[String],
    keep_going: bool,
    labels: &Labels,
    screen: &mut dyn Write,
) -> Result<(String, Vec<LeftOut>), Failure> {
    let start = Instant::now();
    let document = source.read()?;
    step(screen, "read", &source.name, start.elapsed())?;
    let Labels { command, spec_name, support } = labels;
    let allow = ALLOWABLE.map(str::to_owned);
    let request = Request { document: &document, allow: &allow, command, spec_name, support: *support };
    let (output, left_out) = if keep_going {
        pipeline::run_keeping_going(request)?
    } else {
        let output = pipeline::run(request).map_err(with_a_way_on)?;
        (output, Vec::new())
    };
    for (name, time) in &output.steps {
        step(screen, name, "", *time)?;
    }
    let mut found = lint::advice(&adapt(&document));
    found.retain(|problem| !silent.iter().any(|rule| rule == problem.rule));
    advice::warn(screen, &found)?;
    Ok((output.code, left_out))
}

/// Where there are many, the way on is told with the last of them.
fn with_a_way_on(mut problems: Problems) -> Problems {
    if problems.list.len() > 1
        && let Some(last) = problems.list.last_mut()
    {
        last.remedy += "; or take the rest of the document by `--keep-going`";
    }
    problems
}

/// How the output tells where it comes from, and where it finds its support module.
#[derive(Clone, Debug)]
pub struct Labels {
    /// What the header of the output names: the same on every machine.
    pub command: String,
    /// The document's name in the header.
    pub spec_name: String,
    /// Where the output finds its support module.
    pub support: Support,
}

/// The code of a document's client; says what each step took.
///
/// # Errors
///
/// The document cannot be read, breaks a rule, or cannot be generated from.
pub fn generate(
    source: &Source,
    allow: &[String],
    labels: &Labels,
    screen: &mut dyn Write,
) -> Result<String, Failure> {
    let start = Instant::now();
    let document = source.read()?;
    step(screen, "read", &source.name, start.elapsed())?;
    let Labels { command, spec_name, support } = labels;
    let output =
        pipeline::run(Request { document: &document, allow, command, spec_name, support: *support })?;
    for (name, time) in &output.steps {
        step(screen, name, "", *time)?;
    }
    Ok(output.code)
}

/// A file that is made, and how messages call what it is made from.
#[derive(Clone, Debug)]
pub struct Made {
    /// The file as it should be.
    pub file: Planned,
    /// What it is made from.
    pub from: String,
    /// How messages end that say what it should be.
    pub gives: &'static str,
    /// One of several that go together: it is spoken of only when it is not as it should be.
    pub is_part: bool,
}

/// Compares what was made with the disk, or writes it there.
///
/// # Errors
///
/// A file cannot be read or written.
pub fn settle(
    screen: &mut dyn Write,
    made: &[Made],
    check: bool,
    again: &str,
    start: Instant,
) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Done;
    for made in made {
        let since = Instant::now();
        let state = made.file.state()?;
        if state != State::Fresh && !check {
            made.file.write()?;
        }
        if made.is_part && state == State::Fresh {
            continue;
        }
        step(screen, if check { "compare" } else { "write" }, &made.file.name, since.elapsed())?;
        if !check {
            let done = if state == State::Fresh { "fresh" } else { "written" };
            let (lines, time) = (made.file.text.lines().count(), start.elapsed().as_secs_f64() * 1000.0);
            let (file, from) = (one_line(&made.file.name), one_line(&made.from));
            writeln!(screen, "{done}: {file}, {lines} lines from {from}, in {time:.0} ms")?;
        } else if report(screen, made, &state, again)? == Outcome::Stale {
            outcome = Outcome::Stale;
        }
    }
    Ok(outcome)
}

fn report(screen: &mut dyn Write, made: &Made, state: &State, command: &str) -> Result<Outcome, Failure> {
    let Made { file, gives, .. } = made;
    let file = &one_line(&file.name);
    match state {
        State::Fresh => {
            writeln!(screen, "fresh: {file}")?;
            return Ok(Outcome::Done);
        }
        State::Missing => writeln!(screen, "stale: {file} is not there")?,
        State::Stale(differences) => {
            writeln!(screen, "stale: {file} is not what {gives}")?;
            for Difference { line, is, should_be } in differences {
                let text = |line: &Option<String>| {
                    one_line(line.as_deref().unwrap_or("(the file ends)")).into_owned()
                };
                writeln!(screen, "  line {line}")?;
                writeln!(screen, "    is:        {}", text(is))?;
                writeln!(screen, "    should be: {}", text(should_be))?;
            }
        }
    }
    writeln!(screen, "  help: run `{}` and commit what it changes", one_line(command))?;
    Ok(Outcome::Stale)
}
