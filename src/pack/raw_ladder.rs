//! What is written as a word or as a list: words, and ladders of words each with its condition.
//!
//! **Must not know** whether what is written makes sense.

#![expect(missing_docs, reason = "rules/README.md documents the fields")]

use serde::Deserialize;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserializer, Error, IntoDeserializer as _, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// The rungs of a ladder; a word alone is one rung that always holds.
#[derive(Debug)]
pub struct Rungs<T>(pub Vec<Rung<T>>);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rung<T> {
    pub is: T,
    #[serde(default, rename = "if")]
    pub condition: Option<String>,
    pub note: Option<String>,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Rungs<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WordOrLadder(PhantomData))
    }
}

/// Words; one alone needs no list.
#[derive(Debug)]
pub struct OneOrMore(pub Vec<String>);

impl<'de> Deserialize<'de> for OneOrMore {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WordOrList)
    }
}

struct WordOrList;

impl<'de> Visitor<'de> for WordOrList {
    type Value = OneOrMore;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a word, or a list of words")
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<OneOrMore, E> {
        Ok(OneOrMore(vec![word.into()]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, words: A) -> Result<OneOrMore, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(words)).map(OneOrMore)
    }
}

struct WordOrLadder<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for WordOrLadder<T> {
    type Value = Rungs<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a word, or a list of `is` and `if`")
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<Rungs<T>, E> {
        let is = T::deserialize(word.into_deserializer())?;
        Ok(Rungs(vec![Rung { is, condition: None, note: None }]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, rungs: A) -> Result<Rungs<T>, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(rungs)).map(Rungs)
    }
}
