use std::{collections::HashMap, mem};

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, Tag};
use serde_json::Value;

use super::{DEPTH, repeated, scalar::plain, syntax, too_deep, unrepresentable};
use crate::{
    Pointer, Problem,
    spot::{List, Mapping, Placed},
};

/// How many nodes the aliases of a document may stand for: a few lines could name billions.
const ALIASED: usize = 1_000_000;

pub(super) fn read(text: &str) -> Result<Placed, Problem> {
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            let line = error.marker().line();
            match error.kind() {
                ErrorKind::RecursionLimitExceeded => too_deep(line),
                kind => syntax(kind.to_string(), Some(line), text),
            }
        })?;
        builder.take(event, span.start.line(), text)?;
    }
    Ok(builder.root.unwrap_or_else(|| Placed::leaf(Value::Null, 1)))
}

/// What is open while the events of a document come by.
#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    anchors: HashMap<usize, Placed>,
    aliased: usize,
    root: Option<Placed>,
}

struct Open {
    line: usize,
    anchor: usize,
    holds: Holds,
}

enum Holds {
    List(List),
    Mapping { mapping: Mapping, key: Option<(String, usize)>, merged: Vec<Placed> },
}

impl Builder {
    fn take(&mut self, event: Event<'_>, line: usize, text: &str) -> Result<(), Problem> {
        match event {
            Event::Scalar(scalar, style, anchor, tag) => {
                if self.awaits_key() {
                    return self.key(scalar.into_owned(), line);
                }
                let node = Placed::leaf(value(&scalar, style, tag.as_deref(), line)?, line);
                self.done(node, anchor);
                Ok(())
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.open(Holds::List(List::default()), anchor, tag.as_deref(), line)
            }
            Event::MappingStart(_, anchor, tag) => {
                let holds = Holds::Mapping { mapping: Mapping::default(), key: None, merged: Vec::new() };
                self.open(holds, anchor, tag.as_deref(), line)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            Event::Alias(anchor) => self.alias(anchor, line),
            Event::DocumentStart(..) if self.root.is_some() => {
                Err(syntax("a second document begins here".to_owned(), Some(line), text))
            }
            _ => Ok(()),
        }
    }

    fn awaits_key(&self) -> bool {
        matches!(self.open.last(), Some(Open { holds: Holds::Mapping { key: None, .. }, .. }))
    }

    fn open(&mut self, holds: Holds, anchor: usize, tag: Option<&Tag>, line: usize) -> Result<(), Problem> {
        let own = if matches!(holds, Holds::List(_)) { "seq" } else { "map" };
        if let Some(tag) = tag.filter(|tag| !tag.is_yaml_core_schema_tag(own)) {
            return Err(unrepresentable(&format!("the tag {}", tag.original()), line));
        }
        if self.awaits_key() {
            return Err(unrepresentable("a key that is a list or a mapping", line));
        }
        if self.open.len() == DEPTH {
            return Err(too_deep(line));
        }
        self.open.push(Open { line, anchor, holds });
        Ok(())
    }

    /// Response codes are often written without quotes: a key is the text that stands there.
    fn key(&mut self, text: String, line: usize) -> Result<(), Problem> {
        let Some(Holds::Mapping { mapping, key, .. }) = self.open.last_mut().map(|open| &mut open.holds)
        else {
            return Ok(());
        };
        if let Some(first) = mapping.line_of(&text) {
            return Err(repeated(&self.at(), &text, first, line));
        }
        *key = Some((text, line));
        Ok(())
    }

    fn close(&mut self) -> Result<(), Problem> {
        let Some(Open { line, anchor, holds }) = self.open.pop() else { return Ok(()) };
        let node = match holds {
            Holds::List(list) => list.close(line),
            Holds::Mapping { mut mapping, merged, .. } => {
                for node in merged {
                    merge(&mut mapping, node)?;
                }
                mapping.close(line)
            }
        };
        self.done(node, anchor);
        Ok(())
    }

    fn alias(&mut self, anchor: usize, line: usize) -> Result<(), Problem> {
        let named = self.anchors.get(&anchor);
        if self.awaits_key() {
            let Some(Value::String(text)) = named.map(|node| node.value.clone()) else {
                return Err(unrepresentable("an alias for a key that is no text", line));
            };
            return self.key(text, line);
        }
        let mut node =
            named.cloned().ok_or_else(|| unrepresentable("an alias inside of what it stands for", line))?;
        self.aliased += node.spot.size();
        if self.aliased > ALIASED {
            let reason = format!("the aliases up to here stand for more than {ALIASED} nodes");
            let remedy = "use $ref for what is repeated, which is not copied";
            return Err(Problem { line: Some(line), ..Problem::of_file("too-many-aliases", reason, remedy) });
        }
        node.spot.line = line;
        self.done(node, 0);
        Ok(())
    }

    /// A node is complete: it goes into the one that holds it.
    fn done(&mut self, node: Placed, anchor: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut().map(|open| &mut open.holds) {
            None => self.root = Some(node),
            Some(Holds::List(list)) => list.push(node),
            Some(Holds::Mapping { mapping, key, merged }) => match mem::take(key) {
                Some((key, _)) if key == "<<" => merged.push(node),
                Some((key, line)) => mapping.push(key, line, node),
                None => {}
            },
        }
    }

    /// The pointer of the innermost open node.
    fn at(&self) -> Pointer {
        let outer = self.open.len().saturating_sub(1);
        self.open[..outer].iter().fold(Pointer::root(), |at, open| match &open.holds {
            Holds::List(list) => at.child(list.len()),
            Holds::Mapping { key, .. } => at.child(key.as_ref().map_or("", |(key, _)| key)),
        })
    }
}

fn merge(mapping: &mut Mapping, node: Placed) -> Result<(), Problem> {
    let Placed { value, spot } = node;
    match value {
        Value::Object(members) => mapping.merge(members, spot.inside),
        Value::Array(items) => {
            for (value, spot) in items.into_iter().zip(spot.inside) {
                merge(mapping, Placed { value, spot })?;
            }
        }
        _ => return Err(unrepresentable("a merge of what is no mapping", spot.line)),
    }
    Ok(())
}

fn value(text: &str, style: ScalarStyle, tag: Option<&Tag>, line: usize) -> Result<Value, Problem> {
    let is = |suffix| tag.is_some_and(|tag| tag.is_yaml_core_schema_tag(suffix));
    if is("str") || (tag.is_none() && style != ScalarStyle::Plain) {
        return Ok(Value::String(text.to_owned()));
    }
    let value = plain(text).ok_or_else(|| unrepresentable(&format!("the number {text}"), line))?;
    let fits = match &value {
        Value::Null => is("null"),
        Value::Bool(_) => is("bool"),
        Value::Number(number) => is("float") || (is("int") && !number.is_f64()),
        _ => false,
    };
    match tag {
        Some(tag) if !fits => Err(unrepresentable(&format!("the tag {} on `{text}`", tag.original()), line)),
        _ => Ok(value),
    }
}
