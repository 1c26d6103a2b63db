//! The documentation of the async client, said of the blocking one.

use syn::{Attribute, parse_quote};

use super::surface::Surface;
use specwright_rust::attribute::doc_line;

/// What reads differently without async. Each has to be found, so that none outlives the text it was for.
pub(super) const PHRASES: [(&str, &str); 4] = [
    ("which is also a `Stream`", "which is that of an `Iterator`"),
    ("also when the future of either is dropped", "also before the end"),
    (
        "The generated client underneath: the same operations,",
        "The generated client underneath, which is async: the same operations,",
    ),
    ("or TLS cannot be set up.", "TLS cannot be set up, or no thread can be started."),
];

/// Words that no documentation of the blocking client has a use for: where one stands, a phrase is missing.
const ASYNC_WORDS: [&str; 3] = ["await", "future", "`Stream`"];

/// How the lines of an example change, before `.await` is taken out. An empty line goes.
const EXAMPLE: [(&str, &str); 4] = [
    ("# #[tokio::main(flavor = \"current_thread\")]", ""),
    ("# async fn main()", "# fn main()"),
    (
        "# let server = netbird_users_mock::MockNetBird::start().await?;",
        "# let runtime = tokio::runtime::Runtime::new()?;\n\
         # let server = runtime.block_on(netbird_users_mock::MockNetBird::start())?;",
    ),
    ("use netbird_users::{Client,", "use netbird_users::{blocking::Client,"),
];

pub(super) struct Docs<'a> {
    phrases: &'a [(&'a str, &'a str)],
    found: Vec<bool>,
}

impl<'a> Docs<'a> {
    pub(super) fn new(phrases: &'a [(&'a str, &'a str)]) -> Self {
        Self { phrases, found: vec![false; phrases.len()] }
    }

    /// The attributes, those that are documentation rewritten.
    pub(super) fn attributes(
        &mut self,
        surface: &Surface,
        attributes: &[Attribute],
    ) -> Result<Vec<Attribute>, String> {
        let mut made: Vec<Attribute> = Vec::new();
        let mut in_example = false;
        for attribute in attributes {
            let Some(line) = doc_line(attribute) else {
                // `#[doc = example!()]`, the hidden beginning of an example, is another macro where the output stands.
                made.push(attribute.clone());
                continue;
            };
            if line.trim_start().starts_with("```") {
                in_example = !in_example;
                made.push(attribute.clone());
                continue;
            }
            let new = if in_example { example(&line)? } else { self.prose(surface, &line)? };
            if new.is_empty() && !line.is_empty() {
                continue;
            }
            made.extend(new.split('\n').map(|line| -> Attribute { parse_quote!(#[doc = #line]) }));
        }
        Ok(made)
    }

    fn prose(&mut self, surface: &Surface, line: &str) -> Result<String, String> {
        let mut line = line.to_owned();
        for (found, (from, to)) in self.found.iter_mut().zip(self.phrases) {
            if line.contains(from) {
                *found = true;
                line = line.replace(from, to);
            }
        }
        for name in surface.kinds.keys() {
            for end in [")", "::"] {
                line =
                    line.replace(&format!("(crate::{name}{end}"), &format!("(crate::blocking::{name}{end}"));
            }
        }
        match ASYNC_WORDS.iter().find(|word| line.contains(**word)) {
            Some(word) => Err(format!("its documentation speaks of {word}: {}", line.trim())),
            None => Ok(line),
        }
    }

    pub(super) fn all_phrases_found(&self) -> Result<(), String> {
        match self.found.iter().zip(self.phrases).find(|(found, _)| !**found) {
            Some((_, (phrase, _))) => Err(format!("no documentation says \"{phrase}\" any more")),
            None => Ok(()),
        }
    }
}

fn example(line: &str) -> Result<String, String> {
    let mut line = line.to_owned();
    for (from, to) in EXAMPLE {
        if line.contains(from) {
            line = line.replace(from, &to.replace('\n', "\n "));
        }
    }
    line = line.replace(".await", "");
    if line.contains("async") || line.contains("await") {
        return Err(format!("its example cannot be told without async: {}", line.trim()));
    }
    Ok(if line.trim().is_empty() { String::new() } else { line })
}
