//! Bodies as Go's decoder reads them.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::{Value, value::RawValue};

use super::{Failure, Outcome};

/// The members of an object, in order, twice if sent twice.
#[derive(Debug, Default)]
pub(crate) struct Members(Vec<(String, Box<RawValue>)>);

impl Members {
    /// The first value of a body: an object, or none for `null`. What follows it is not read.
    pub(crate) fn read(body: &[u8]) -> Outcome<Option<Self>> {
        let text = text(body);
        serde_json::Deserializer::from_str(&text).into_iter().next().and_then(Result::ok).ok_or_else(refused)
    }

    /// The same where the server takes `null` for an object without members.
    pub(crate) fn read_or_none(body: &[u8]) -> Outcome<Self> {
        Ok(Self::read(body)?.unwrap_or_default())
    }

    /// The same where the server panics over `null`.
    pub(crate) fn read_or_panic(body: &[u8]) -> Outcome<Self> {
        Self::read(body)?.ok_or(Failure::Panics)
    }

    /// A string; none when it is absent or `null`.
    pub(crate) fn text(&self, name: &str) -> Outcome<Option<String>> {
        self.last(name, |value| value.as_str().map(str::to_owned))
    }

    /// A boolean; false when it is absent or `null`.
    pub(crate) fn flag(&self, name: &str) -> Outcome<bool> {
        Ok(self.last(name, Value::as_bool)?.unwrap_or_default())
    }

    /// A whole number that fits 64 bits, written without fraction and exponent; 0 when it is absent or `null`.
    pub(crate) fn integer(&self, name: &str) -> Outcome<i64> {
        Ok(self.last(name, Value::as_i64)?.unwrap_or_default())
    }

    /// An array of strings, in which `null` is an empty one; none when it is absent or `null`.
    pub(crate) fn texts(&self, name: &str) -> Outcome<Option<Vec<String>>> {
        let text = |value: &Value| match value {
            Value::Null => Some(String::new()),
            value => value.as_str().map(str::to_owned),
        };
        let list = |value: &Value| match value {
            Value::Null => Some(None),
            value => value.as_array()?.iter().map(text).collect::<Option<Vec<String>>>().map(Some),
        };
        let lists = self.all(name).map(|value| list(&value?).ok_or_else(refused));
        Ok(lists.collect::<Outcome<Vec<_>>>()?.pop().flatten())
    }

    /// The last member of this name that is not `null`, which changes nothing. All of them must have the type.
    fn last<T>(&self, name: &str, read: impl Fn(&Value) -> Option<T>) -> Outcome<Option<T>> {
        let mut last = None;
        for value in self.all(name) {
            match value? {
                Value::Null => {}
                value => last = Some(read(&value).ok_or_else(refused)?),
            }
        }
        Ok(last)
    }

    /// The members of this name, whatever its case. What the others hold is not looked at: their numbers may be of any
    /// size, and they may be nested to any depth.
    fn all(&self, name: &str) -> impl Iterator<Item = Outcome<Value>> {
        let of_that_name = self.0.iter().filter(move |(sent, _)| sent.eq_ignore_ascii_case(name));
        of_that_name.map(|(_, value)| serde_json::from_str(value.get()).map_err(|_| refused()))
    }
}

fn refused() -> Failure {
    Failure::verbatim(400, "couldn't parse JSON request")
}

/// Each byte that is no UTF-8 becomes U+FFFD, and so does each half of a pair of surrogates that stands alone.
fn text(mut bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    loop {
        match std::str::from_utf8(bytes) {
            Ok(good) => {
                text.push_str(good);
                return without_lone_surrogates(text);
            }
            Err(error) => {
                let (good, rest) = bytes.split_at(error.valid_up_to());
                text.push_str(&String::from_utf8_lossy(good));
                text.push(char::REPLACEMENT_CHARACTER);
                bytes = &rest[1..];
            }
        }
    }
}

fn without_lone_surrogates(text: String) -> String {
    let mut at = 0;
    let mut lone = Vec::new();
    while let Some(found) = text[at..].find('\\') {
        at += found;
        at += match (surrogate(&text[at..]), text.get(at + 6..).and_then(surrogate)) {
            (Some(0xD800..0xDC00), Some(0xDC00..0xE000)) => 12,
            (Some(_), _) => {
                lone.push(at);
                6
            }
            // What is escaped, such as a backslash, begins nothing.
            (None, _) => 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8),
        };
    }
    let mut text = text;
    for at in lone {
        text.replace_range(at..at + 6, "\\ufffd");
    }
    text
}

/// The surrogate whose escape stands here.
fn surrogate(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let code = u16::from_str_radix(digits, 16).ok()?;
    (0xD800..0xE000).contains(&code).then_some(code)
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Members;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wrong_byte_is_replaced() {
        assert_eq!(text(b"a\xFF\xFEb\xE2\x82"), "a\u{FFFD}\u{FFFD}b\u{FFFD}\u{FFFD}");
    }

    #[test]
    fn half_a_pair_of_surrogates_is_replaced_and_a_pair_is_a_character() {
        for (sent, read) in [
            (r"\ud83d\ude00", r"\ud83d\ude00"),
            (r"\ud83d", r"\ufffd"),
            (r"\ude00\ud83d x", r"\ufffd\ufffd x"),
            (r"\\ud83d", r"\\ud83d"),
            (r"\\\ud83dä\ä", r"\\\ufffdä\ä"),
            (r"\u00e4\ud8", r"\u00e4\ud8"),
        ] {
            assert_eq!(text(sent.as_bytes()), read, "{sent}");
        }
    }
}
