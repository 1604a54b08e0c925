//! Takes the entries of a case in JSON apart and hands them on, one after the other, with `serde_json`.
//!
//! **Must not know** what an entry means.

use super::columns::{Field, LARGEST, MOST_MEMBERS};
use super::fault::Fault;
use super::reading::{Entries, Entry, Reading, check_list};
use crate::pack::program::Entity;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// Reads a text that is one case.
pub(super) fn household<'l>(reading: &mut Reading<'_, 'l>) -> Result<(), Fault<'l>> {
    let text = reading.text;
    let start = text.trim_start();
    if text.len() > LARGEST {
        return Err(Fault::new(text, "the case is too large (want at most 1 MiB)"));
    }
    if !start.starts_with('{') {
        return Err(Fault::new(start, "this is not a case (want { \"fact\": value, … })"));
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let object = Object { reading: &mut *reading, of: None };
    let read = object.deserialize(&mut json).and_then(|()| json.end());
    ended(reading, read)?;
    let late = reading.case.check_stays(reading.pack);
    late.map_err(|bad| Fault::new(reading.stays.unwrap_or(start), bad.to_string()))?;
    let nobody = reading.case.check_done();
    nobody.map_err(|bad| Fault::new(reading.done.unwrap_or(start), bad.to_string()))
}

/// Reads a text that is one list of members.
pub(super) fn list<'l>(reading: &mut Reading<'_, 'l>, of: Entity) -> Result<(), Fault<'l>> {
    let list = reading.text.trim_start();
    check_list(list)?;
    let mut json = serde_json::Deserializer::from_str(list);
    let read = Members { reading: &mut *reading, of, list }.deserialize(&mut json);
    ended(reading, read)
}

/// Why reading ended, if it was before the end.
fn ended<'l>(reading: &mut Reading<'_, 'l>, read: serde_json::Result<()>) -> Result<(), Fault<'l>> {
    let text = reading.text;
    read.map_err(|error| reading.fault.take().unwrap_or_else(|| Fault::of_json(text, &error)))
}

/// Keeps why reading ends.
#[cold]
fn fail<'l, E: Error>(reading: &mut Reading<'_, 'l>, fault: Fault<'l>) -> E {
    reading.fault = Some(fault);
    E::custom("the case is wrong")
}

/// The facts of a member to add, of this entity; without one, those of the household and yours.
struct Object<'s, 'r, 'l> {
    reading: &'s mut Reading<'r, 'l>,
    of: Option<Entity>,
}

impl<'l> DeserializeSeed<'l> for Object<'_, '_, 'l> {
    type Value = ();

    fn deserialize<D: Deserializer<'l>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'l> Visitor<'l> for Object<'_, '_, 'l> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object of facts")
    }

    fn visit_map<A: MapAccess<'l>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { reading, of } = self;
        let member = of.map(|of| reading.case.add_from(reading.template, of));
        let mut entries = Entries::of(member);
        while let Some(key) = next_key(&mut map, reading.is_plain)? {
            let field = reading.field(&mut entries, key);
            let read = match field.map_err(|fault| fail(reading, fault))? {
                Field::List(of) => match reading.start_list(of, key) {
                    Ok(list) => {
                        let reading = &mut *reading;
                        map.next_value_seed(Members { reading, of, list })?;
                        Ok(())
                    }
                    Err(fault) => Err(fault),
                },
                field => {
                    let value = next_value(&mut map, reading, key)?;
                    reading.entry(&mut entries, field, Entry { key, value })
                }
            };
            read.map_err(|fault| fail(reading, fault))?;
        }
        Ok(())
    }
}

/// The next key, as it stands between its quotes.
fn next_key<'l, A: MapAccess<'l>>(
    map: &mut A,
    is_plain: bool,
) -> Result<Option<&'l str>, A::Error> {
    if is_plain {
        return map.next_key::<&'l str>();
    }
    let key = map.next_key::<&'l RawValue>()?.map(RawValue::get);
    Ok(key.map(|key| &key[1..key.len() - 1]))
}

/// The value of a key, as it is written.
fn next_value<'l, A: MapAccess<'l>>(
    map: &mut A,
    reading: &Reading<'_, 'l>,
    key: &str,
) -> Result<&'l str, A::Error> {
    if !reading.is_plain {
        return map.next_value::<&'l RawValue>().map(RawValue::get);
    }
    let start = reading.after(key);
    Ok(match map.next_value_seed(Length)? {
        Some(length) => &start[..length],
        None => first(start),
    })
}

/// The value in JSON that starts a text which was read before.
fn first(text: &str) -> &str {
    let value = <&RawValue>::deserialize(&mut serde_json::Deserializer::from_str(text));
    value.map_or(text, RawValue::get)
}

/// How many bytes a plain value takes, if that is known at once: a [`RawValue`] would tell, but later.
struct Length;

impl<'l> DeserializeSeed<'l> for Length {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'l>>(self, json: D) -> Result<Option<usize>, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'l> Visitor<'l> for Length {
    type Value = Option<usize>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'l str) -> Result<Option<usize>, E> {
        Ok(Some(text.len() + 2))
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Option<usize>, E> {
        Ok(Some(if truth { 4 } else { 5 }))
    }

    fn visit_unit<E: Error>(self) -> Result<Option<usize>, E> {
        Ok(Some(4))
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Option<usize>, E> {
        Ok(None)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Option<usize>, E> {
        Ok(None)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Option<usize>, E> {
        Ok(None)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Option<usize>, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'l>>(self, list: A) -> Result<Option<usize>, A::Error> {
        IgnoredAny.visit_seq(list).map(|_| None)
    }

    fn visit_map<A: MapAccess<'l>>(self, map: A) -> Result<Option<usize>, A::Error> {
        IgnoredAny.visit_map(map).map(|_| None)
    }
}

/// The members of a list.
struct Members<'s, 'r, 'l> {
    reading: &'s mut Reading<'r, 'l>,
    of: Entity,
    /// The text that begins with the list.
    list: &'l str,
}

impl<'l> DeserializeSeed<'l> for Members<'_, '_, 'l> {
    type Value = ();

    fn deserialize<D: Deserializer<'l>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'l> Visitor<'l> for Members<'_, '_, 'l> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of members")
    }

    fn visit_seq<A: SeqAccess<'l>>(self, mut list: A) -> Result<(), A::Error> {
        for number in 0..MOST_MEMBERS {
            let next = Object { reading: &mut *self.reading, of: Some(self.of) };
            match list.next_element_seed(next) {
                Ok(Some(())) => {}
                Ok(None) => return Ok(()),
                Err(error) if self.reading.fault.is_some() => return Err(error),
                Err(error) => {
                    // It is an element of another kind, unless the text is not JSON at all.
                    let wanted = "this is not a member (want { \"fact\": value, … })";
                    let at = element(self.list, number);
                    self.reading.fault = at.map(|at| Fault::new(at, wanted));
                    return Err(error);
                }
            }
        }
        if list.next_element::<IgnoredAny>()?.is_none() {
            return Ok(());
        }
        let message = format!("there are too many members (want at most {MOST_MEMBERS})");
        Err(fail(self.reading, Fault::new(self.list, message)))
    }
}

/// An element of the list that starts a text.
fn element(list: &str, number: usize) -> Option<&str> {
    let mut json = serde_json::Deserializer::from_str(list);
    let elements = Vec::<&RawValue>::deserialize(&mut json).ok()?;
    elements.get(number).map(|element| element.get())
}
