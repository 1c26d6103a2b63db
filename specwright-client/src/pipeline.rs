//! From a spec to code: lint ▸ lower ▸ generate ▸ refine ▸ format. Nothing here reads or writes a file.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use crate::{
    adapt::{LeftOut, adapt, keep_going},
    generate::{blame, clash_problem, clashes, generate},
    header::header,
    lint,
    lower::{Lowered, lower},
    refine::{Support, refine},
    support,
};
use specwright_document::{Document, Problem, Problems};
use specwright_rust::{format, guarded};

/// What to generate, and how.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The spec.
    pub document: &'a Document,
    /// Rules of the lint that are switched off.
    pub allow: &'a [String],
    /// The command that the header of the output names.
    pub command: &'a str,
    /// The spec's name in the header: the same on every machine.
    pub spec_name: &'a str,
    /// Where the output finds its support module.
    pub support: Support,
}

/// What came out.
#[derive(Clone, Debug)]
pub struct Output {
    /// The text of `generated.rs`.
    pub code: String,
    /// Each step and how long it took.
    pub steps: Vec<(&'static str, Duration)>,
}

/// Runs every step.
///
/// # Errors
///
/// The spec breaks a rule, the generator cannot take it, or its output is not what the refinement expects.
pub fn run(request: Request<'_>) -> Result<Output, Problems> {
    once(Request { document: &adapt(request.document), ..request })
}

/// Runs every step for what the generator can take, and says what it cannot.
///
/// # Errors
///
/// What is wrong is no operation's, or nothing is left.
pub fn run_keeping_going(request: Request<'_>) -> Result<(Output, Vec<LeftOut>), Problems> {
    keep_going(&adapt(request.document), |document| once(Request { document, ..request }))
}

fn once(request: Request<'_>) -> Result<Output, Problems> {
    let mut steps = Steps::new();
    lint::check(request.document, request.allow)?;
    steps.done("lint");
    let lowered = lower(request.document);
    steps.done("lower");
    let made = guarded(|| code(&lowered, request.support, &mut steps))
        .unwrap_or_else(|panic| Err(Failure::Generate(panic)));
    let body = made.map_err(|failure| request.document.problems(failure.into_problems(&lowered)))?;
    let header = header(request.command, request.spec_name, &request.document.text);
    Ok(Output { code: format!("{header}{body}"), steps: steps.list })
}

enum Failure {
    Generate(String),
    Clash(BTreeSet<String>),
    Refine(String),
}

impl Failure {
    fn into_problems(self, lowered: &Lowered) -> Vec<Problem> {
        match self {
            Self::Generate(reason) => blame(&lowered.value, &reason),
            Self::Clash(names) => names.iter().map(|name| clash_problem(&lowered.value, name)).collect(),
            Self::Refine(reason) => vec![Problem::of_file(
                "refinement",
                format!("progenitor's output is not what the passes expect: {reason}"),
                "this is a mistake of the generator: take the construct out of the document, and report it",
            )],
        }
    }
}

fn code(lowered: &Lowered, support: Support, steps: &mut Steps) -> Result<String, Failure> {
    let mut file = generate(&lowered.value).map_err(Failure::Generate)?;
    let clashes = clashes(&file);
    if !clashes.is_empty() {
        return Err(Failure::Clash(clashes));
    }
    steps.done("generate");
    refine(&mut file, &lowered.facts, support).map_err(Failure::Refine)?;
    if support == Support::Inside {
        file.items.push(support::module().map_err(Failure::Refine)?);
    }
    steps.done("refine");
    let code = format(&file);
    steps.done("format");
    Ok(code)
}

struct Steps {
    list: Vec<(&'static str, Duration)>,
    since: Instant,
}

impl Steps {
    fn new() -> Self {
        Self { list: Vec::new(), since: Instant::now() }
    }

    fn done(&mut self, step: &'static str) {
        self.list.push((step, self.since.elapsed()));
        self.since = Instant::now();
    }
}
