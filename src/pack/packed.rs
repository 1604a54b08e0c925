//! The small binary form of a checked pack, from which it is read again without checking anything.
//!
//! **Owns** the form: derived from the types of a [`Pack`], with the texts of each language apart. The build
//! writes it (`build.rs`) and the same build reads it, so it has no version.
//! **Must not know** where it is kept.

use crate::pack::raw::Text;
use crate::pack::{Later, Pack};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The parts of a packed pack.
#[derive(Serialize, Deserialize)]
struct Parts<'a> {
    /// All but the texts and the cases.
    rules: &'a [u8],
    /// The texts by language.
    #[serde(borrow)]
    texts: Vec<(&'a str, &'a [u8])>,
}

/// Packs all of a pack but its cases.
///
/// # Errors
///
/// If a part cannot be written, which no part of a pack gives cause for.
pub fn write(pack: &Pack) -> Result<Vec<u8>, postcard::Error> {
    let pack_language = |(language, texts): (&String, &Later<BTreeMap<String, Text>>)| {
        Ok((language.clone(), postcard::to_allocvec(&**texts)?))
    };
    let texts =
        pack.texts.iter().map(pack_language).collect::<Result<Vec<_>, postcard::Error>>()?;
    let rules = postcard::to_allocvec(pack)?;
    let borrowed = texts.iter().map(|(language, texts)| (language.as_str(), texts.as_slice()));
    postcard::to_allocvec(&Parts { rules: &rules, texts: borrowed.collect() })
}

/// Reads a packed pack; its cases are left empty, and the texts of a language are read when they are first asked for.
///
/// # Errors
///
/// If these are not the bytes of a packed pack.
///
/// # Panics
///
/// When a text is asked for, if its bytes are not those that [`write`] has made.
pub fn read(packed: &'static [u8]) -> Result<Pack, postcard::Error> {
    let parts: Parts<'static> = postcard::from_bytes(packed)?;
    let mut pack: Pack = postcard::from_bytes(parts.rules)?;
    for (language, texts) in parts.texts {
        let read = move || postcard::from_bytes(texts).expect("`write` has made these bytes");
        pack.texts.insert(language.into(), Later::new(read));
    }
    Ok(pack)
}
