//! The small binary form of what the build has checked, from which it is read again without checking anything.
//!
//! **Owns** the form: it is derived from the types of a [`Pack`], and a
//! language's texts are found in its bytes. The build writes
//! it (`build.rs`) and the program of the same build reads it, so it has no version.
//! **Must not know** where it is kept.

use crate::pack::raw::{TestCase, TextFile};
use crate::pack::{Language, Pack};
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Error as _, Serializer};
use std::collections::BTreeMap;
use std::error::Error;

/// Packs a pack.
///
/// # Errors
///
/// If a part cannot be written, which no part of a pack gives cause for.
pub fn write(pack: &Pack) -> Result<Vec<u8>, postcard::Error> {
    postcard::to_allocvec(pack)
}

/// Packs a file of texts, as a [`Language`].
///
/// # Errors
///
/// If it is no file of texts.
pub fn write_texts(file: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let texts = serde_json::from_str::<TextFile>(file)?.texts.0;
    Ok(postcard::to_allocvec(&Language::from(BTreeMap::from_iter(texts)))?)
}

/// Reads a packed pack; its texts are read when they are first looked at.
///
/// # Errors
///
/// If these are not the bytes of a packed pack.
///
/// # Panics
///
/// When a text is looked at, if its bytes are not those that [`write()`] has made.
pub fn read(packed: &'static [u8]) -> Result<Pack, postcard::Error> {
    postcard::from_bytes(packed)
}

/// The cases hold facts as JSON, and stay JSON.
pub(super) fn write_cases<S: Serializer>(
    cases: &[(String, TestCase)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_bytes(&serde_json::to_vec(cases).map_err(S::Error::custom)?)
}

/// Reads what [`write_cases`] has written.
pub(super) fn read_cases<'de: 'static, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<(String, TestCase)>, D::Error> {
    let packed = <&'de [u8]>::deserialize(deserializer)?;
    serde_json::from_slice(packed).map_err(D::Error::custom)
}
