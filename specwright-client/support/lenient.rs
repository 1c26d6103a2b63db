use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{self, DeserializeSeed, IgnoredAny, IntoDeserializer, MapAccess, SeqAccess, Visitor, value},
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
    deserializer.deserialize_any(Lenient(PhantomData::<T>, ByItem))
}

/// How the items of a list are read.
trait Lists {
    /// The reader is behind the list in the end, whatever is in it.
    fn read<'de, S: DeserializeSeed<'de>, A: SeqAccess<'de>>(
        seed: S,
        list: A,
    ) -> Result<Option<S::Value>, A::Error>;
}

/// As they come.
struct ByItem;

/// All of them first: a list inside of a list.
struct Whole;

impl Lists for ByItem {
    fn read<'de, S: DeserializeSeed<'de>, A: SeqAccess<'de>>(
        seed: S,
        list: A,
    ) -> Result<Option<S::Value>, A::Error> {
        let mut items = Items { list, ended: false, broken: None };
        let read = seed.deserialize(value::SeqAccessDeserializer::new(&mut items));
        if let Some(error) = items.broken {
            return Err(error);
        }
        while !items.ended {
            items.ended = items.list.next_element::<IgnoredAny>()?.is_none();
        }
        Ok(read.ok())
    }
}

impl Lists for Whole {
    fn read<'de, S: DeserializeSeed<'de>, A: SeqAccess<'de>>(
        seed: S,
        mut list: A,
    ) -> Result<Option<S::Value>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element::<Value>()? {
            items.push(item);
        }
        Ok(seed.deserialize(Value::Array(items)).ok())
    }
}

/// Reads with this seed what has the form that it asks for.
struct Lenient<S, L>(S, L);

impl<'de, S: DeserializeSeed<'de>, L> Lenient<S, L> {
    fn read(self, scalar: impl Deserializer<'de, Error = value::Error>) -> Option<S::Value> {
        self.0.deserialize(scalar).ok()
    }
}

impl<'de, S: DeserializeSeed<'de>, L: Lists> Visitor<'de> for Lenient<S, L> {
    type Value = Option<S::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E: de::Error>(self, scalar: bool) -> Result<Self::Value, E> {
        Ok(self.read(scalar.into_deserializer()))
    }

    fn visit_i64<E: de::Error>(self, scalar: i64) -> Result<Self::Value, E> {
        Ok(self.read(scalar.into_deserializer()))
    }

    fn visit_u64<E: de::Error>(self, scalar: u64) -> Result<Self::Value, E> {
        Ok(self.read(scalar.into_deserializer()))
    }

    fn visit_f64<E: de::Error>(self, scalar: f64) -> Result<Self::Value, E> {
        Ok(self.read(scalar.into_deserializer()))
    }

    fn visit_str<E: de::Error>(self, scalar: &str) -> Result<Self::Value, E> {
        Ok(self.read(scalar.into_deserializer()))
    }

    fn visit_borrowed_str<E: de::Error>(self, scalar: &'de str) -> Result<Self::Value, E> {
        Ok(self.read(value::BorrowedStrDeserializer::new(scalar)))
    }

    fn visit_string<E: de::Error>(self, scalar: String) -> Result<Self::Value, E> {
        Ok(self.read(scalar.into_deserializer()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        L::read(self.0, list)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut map = Map::new();
        while let Some((name, value)) = members.next_entry::<String, Value>()? {
            map.insert(name, value);
        }
        Ok(self.0.deserialize(Value::Object(map)).ok())
    }
}

/// The items of a list, each read leniently.
struct Items<A, E> {
    list: A,
    ended: bool,
    /// Why the list itself cannot be read.
    broken: Option<E>,
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for &mut Items<A, A::Error> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        match self.list.next_element_seed(Item(seed)) {
            Ok(Some(item)) => item.map(Some).ok_or_else(|| de::Error::custom("an item of another form")),
            Ok(None) => {
                self.ended = true;
                Ok(None)
            }
            Err(error) => {
                self.broken = Some(error);
                Err(de::Error::custom("the list ends"))
            }
        }
    }
}

/// One item, where it has the form that is asked for.
struct Item<S>(S);

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Item<S> {
    type Value = Option<S::Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(Lenient(self.0, Whole))
    }
}
