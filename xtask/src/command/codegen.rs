use std::{
    io::Write,
    path::{Path, PathBuf},
    time::Instant,
};

use clap::Args;

use super::{Failure, Outcome, Source, allowable, needs, step};
use crate::{
    blocking,
    inert::one_line,
    pipeline::{self, Request},
    plan::{Difference, Planned, State},
    refine::Support,
};

const OUTPUT: &str = "netbird-users-gen/src/generated.rs";
const COMMAND: &str = "cargo xtask codegen";

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Write nothing; end with 4 when a file is not what it is made from gives.
    #[arg(long)]
    check: bool,
    /// Another spec, YAML or JSON.
    #[arg(long, value_name = "FILE", requires = "out")]
    spec: Option<PathBuf>,
    /// The folder that gets that spec's generated.rs, complete in one file.
    #[arg(long, value_name = "DIR", requires = "spec")]
    out: Option<PathBuf>,
    /// Switch a rule of the lint off: invalid-example, mixed-errors or unused-schema.
    #[arg(long, value_name = "RULE", value_parser = allowable)]
    allow: Vec<String>,
}

pub(super) fn run(
    arguments: Arguments,
    root: &Path,
    here: &Path,
    screen: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let target = Target::of(&arguments, root, here);
    let source = Source::of(arguments.spec, root, here);
    let document = source.read()?;
    step(screen, "read", &source.name, start.elapsed())?;

    let output = pipeline::run(Request {
        document: &document,
        allow: &arguments.allow,
        command: &target.command,
        spec_name: &target.spec_name,
        support: target.support,
    })?;
    for (name, time) in &output.steps {
        step(screen, name, "", *time)?;
    }

    let file = Planned { path: target.path, name: target.name, text: output.code };
    let mut made = vec![Made { file, from: source.name, gives: "the spec gives" }];
    if target.support == Support::Beside {
        made.push(blocking_client(root, screen)?);
    }
    if arguments.check {
        return check(screen, &made, &target.again);
    }
    for Made { file, from, .. } in &made {
        let since = Instant::now();
        let state = file.state()?;
        if state != State::Fresh {
            file.write()?;
        }
        step(screen, "write", &file.name, since.elapsed())?;
        let done = if state == State::Fresh { "fresh" } else { "written" };
        let (lines, time) = (file.text.lines().count(), start.elapsed().as_secs_f64() * 1000.0);
        writeln!(
            screen,
            "{done}: {}, {lines} lines from {}, in {time:.0} ms",
            one_line(&file.name),
            one_line(from)
        )?;
        if target.support == Support::Inside {
            needs::print(screen, &file.text)?;
        }
    }
    Ok(Outcome::Done)
}

/// A file that is made, and how messages call what it is made from.
struct Made {
    file: Planned,
    from: String,
    gives: &'static str,
}

/// The workspace's second output, whose source is beside it.
fn blocking_client(root: &Path, screen: &mut dyn Write) -> Result<Made, Failure> {
    let since = Instant::now();
    let text = blocking::generate(&blocking::sources(root)?, COMMAND)?;
    step(screen, "wrap", blocking::FROM, since.elapsed())?;
    let file = Planned { path: root.join(blocking::OUTPUT), name: blocking::OUTPUT.to_owned(), text };
    Ok(Made { file, from: blocking::FROM.to_owned(), gives: "the async client gives" })
}

fn check(screen: &mut dyn Write, made: &[Made], again: &str) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Done;
    for made in made {
        let since = Instant::now();
        let state = made.file.state()?;
        step(screen, "compare", &made.file.name, since.elapsed())?;
        if report(screen, made, &state, again)? == Outcome::Stale {
            outcome = Outcome::Stale;
        }
    }
    Ok(outcome)
}

/// Where the output goes, and how its header tells the way back.
struct Target {
    path: PathBuf,
    name: String,
    /// What the header of the output names: the same on every machine.
    command: String,
    /// What this person types to bring the file up to date.
    again: String,
    spec_name: String,
    support: Support,
}

impl Target {
    fn of(arguments: &Arguments, root: &Path, here: &Path) -> Self {
        match (&arguments.spec, &arguments.out) {
            (Some(spec), Some(out)) => {
                let file = out.join("generated.rs");
                let spec_name = spec.file_name().unwrap_or(spec.as_os_str()).to_string_lossy().into_owned();
                Self {
                    path: here.join(&file),
                    name: file.display().to_string(),
                    command: format!("{COMMAND} --spec {spec_name} --out DIR"),
                    again: format!("{COMMAND} --spec {} --out {}", spec.display(), out.display()),
                    spec_name,
                    support: Support::Inside,
                }
            }
            _ => Self {
                path: root.join(OUTPUT),
                name: OUTPUT.to_owned(),
                command: COMMAND.to_owned(),
                again: COMMAND.to_owned(),
                spec_name: super::SPEC.to_owned(),
                support: Support::Beside,
            },
        }
    }
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
