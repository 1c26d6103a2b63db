use std::{
    cell::{Cell, RefCell},
    fmt,
    io::{self, Read},
};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

use super::{repeated, syntax, too_deep};
use crate::{
    Pointer, Problem,
    spot::{List, Mapping, Placed},
};

pub(super) fn read(text: &str) -> Result<Placed, Problem> {
    let place = Place { line: Cell::new(1), path: RefCell::default(), problem: Cell::new(None) };
    let mut parser =
        serde_json::Deserializer::from_reader(Counting { rest: text.as_bytes(), line: &place.line });
    let node = Here(&place).deserialize(&mut parser).and_then(|node| parser.end().map(|()| node));
    node.map_err(|error| {
        let whole = error.to_string();
        let reason = whole.split(" at line ").next().unwrap_or(&whole).to_owned();
        if reason.starts_with("recursion limit") {
            return too_deep(error.line());
        }
        place.problem.take().unwrap_or_else(|| syntax(reason, Some(error.line()), text))
    })
}

/// Where the parser is. It asks for one byte at a time and never for one more than it needs.
struct Place {
    line: Cell<usize>,
    path: RefCell<Vec<String>>,
    problem: Cell<Option<Problem>>,
}

impl Place {
    fn repeated(&self, key: &str, first: usize) {
        let mapping = self.path.borrow().iter().fold(Pointer::root(), |at, token| at.child(token));
        self.problem.set(Some(repeated(&mapping, key, first, self.line.get())));
    }

    fn inside<T>(&self, token: String, read: impl FnOnce() -> T) -> T {
        self.path.borrow_mut().push(token);
        let inner = read();
        self.path.borrow_mut().pop();
        inner
    }
}

struct Counting<'a> {
    rest: &'a [u8],
    line: &'a Cell<usize>,
}

impl Read for Counting<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let (Some((&byte, rest)), Some(into)) = (self.rest.split_first(), buffer.first_mut()) else {
            return Ok(0);
        };
        self.line.set(self.line.get() + usize::from(byte == b'\n'));
        self.rest = rest;
        *into = byte;
        Ok(1)
    }
}

/// The value that begins here.
#[derive(Clone, Copy)]
struct Here<'a>(&'a Place);

impl<'de> DeserializeSeed<'de> for Here<'_> {
    type Value = Placed;

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<Placed, D::Error> {
        parser.deserialize_any(self)
    }
}

impl Here<'_> {
    fn leaf(self, value: impl Into<Value>) -> Placed {
        Placed::leaf(value.into(), self.0.line.get())
    }
}

impl<'de> Visitor<'de> for Here<'_> {
    type Value = Placed;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Placed, E> {
        Ok(self.leaf(Value::Null))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Placed, E> {
        Ok(self.leaf(flag))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Placed, E> {
        Ok(self.leaf(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Placed, E> {
        Ok(self.leaf(number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Placed, E> {
        Ok(self.leaf(Number::from_f64(number).map_or(Value::Null, Value::Number)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Placed, E> {
        Ok(self.leaf(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Placed, A::Error> {
        let line = self.0.line.get();
        let mut list = List::default();
        while let Some(node) = self.0.inside(list.len().to_string(), || items.next_element_seed(self))? {
            list.push(node);
        }
        Ok(list.close(line))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Placed, A::Error> {
        let line = self.0.line.get();
        let mut mapping = Mapping::default();
        while let Some(key) = members.next_key::<String>()? {
            let line = self.0.line.get();
            if let Some(first) = mapping.line_of(&key) {
                self.0.repeated(&key, first);
                return Err(A::Error::custom("a key stands twice"));
            }
            let node = self.0.inside(key.clone(), || members.next_value_seed(self))?;
            mapping.push(key, line, node);
        }
        Ok(mapping.close(line))
    }
}
