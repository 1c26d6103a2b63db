use std::{io::Write, path::Path, time::Instant};

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
    let text = generate(&source, &arguments.allow, &labels, screen)?;
    let file = Planned { path: root.join(OUTPUT), name: OUTPUT.to_owned(), text };
    let client = Made { file, from: source.name().to_owned(), gives: "the spec gives", is_part: false };
    let mut made = vec![client, blocking_client(root, screen)?];
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

/// The workspace's second client, whose source is beside it.
fn blocking_client(root: &Path, screen: &mut dyn Write) -> Result<Made, Failure> {
    let since = Instant::now();
    let text = blocking::generate(&blocking::sources(root)?, COMMAND)?;
    step(screen, "wrap", blocking::FROM, since.elapsed())?;
    let file = Planned { path: root.join(blocking::OUTPUT), name: blocking::OUTPUT.to_owned(), text };
    Ok(Made { file, from: blocking::FROM.to_owned(), gives: "the async client gives", is_part: false })
}
