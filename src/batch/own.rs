//! What of a line of JSON is the caller's own: the id, and the columns that are no facts.
//!
//! It is read of every line in which it can be read: a caller must find their case again by its id, above all if
//! the line is wrong.

use super::columns::{Field, Names, TOP};
use crate::pack::program::Entity;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::HashSet;
use std::fmt;

/// What of a line is the caller's own.
#[derive(Debug, Default)]
pub(super) struct Own<'l> {
    /// The id, as it was written.
    pub(super) id: Option<&'l str>,
    /// The columns that are no facts: each name as it was written between its quotes, and the value.
    pub(super) others: Vec<(&'l str, &'l str)>,
    /// The columns of members that are no facts.
    pub(super) of_members: Vec<(Entity, String)>,
    /// Those of the member at hand.
    pub(super) of_member: Vec<&'l str>,
}

impl<'l> Own<'l> {
    pub(super) fn clear(&mut self) {
        self.id = None;
        self.others.clear();
        self.of_members.clear();
        self.of_member.clear();
    }

    /// Reads what is the caller's own, whatever the facts are; gives false if the line is no JSON object.
    ///
    /// Of such a line only an id is read that is surely whole: not a number that may have been cut, and not one of two.
    /// Columns that cannot be written out again, because one is there twice, are left out: the line is wrong.
    pub(super) fn read(&mut self, names: &Names, line: &'l str) -> bool {
        self.clear();
        let line = line.strip_prefix('\u{feff}').unwrap_or(line);
        let is_whole = self.object(names, TOP, line);
        let mut seen = HashSet::new();
        let is_clean =
            self.others.iter().all(|(name, value)| seen.insert(*name) && is_sound(value));
        if !is_whole || !is_clean {
            self.others.clear();
            self.of_members.clear();
        }
        let is_followed = |id: &&str| {
            let end = id.as_ptr().addr() - line.as_ptr().addr() + id.len();
            line[end..].trim_start().starts_with([',', '}'])
        };
        self.id = self.id.filter(|id| is_sound(id)).filter(is_followed);
        is_whole
    }

    /// Reads the members of a list that stands alone.
    pub(super) fn read_list(&mut self, names: &Names, of: Entity, list: &'l str) {
        for member in serde_json::from_str::<Vec<&RawValue>>(list).unwrap_or_default() {
            self.object(names, of, member.get());
        }
    }

    fn object(&mut self, names: &Names, level: Entity, text: &'l str) -> bool {
        let mut json = serde_json::Deserializer::from_str(text);
        let keys = Keys { own: self, names, level, ids: 0 };
        json.deserialize_map(keys).is_ok() && json.end().is_ok()
    }
}

/// Whether the text of a value can be written out again: no half of a character, and not nested too deep.
pub(super) fn is_sound(json: &str) -> bool {
    let bytes = json.as_bytes();
    let is_deep = || memchr::memchr2_iter(b'[', b'{', bytes).nth(100).is_some();
    let has_code = || memchr::memchr_iter(b'\\', bytes).any(|at| bytes.get(at + 1) == Some(&b'u'));
    let is_suspect = bytes.len() > 100 && is_deep() || has_code();
    !is_suspect || serde_json::from_str::<Value>(json).is_ok()
}

/// The name that stands in a key, as it was written with its quotes.
pub(super) fn name(key: &str) -> Option<String> {
    serde_json::from_str(key).ok()
}

/// The keys of an object.
struct Keys<'o, 'l> {
    own: &'o mut Own<'l>,
    names: &'o Names,
    level: Entity,
    ids: usize,
}

impl<'l> Visitor<'l> for Keys<'_, 'l> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'l>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<&'l RawValue>()? {
            let key = key.get();
            let Some(name) = name(key) else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let value = map.next_value::<&'l RawValue>().map(RawValue::get);
            self.key(key, name, value?);
        }
        if self.ids > 1 { Err(A::Error::custom("there are two ids")) } else { Ok(()) }
    }
}

impl<'l> Keys<'_, 'l> {
    fn key(&mut self, key: &'l str, name: String, value: &'l str) {
        match self.names.find(self.level, &name) {
            Field::Id => {
                self.ids += 1;
                self.own.id = Some(value).filter(|_| self.ids == 1);
            }
            Field::Other if self.level == TOP => {
                self.own.others.push((&key[1..key.len() - 1], value));
            }
            Field::Other => self.own.of_members.push((self.level, name)),
            Field::List(of) => self.own.read_list(self.names, of, value),
            Field::Fact(..) | Field::Seldom => {}
        }
    }
}
