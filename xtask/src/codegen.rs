use std::{
    io::Write,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use specwright::{
    Project,
    command::{
        Failure, Outcome, Source,
        codegen::{Arguments, Labels, Made, generate, settle},
        step,
    },
    plan::Planned,
};
use specwright_client::{refine::Support, support::FILES};
use specwright_document::Problems;

use crate::blocking;

const OUTPUT: &str = "netbird-users-gen/src/generated.rs";
const SUPPORT: &str = "netbird-users-gen/src/support";
const COMMAND: &str = "cargo xtask codegen";

/// Everything in this workspace that is made from something else in it.
pub(super) fn run(
    arguments: &Arguments,
    project: &Project,
    screen: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let root = &project.root;
    let source = Source::of(None, project)?;
    let labels =
        Labels { command: COMMAND.to_owned(), spec_name: source.name().to_owned(), support: Support::Beside };
    let (text, blocking) = thread::scope(|scope| {
        let blocking = scope.spawn(|| blocking_client(root));
        let text = generate(&source, &arguments.allow, &labels, screen);
        (text, blocking.join())
    });
    let file = Planned { path: root.join(OUTPUT), name: OUTPUT.to_owned(), text: text? };
    let client = Made { file, from: source.name().to_owned(), gives: "the spec gives", is_part: false };
    let (blocking, time) = blocking.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
    step(screen, "wrap", blocking::FROM, time)?;
    let mut made = vec![client, blocking];
    made.extend(support(root).into_iter().map(|file| Made {
        file,
        from: "specwright-client/support".to_owned(),
        gives: "the generator has",
        is_part: true,
    }));
    settle(screen, &made, arguments.check, COMMAND, start)
}

/// What the generated crate stands on: the generator's own files.
#[must_use]
pub fn support(root: &Path) -> Vec<Planned> {
    let file = |(name, text): (&str, &str)| {
        let name = format!("{SUPPORT}/{name}.rs");
        Planned { path: root.join(&name), name, text: text.to_owned() }
    };
    FILES.map(file).into()
}

/// The workspace's second client, whose source is beside it, and the time that it took.
fn blocking_client(root: &Path) -> Result<(Made, Duration), Problems> {
    let since = Instant::now();
    let text = blocking::generate(&blocking::sources(root)?, COMMAND)?;
    let file = Planned { path: root.join(blocking::OUTPUT), name: blocking::OUTPUT.to_owned(), text };
    let made =
        Made { file, from: blocking::FROM.to_owned(), gives: "the async client gives", is_part: false };
    Ok((made, since.elapsed()))
}
