use std::collections::HashMap;

use saphyr_parser::{Event, Parser};

use super::Pointer;

/// On which line each node begins. The parser that makes the value does not tell, so the events of another one are
/// read for it; where the two disagree about a text, a line is missing, never wrong by guess.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    lines: HashMap<Pointer, usize>,
    repeated: Option<Repeated>,
}

/// A key that stands twice in one mapping.
#[derive(Clone, Debug)]
pub(super) struct Repeated {
    pub(super) key: Pointer,
    pub(super) first: usize,
    pub(super) again: usize,
}

enum Open {
    Mapping { at: Pointer, key: Option<Pointer> },
    Sequence { at: Pointer, next: usize },
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let mut lines = HashMap::new();
        let mut repeated = None;
        let mut open: Vec<Open> = Vec::new();
        // JSON writes some characters as two halves, which YAML does not have; here only the lines count.
        let text = text.replace("\\ud", "\\u0").replace("\\uD", "\\u0");
        for event in Parser::new_from_str(&text) {
            let Ok((event, span)) = event else { break };
            let line = span.start.line();
            match event {
                Event::MappingStart(..) => {
                    let at = place(&mut open, &mut lines, line);
                    open.push(Open::Mapping { at, key: None });
                }
                Event::SequenceStart(..) => {
                    let at = place(&mut open, &mut lines, line);
                    open.push(Open::Sequence { at, next: 0 });
                }
                Event::MappingEnd | Event::SequenceEnd => {
                    open.pop();
                }
                Event::Scalar(text, ..) => {
                    if let Some(Open::Mapping { at, key: key @ None }) = open.last_mut() {
                        let member = at.child(text);
                        if let Some(first) = lines.insert(member.clone(), line) {
                            repeated.get_or_insert(Repeated { key: member.clone(), first, again: line });
                        }
                        *key = Some(member);
                    } else {
                        place(&mut open, &mut lines, line);
                    }
                }
                Event::Alias(_) => {
                    place(&mut open, &mut lines, line);
                }
                _ => {}
            }
        }
        Self { lines, repeated }
    }

    /// The first key that stands twice.
    pub(super) fn repeated(&self) -> Option<&Repeated> {
        self.repeated.as_ref()
    }

    pub(super) fn line(&self, pointer: &Pointer) -> Option<usize> {
        self.lines.get(pointer).copied()
    }
}

/// The pointer of a value that begins here; an item of a sequence gets its line now, a member has it from its key.
fn place(open: &mut [Open], lines: &mut HashMap<Pointer, usize>, line: usize) -> Pointer {
    match open.last_mut() {
        None => {
            lines.insert(Pointer::root(), line);
            Pointer::root()
        }
        Some(Open::Mapping { at, key }) => key.take().unwrap_or_else(|| at.clone()),
        Some(Open::Sequence { at, next }) => {
            let item = at.child(*next);
            *next += 1;
            lines.insert(item.clone(), line);
            item
        }
    }
}
