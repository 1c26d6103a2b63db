//! Bodies as Go's decoder reads them.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::Value;

use super::{Failure, Outcome};

/// The members of an object, in order, twice if sent twice.
#[derive(Debug, Default)]
pub(crate) struct Members(Vec<(String, Value)>);

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
        self.last(name, |value| value.as_array()?.iter().map(text).collect())
    }

    /// The last member of this name, whatever its case. All of them must have the type.
    fn last<T>(&self, name: &str, read: impl Fn(&Value) -> Option<T>) -> Outcome<Option<T>> {
        let mut last = None;
        for (_, value) in self.0.iter().filter(|(sent, _)| sent.eq_ignore_ascii_case(name)) {
            last = if value.is_null() { None } else { Some(read(value).ok_or_else(refused)?) };
        }
        Ok(last)
    }
}

fn refused() -> Failure {
    Failure::verbatim(400, "couldn't parse JSON request")
}

/// Each byte that is no UTF-8 becomes U+FFFD.
fn text(mut bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    loop {
        match std::str::from_utf8(bytes) {
            Ok(good) => {
                text.push_str(good);
                return text;
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
}
