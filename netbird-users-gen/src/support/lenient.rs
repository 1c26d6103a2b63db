use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{self, IntoDeserializer, MapAccess, SeqAccess, Visitor, value},
};
use serde_json::{Map, Value};

/// Reads a member that is not known where it is null or of another form than its type: one odd member of one row does
/// not take the rows beside it along.
#[allow(dead_code, reason = "only specs with lenient objects call it")]
pub(crate) fn lenient<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    deserializer.deserialize_any(Lenient(PhantomData))
}

struct Lenient<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Lenient<T> {
    fn read(scalar: impl Deserializer<'de, Error = value::Error>) -> Option<T> {
        T::deserialize(scalar).ok()
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Lenient<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E: de::Error>(self, scalar: bool) -> Result<Self::Value, E> {
        Ok(Self::read(scalar.into_deserializer()))
    }

    fn visit_i64<E: de::Error>(self, scalar: i64) -> Result<Self::Value, E> {
        Ok(Self::read(scalar.into_deserializer()))
    }

    fn visit_u64<E: de::Error>(self, scalar: u64) -> Result<Self::Value, E> {
        Ok(Self::read(scalar.into_deserializer()))
    }

    fn visit_f64<E: de::Error>(self, scalar: f64) -> Result<Self::Value, E> {
        Ok(Self::read(scalar.into_deserializer()))
    }

    fn visit_str<E: de::Error>(self, scalar: &str) -> Result<Self::Value, E> {
        Ok(Self::read(scalar.into_deserializer()))
    }

    fn visit_borrowed_str<E: de::Error>(self, scalar: &'de str) -> Result<Self::Value, E> {
        Ok(Self::read(value::BorrowedStrDeserializer::new(scalar)))
    }

    fn visit_string<E: de::Error>(self, scalar: String) -> Result<Self::Value, E> {
        Ok(Self::read(scalar.into_deserializer()))
    }

    /// It is read to its end first: a list that is given up half way would leave the reader in the midst of it.
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element::<Value>()? {
            items.push(item);
        }
        Ok(T::deserialize(Value::Array(items)).ok())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut map = Map::new();
        while let Some((name, value)) = members.next_entry::<String, Value>()? {
            map.insert(name, value);
        }
        Ok(T::deserialize(Value::Object(map)).ok())
    }
}
