//! For the documentation of generated code, which rustdoc reads as markdown: it runs each block of code that names no
//! other language, makes links of names in brackets, and lets HTML pass.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use specwright_document::inert::{code, unseen};

/// Languages that rustdoc knows not to be Rust. Any other word behind a fence could be one of its own.
const LANGUAGES: [&str; 7] = ["text", "json", "yaml", "xml", "http", "sh", "toml"];

/// More rounds than a text needs in which what is mended shows something new.
const ROUNDS: usize = 8;

/// A text of a spec as documentation: words, lists, emphasis and tables, and blocks of code that are no Rust. What would be
/// a link, HTML, or not be seen, is there as the characters that it was written with.
pub(crate) fn inert(text: &str) -> String {
    mended(&visible(text), &Mend { links: true })
}

/// The same for a text that stands in a line with others. One that would be a block, wherever in the line it stands, is
/// code in the line.
pub(crate) fn inert_line(text: &str) -> String {
    const BEFORE: &str = "x ";
    let line = visible(text).trim().replace(['\n', '\t'], " ");
    let inside = inert(&format!("{BEFORE}{line}"));
    let inert_at_both = |line: &&str| !line.contains('\n') && inert(line) == **line;
    inside.strip_prefix(BEFORE).filter(inert_at_both).map_or_else(|| code(&line), str::to_owned)
}

/// The same for documentation that holds links of this generator's own.
pub(crate) fn code_is_text(text: &str) -> String {
    mended(&visible(text), &Mend { links: false })
}

fn visible(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().map(|c| if unseen(c) && !matches!(c, '\n' | '\t') { '\u{fffd}' } else { c }).collect()
}

fn mended(text: &str, mend: &Mend) -> String {
    let mut text = text.to_owned();
    for _ in 0..ROUNDS {
        let edits = mend.edits(&text);
        if edits.is_empty() {
            return text;
        }
        apply(&mut text, edits);
    }
    as_block(&text)
}

/// Whatever it is, it is a block of text.
fn as_block(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}text\n{text}\n{fence}")
}

/// A place in the text and what stands there instead.
type Edit = (Range<usize>, String);

fn apply(text: &mut String, mut edits: Vec<Edit>) {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    edits.dedup_by_key(|(range, _)| range.start);
    for (range, new) in edits.into_iter().rev() {
        text.replace_range(range, &new);
    }
}

struct Mend {
    links: bool,
}

impl Mend {
    fn edits(&self, text: &str) -> Vec<Edit> {
        // rustdoc looks for an item behind each name in brackets.
        let name = |_: BrokenLink<'_>| Some((CowStr::from("a name"), CowStr::from("")));
        let parser = Parser::new_with_broken_link_callback(text, options(), Some(name));
        let mut edits: Vec<Edit> = Vec::new();
        if self.links {
            let definitions = parser.reference_definitions().iter();
            edits.extend(definitions.map(|(_, definition)| before(definition.span.start)));
        }
        let mut indented = false;
        for (event, range) in parser.into_offset_iter() {
            match event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                    edits.extend(fenced(text, &range, &language));
                }
                Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                    indented = true;
                    edits.push(without_indent(text, range.start));
                }
                Event::End(TagEnd::CodeBlock) => indented = false,
                Event::Text(_) if indented => edits.push(without_indent(text, range.start)),
                Event::Html(_) | Event::InlineHtml(_) if self.links => {
                    edits.extend(
                        text[range.clone()].match_indices('<').map(|(at, _)| before(range.start + at)),
                    );
                }
                Event::Start(Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. })
                    if self.links =>
                {
                    edits.push(before(range.start));
                }
                Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::FootnoteDefinition(_))
                | Event::FootnoteReference(_)
                    if self.links =>
                {
                    let bracket = text[range.clone()].find('[').unwrap_or_default();
                    edits.push(before(range.start + bracket));
                }
                _ => {}
            }
        }
        edits
    }
}

/// As rustdoc reads it.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

fn before(at: usize) -> Edit {
    (at..at, "\\".to_owned())
}

/// A fence names its language, and the block ends before what is written behind it.
fn fenced(text: &str, range: &Range<usize>, language: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let block = &text[range.clone()];
    let mark = block.chars().next().unwrap_or('`');
    let fence = block.len() - block.trim_start_matches(mark).len();
    let first = block.find('\n').unwrap_or(block.len());
    if !LANGUAGES.contains(&language) {
        edits.push((range.start + fence..range.start + first, "text".to_owned()));
    }
    let last = block.trim_end().rsplit('\n').next().unwrap_or_default();
    let closing = last.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
    let closed =
        first < block.trim_end().len() && closing.len() >= fence && closing.chars().all(|c| c == mark);
    if !closed && range.end == text.len() {
        edits.push((range.end..range.end, format!("\n{}", mark.to_string().repeat(fence))));
    }
    edits
}

/// Without the blanks that make a line code.
fn without_indent(text: &str, at: usize) -> Edit {
    let blank = |c: char| c == ' ' || c == '\t';
    let start = text[..at].trim_end_matches(blank).len();
    let end = text.len() - text[at..].trim_start_matches(blank).len();
    // Something may stand before them that the words are not to run into.
    let beside = text[..start].chars().last().is_some_and(|c| c != '\n');
    (start..end, if beside { " ".to_owned() } else { String::new() })
}
