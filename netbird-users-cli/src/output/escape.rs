//! Text that others wrote, made harmless.

/// Whether a terminal, or who reads it, could take the character for something else than a character: controls, and
/// what turns the direction of writing.
pub(crate) fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}')
}

/// The text on one line, each harmful character as its number.
pub(crate) fn escaped(text: &str) -> String {
    if !text.contains(is_harmful) {
        return text.to_owned();
    }
    text.chars().fold(String::with_capacity(text.len() + 8), |mut safe, c| {
        if is_harmful(c) {
            safe.extend(c.escape_default());
        } else {
            safe.push(c);
        }
        safe
    })
}

/// What a spreadsheet would take for a formula gets an apostrophe before it, which it shows as text.
pub(crate) fn formula_safe(text: &str) -> String {
    let text = escaped(text);
    if text.trim_start().starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_reaches_a_terminal_as_a_command() {
        let text = "a\u{1b}]0;title\u{7}b\u{9b}31mc\r\nd\u{202e}e\u{7f}";
        assert_eq!(escaped(text), "a\\u{1b}]0;title\\u{7}b\\u{9b}31mc\\r\\nd\\u{202e}e\\u{7f}");
        assert_eq!(escaped("Ægir Þór 東京 'x'"), "Ægir Þór 東京 'x'");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\n=1"] {
            let cell = formula_safe(formula);
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\n']), "{cell}");
        }
        assert_eq!(formula_safe("a=b"), "a=b");
    }
}
