//! What of a case in JSON is the caller's own: the id, and the columns that are not facts.
//!
//! It is found on every line in which it can be read: callers must find their case again by its id, above all if the
//! line is wrong.

use super::columns::{Field, Keys, TOP};
use super::fault::Fault;
use crate::pack::program::Entity;
use serde::de::{Deserializer, MapAccess, Visitor};
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
    /// Columns that are not facts, with the entity in whose list they stand, if they were not seen before.
    pub new_columns: Vec<(Entity, String)>,
    /// The lists of members that are there, even if they are empty.
    pub(super) lists: Vec<Entity>,
}

impl<'l> CallerFields<'l> {
    /// Forgets what was read, except that columns were met.
    pub(super) fn restart(&mut self) {
        self.id = None;
        self.others.clear();
        self.lists.clear();
    }

    /// Reads the id and the columns of a line that is wrong.
    ///
    /// If it is not valid JSON, only an id is read that is surely whole: not a number that may have been cut. Of two
    /// ids none is read, and no columns if one of them is there twice or cannot be written out again.
    pub(super) fn recover(&mut self, keys: &Keys, line: &'l str) {
        self.restart();
        let (mut ids, mut columns) = (Vec::new(), Vec::new());
        let is_whole = entries(line, &mut |key, value| {
            let Ok(name) = decoded(key) else { return };
            match keys.find(TOP, &name) {
                Field::Id => ids.push(value),
                Field::Other => {
                    self.others.push((key, value));
                    columns.push((TOP, name.into_owned()));
                }
                _ => {}
            }
        });
        let is_sound = |value: &str| check_sound(value).is_ok();
        let mut seen = HashSet::new();
        let is_clean =
            self.others.iter().all(|(name, value)| seen.insert(*name) && is_sound(value));
        if is_whole.is_ok() && is_clean {
            self.new_columns.extend(columns);
        } else {
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

/// Walks the keys (between their quotes) and values of an object, as they are written, as far as it can be read.
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
            let key = key.get();
            (self.0)(&key[1..key.len() - 1], value.get());
        }
        Ok(())
    }
}

/// The text that stands between the quotes of a string in JSON.
pub(super) fn decoded(json: &str) -> Result<Cow<'_, str>, Fault<'_>> {
    if !json.as_bytes().contains(&b'\\') {
        return Ok(Cow::Borrowed(json));
    }
    check_sound(json)?;
    let decoded = serde_json::from_str(&format!("\"{json}\""));
    decoded.map(Cow::Owned).map_err(|_| Fault::new(json, "not valid JSON: not a string"))
}

/// Refuses JSON with half of a character, which cannot be written out again: one of the two codes of a pair alone.
pub(super) fn check_sound(json: &str) -> Result<(), Fault<'_>> {
    let code = |at: usize| {
        let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    };
    let mut at = 0;
    while let Some(next) = memchr::memchr(b'\\', &json.as_bytes()[at..]) {
        at += next;
        at += match code(at) {
            None => 2,
            Some(0xd800..0xdc00) if matches!(code(at + 6), Some(0xdc00..0xe000)) => 12,
            Some(0xd800..0xe000) => {
                let half = &json[at..at + 6];
                return Err(Fault::new(
                    half,
                    format!("not valid JSON: `{half}` is half of a character"),
                ));
            }
            Some(_) => 6,
        };
    }
    Ok(())
}
