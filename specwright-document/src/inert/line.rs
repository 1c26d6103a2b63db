//! For a terminal and the log of a workflow.

use std::{borrow::Cow, fmt::Write};

/// Whether a character is not seen, but acts: it moves the cursor, starts a sequence or a line, or turns the direction of
/// the text around it.
#[must_use]
pub fn unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A text on one line, without what acts: such characters are written as in Rust. The older form of a workflow's commands,
/// which may stand anywhere in a line, is taken apart.
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    const COMMAND: &str = "##[";
    if !text.contains(unseen) && !text.contains(COMMAND) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if unseen(c) {
            let _ = write!(line, "{}", c.escape_default());
        } else {
            line.push(c);
        }
    }
    Cow::Owned(line.replace(COMMAND, "# #["))
}

/// A page of which no line is a command of a workflow. A workflow looks at the first characters of a line that are no
/// blanks.
#[must_use]
pub fn no_command(page: &str) -> String {
    let line = |line: &str| {
        let rest = line.trim_start();
        let blanks = &line[..line.len() - rest.len()];
        if rest.starts_with("::") { format!("{blanks}\\{rest}") } else { line.to_owned() }
    };
    page.split_inclusive('\n').map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_shown_and_what_is_read_stays() {
        for (text, shown) in [
            ("GET /lamps: größer → 5", "GET /lamps: größer → 5"),
            ("a\n::error::b\r\tc", r"a\n::error::b\r\tc"),
            ("\u{1b}]8;;x\u{7}y\u{9b}31m", r"\u{1b}]8;;x\u{7}y\u{9b}31m"),
            ("a\u{202e}b\u{2066}c\u{2028}d", r"a\u{202e}b\u{2066}c\u{2028}d"),
            ("x ##[add-mask]y", "x # #[add-mask]y"),
        ] {
            assert_eq!(one_line(text), shown);
        }
    }

    #[test]
    fn no_line_of_a_page_is_a_command() {
        assert_eq!(no_command("::error::a\n  ::b\nc::d\n"), "\\::error::a\n  \\::b\nc::d\n");
    }
}
