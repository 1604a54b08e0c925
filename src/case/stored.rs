//! What a case file remembers of the advice that was given when it was stored.
//!
//! **Owns** the form of the key `_stored`. **Must not know** how advice is found or compared.

use super::columns::STORED;
use super::fault::{CaseProblem, Fault};
use super::fields::{decoded, entries};
use super::member::Member;
use crate::pack::raw::ActionKind;
use crate::terms::calendar::Date;
use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// The advice that was given when a case was stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with on, pack, version and actions")]
#[non_exhaustive]
pub struct Stored {
    /// The as-of date of the advice.
    #[serde(serialize_with = "as_text", deserialize_with = "day")]
    pub on: Date,
    /// The id of the pack that gave it.
    pub pack: String,
    /// The version of that pack.
    pub version: String,
    /// The ids of the topics that the advice is about; `None` if it is about all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topics: Option<Vec<String>>,
    /// The actions, each once for each member.
    pub actions: Vec<StoredAction>,
}

/// One action of one member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "an object with action, who, topic, kind, certain, from and by"
)]
#[non_exhaustive]
pub struct StoredAction {
    /// The id of the action.
    pub action: String,
    /// Who does it.
    #[serde(serialize_with = "as_text", deserialize_with = "member")]
    pub who: Member,
    /// The id of the topic that asks for it.
    pub topic: String,
    /// What it is to the person.
    pub kind: ActionKind,
    /// Whether it is part of the advice whatever the unknown facts are.
    #[serde(rename = "certain")]
    pub is_certain: bool,
    /// The first day on which it can be done.
    #[serde(deserialize_with = "span")]
    pub from: Option<Span>,
    /// The last day on which it can be done.
    #[serde(deserialize_with = "span")]
    pub by: Option<Span>,
}

/// What an action is to the person, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoredState {
    /// What it is to the person.
    pub kind: ActionKind,
    /// Whether it is part of the advice whatever the unknown facts are.
    pub is_certain: bool,
    /// The first day on which it can be done.
    pub from: Option<Span>,
    /// The last day on which it can be done.
    pub by: Option<Span>,
}

impl StoredAction {
    /// What it is to the person, and when.
    #[must_use]
    pub fn state(&self) -> StoredState {
        let Self { kind, is_certain, from, by, .. } = *self;
        StoredState { kind, is_certain, from, by }
    }
}

/// A day, or the days between which it lies; written `2027-03-01` or `2027-03-01..2027-03-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The earliest that it may be.
    pub first: Date,
    /// The latest that it may be.
    pub last: Date,
}

impl Span {
    fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        let (first, last) = (first.parse().ok()?, last.parse().ok()?);
        (first <= last).then_some(Self { first, last })
    }
}

impl fmt::Display for Span {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.first)?;
        if self.first == self.last { Ok(()) } else { write!(formatter, "..{}", self.last) }
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn as_text<T: fmt::Display, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

fn day<'de, D: Deserializer<'de>>(json: D) -> Result<Date, D::Error> {
    let wanted = "a day such as \"2027-03-01\"";
    json.deserialize_any(Text { wanted, parse: |text| text?.parse().ok() })
}

fn member<'de, D: Deserializer<'de>>(json: D) -> Result<Member, D::Error> {
    let wanted = "a member such as \"child 1\"";
    json.deserialize_any(Text { wanted, parse: |text| Member::parse(text?) })
}

fn span<'de, D: Deserializer<'de>>(json: D) -> Result<Option<Span>, D::Error> {
    let wanted = "a day such as \"2027-03-01\", days such as \"2027-03-01..2027-03-31\", or null";
    let parse = |text: Option<&str>| text.map_or(Some(None), |text| Span::parse(text).map(Some));
    json.deserialize_any(Text { wanted, parse })
}

/// Parses a text where it stands, so that an error has its place; `None` is `null`.
struct Text<T> {
    wanted: &'static str,
    parse: fn(Option<&str>) -> Option<T>,
}

impl<T> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.wanted)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        let bad = || E::custom(format!("`{text}` cannot be read (want {})", self.wanted));
        (self.parse)(Some(text)).ok_or_else(bad)
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        (self.parse)(None).ok_or_else(|| E::invalid_type(Unexpected::Unit, &self))
    }
}

/// Reads what a case file remembers of the advice; `None` if it remembers none.
///
/// # Errors
///
/// The first [`CaseProblem`]: not valid JSON, a key that is missing, twice or unknown, a value of another kind.
pub fn stored(text: &str) -> Result<Option<Stored>, CaseProblem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut found = None;
    let read = entries(text, &mut |key, value| {
        if decoded(key).is_ok_and(|name| name == STORED) {
            found = Some(value);
        }
    });
    let stored = read.map_err(|error| Fault::of_json(text, &error)).and_then(|()| {
        let stored =
            found.map(|json| serde_json::from_str(json).map_err(|e| Fault::of_json(json, &e)));
        stored.transpose()
    });
    stored.map_err(|fault| fault.in_text(text))
}
