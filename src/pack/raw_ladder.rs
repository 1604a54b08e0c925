//! A word, or a ladder of words each with its condition, as it is written.
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
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Rungs<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WordOrLadder(PhantomData))
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
        Ok(Rungs(vec![Rung { is, condition: None }]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, rungs: A) -> Result<Rungs<T>, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(rungs)).map(Rungs)
    }
}
