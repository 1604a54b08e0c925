//! What of a case in JSON is the caller's own: the id, and the columns that are not facts.
//!
//! It is found on every line in which it can be read: callers must find their case again by its id, above all if the
//! line is wrong.

use super::columns::{Field, Keys, TOP};
use super::fault::Fault;
use crate::pack::program::Entity;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

/// What of a case is the caller's own, and what stands in it besides the facts.
#[derive(Debug, Default)]
pub struct CallerFields<'l> {
    /// The id, as it was written.
    pub id: Option<&'l str>,
    /// The columns that are not facts: each name as it was written between its quotes, and the value.
    pub others: Vec<(&'l str, &'l str)>,
    /// Columns that are not facts and were not seen before, with the entity in whose list they stand.
    pub new_columns: Vec<(Entity, String)>,
    /// The lists of members that are there, even if they are empty.
    pub(super) lists: Vec<Entity>,
    /// The advice that was stored with the case.
    pub(super) stored: Option<&'l str>,
}

impl<'l> CallerFields<'l> {
    pub(super) fn clear(&mut self) {
        (self.id, self.stored) = (None, None);
        self.others.clear();
        self.new_columns.clear();
        self.lists.clear();
    }

    /// Reads the id and the columns of a line that is wrong.
    ///
    /// If it is not valid JSON, only an id is read that is surely whole: not a number that may have been cut. Of two
    /// ids none is read, and no columns if one of them is there twice or cannot be written out again.
    pub(super) fn recover(&mut self, keys: &Keys, line: &'l str) {
        (self.id, self.stored) = (None, None);
        self.others.clear();
        let mut ids = Vec::new();
        let is_whole = entries(line, &mut |key, value| {
            let Ok(name) = decoded(key) else { return };
            match keys.find(TOP, &name) {
                Field::Id => ids.push(value),
                Field::Other => self.others.push((&key[1..key.len() - 1], value)),
                _ => {}
            }
        });
        let is_sound = |value: &str| check_sound(value).is_ok();
        let mut seen = HashSet::new();
        let is_clean =
            self.others.iter().all(|(name, value)| seen.insert(*name) && is_sound(value));
        if is_whole.is_err() || !is_clean {
            self.others.clear();
        }
        let is_followed = |id: &&str| {
            let end = id.as_ptr().addr() - line.as_ptr().addr() + id.len();
            line[end..].trim_start().starts_with([',', '}'])
        };
        let [id] = ids[..] else { return };
        self.id = Some(id).filter(|id| is_sound(id)).filter(is_followed);
    }
}

/// Walks the keys and values of an object, as they were written, as far as it can be read.
pub(super) fn entries<'l>(
    text: &'l str,
    each: &mut dyn FnMut(&'l str, &'l str),
) -> serde_json::Result<()> {
    let mut json = serde_json::Deserializer::from_str(text);
    json.deserialize_map(Entries(each))?;
    json.end()
}

struct Entries<'e, 'l>(&'e mut dyn FnMut(&'l str, &'l str));

impl<'l> Visitor<'l> for Entries<'_, 'l> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'l>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some((key, value)) = map.next_entry::<&'l RawValue, &'l RawValue>()? {
            (self.0)(key.get(), value.get());
        }
        Ok(())
    }
}

/// The name that a key stands for, which is given with its quotes.
pub(super) fn decoded(key: &str) -> serde_json::Result<Cow<'_, str>> {
    if key.contains('\\') {
        serde_json::from_str(key).map(Cow::Owned)
    } else {
        Ok(Cow::Borrowed(&key[1..key.len() - 1]))
    }
}

/// Refuses a value that cannot be written out again: with half of a character, or nested too deep.
pub(super) fn check_sound(json: &str) -> Result<(), Fault<'_>> {
    let bytes = json.as_bytes();
    let is_deep = || memchr::memchr2_iter(b'[', b'{', bytes).nth(100).is_some();
    let has_code = || memchr::memchr_iter(b'\\', bytes).any(|at| bytes.get(at + 1) == Some(&b'u'));
    if bytes.len() > 100 && is_deep() || has_code() {
        let read = serde_json::from_str::<Value>(json);
        read.map_err(|error| Fault::of_json(json, &error))?;
    }
    Ok(())
}
