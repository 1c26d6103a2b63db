//! Questions before what cannot be undone.

use std::io::{self, BufRead, IsTerminal, Write};

use crate::{context::Context, failure::Failure, output::escaped};

/// Goes on when the person types the phrase after having read the impact, or has said `--yes`.
pub(crate) fn confirm(context: &Context, impact: &[String], phrase: &str) -> Result<(), Failure> {
    if context.yes || context.dry_run {
        return Ok(());
    }
    if !io::stdin().is_terminal() {
        return Err(Failure::usage(format!(
            "{}; that cannot be undone, and there is no terminal to ask at: say `--yes` if it is meant",
            impact.join("; ")
        )));
    }
    ask(impact, phrase, &mut io::stdin().lock(), &mut io::stderr())
}

fn ask(
    impact: &[String],
    phrase: &str,
    answers: &mut impl BufRead,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::local("ask", &error);
    for line in impact {
        writeln!(out, "{}", escaped(line)).map_err(failed)?;
    }
    write!(out, "This cannot be undone. Type `{}` to go on: ", escaped(phrase)).map_err(failed)?;
    out.flush().map_err(failed)?;
    let mut answer = String::new();
    answers.read_line(&mut answer).map_err(failed)?;
    if answer.trim() == phrase.trim() {
        return Ok(());
    }
    Err(Failure::usage("not confirmed, so nothing was changed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_phrase_goes_on() {
        let ask = |answer: &str| {
            let mut out = Vec::new();
            let impact = ["deletes Ada\u{1b}[2J".to_owned()];
            let asked = ask(&impact, "ada@example.com", &mut answer.as_bytes(), &mut out);
            let out = String::from_utf8(out).expect("UTF-8");
            assert!(out.starts_with("deletes Ada\\u{1b}[2J\n"), "{out}");
            asked.is_ok()
        };
        assert!(ask("ada@example.com\n") && ask(" ada@example.com"));
        for answer in ["", "\n", "y\n", "yes\n", "ADA@example.com\n", "ada@example.com x\n"] {
            assert!(!ask(answer), "{answer:?}");
        }
    }
}
