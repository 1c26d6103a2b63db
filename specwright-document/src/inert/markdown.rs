//! For a comment on a pull request.

use super::one_line;

/// A text in which nothing is read as markup, as a link, or as a call for a person's attention.
#[must_use]
pub fn prose(text: &str) -> String {
    let line = one_line(text);
    let mut prose = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '&' => prose.push_str("&amp;"),
            '<' => prose.push_str("&lt;"),
            '>' => prose.push_str("&gt;"),
            // Behind these GitHub looks for a person, and for an issue: a character without width stands between.
            '@' | '#' => prose.extend([c, '\u{200b}']),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '!' | '|' | '~' | '$' | '^' => {
                prose.extend(['\\', c]);
            }
            _ => prose.push(c),
        }
    }
    // GitHub makes links of addresses that begin so.
    prose.replace("://", ":\u{200b}//").replace("www.", "www\u{200b}.")
}

/// A text as code, which no backtick in it ends.
#[must_use]
pub fn code(text: &str) -> String {
    let line = one_line(text);
    let longest = line.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let edge = |c: Option<char>| matches!(c, Some('`' | ' ') | None);
    let blank = if edge(line.chars().next()) || edge(line.chars().last()) { " " } else { "" };
    // In the cell of a table a bar ends the cell even inside of code.
    format!("{fence}{blank}{}{blank}{fence}", line.replace('|', "\\|"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::*;

    fn events(text: &str) -> Vec<Event<'_>> {
        Parser::new_ext(text, Options::all() - Options::ENABLE_SMART_PUNCTUATION).collect()
    }

    proptest! {
        #[test]
        fn prose_is_one_paragraph_of_text(text in r"[\PC\n\r\t `*_\[\]()<>&!#@:|~$\\x-]{0,40}") {
            let page = format!("- **x**: {} (end)", prose(&text));
            for event in events(&page) {
                let is_text = matches!(
                    event,
                    Event::Text(_)
                        | Event::Start(Tag::List(_) | Tag::Item | Tag::Strong | Tag::Paragraph)
                        | Event::End(TagEnd::List(_) | TagEnd::Item | TagEnd::Strong | TagEnd::Paragraph)
                );
                prop_assert!(is_text, "{event:?} in {page:?}");
            }
        }

        #[test]
        fn code_is_one_span_with_the_whole_text(text in r"[\PC\n`|\\ ]{0,20}") {
            let page = format!("- **{}**: end", code(&text));
            let spans: Vec<String> = events(&page)
                .into_iter()
                .filter_map(|event| match event { Event::Code(code) => Some(code.to_string()), _ => None })
                .collect();
            prop_assert_eq!(spans.len(), 1, "{}", page);
            prop_assert!(page.ends_with("**: end") && !page.contains('\n'));
        }
    }
}
