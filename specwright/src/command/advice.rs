//! What a person should know of somebody else's document, and what does not keep its client from being made.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use specwright_client::adapt::LeftOut;
use specwright_document::{Problem, inert::one_line};

/// How many places of a rule are shown.
const PLACES: usize = 3;

/// A rule a line, with how often and where first.
pub(super) fn warn(screen: &mut dyn Write, found: &[Problem]) -> io::Result<()> {
    let mut rules: BTreeMap<&str, Vec<&Problem>> = BTreeMap::new();
    for problem in found {
        rules.entry(problem.rule).or_default().push(problem);
    }
    for (rule, problems) in rules {
        writeln!(
            screen,
            "warning[{rule}]: {} {}",
            problems.len(),
            if problems.len() == 1 { "place" } else { "places" }
        )?;
        for problem in problems.iter().take(PLACES) {
            writeln!(screen, "  {}{}", place(problem), one_line(&problem.reason))?;
        }
        if problems.len() > PLACES {
            writeln!(screen, "  and {} more: `lint` lists them", problems.len() - PLACES)?;
        }
    }
    Ok(())
}

/// The operations that are not in the client, each with the reason.
pub(super) fn left_out(screen: &mut dyn Write, operations: &[LeftOut]) -> io::Result<()> {
    for LeftOut { operation, line, problem } in operations {
        let method = operation.last().unwrap_or_default().to_uppercase();
        let path = operation.parent().and_then(|item| item.last()).unwrap_or_default();
        let line = line.map(|line| format!(" (line {line})")).unwrap_or_default();
        writeln!(screen, "left out: {method} {}{line}", one_line(&path))?;
        writeln!(screen, "  {}{}: {}", place(problem), problem.rule, one_line(&problem.reason))?;
    }
    Ok(())
}

fn place(problem: &Problem) -> String {
    match (problem.line, &problem.pointer) {
        (Some(line), _) => format!("line {line}: "),
        (None, Some(pointer)) => format!("{}: ", one_line(pointer.as_str())),
        (None, None) => String::new(),
    }
}
