//! The texts of one language.

use crate::pack::raw::Text;
use serde::de::{Deserializer, Error as _};
use serde::ser::{Error as _, Serializer};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Texts by id. Those that are packed are found in the bytes of the program: few are needed at a time.
///
/// # Examples
///
/// ```
/// use dovidka::Pack;
/// use dovidka::pack::raw::Text;
/// let pack = Pack::embedded("kazakhstan")?;
/// assert!(matches!(pack.texts["uk"].get("pack.title"), Some(Text::Plain(_))));
/// # Ok::<(), dovidka::LoadError>(())
/// ```
#[derive(Debug, Clone)]
pub enum Language {
    /// As they were read from a file.
    Read(BTreeMap<String, Text>),
    /// As the build has packed them.
    Packed(Packed),
}

/// The form that the build gives to texts: where each entry is, in the order of the hashes of the ids, then the
/// entries.
#[derive(Debug, Clone, Copy)]
pub struct Packed {
    places: &'static [Place],
    entries: &'static [u8],
}

/// The hash of an id, where it starts, and how long it is; its text follows it. The numbers are little-endian.
type Place = [[u8; 4]; 3];

impl Language {
    /// The text `id`.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<Text<&str>> {
        match self {
            Self::Read(texts) => texts.get(id).map(Text::borrowed),
            Self::Packed(packed) => packed.get(id),
        }
    }

    /// All texts, in the order of their ids.
    ///
    /// # Panics
    ///
    /// If they are packed and the bytes are not those that the build has made; so does [`Language::get`].
    pub fn iter(&self) -> impl Iterator<Item = (&str, Text<&str>)> {
        let mut ids: Vec<&str> = match self {
            Self::Read(texts) => texts.keys().map(String::as_str).collect(),
            Self::Packed(packed) => packed.places.iter().map(|place| packed.id(*place)).collect(),
        };
        ids.sort_unstable();
        ids.into_iter().filter_map(|id| Some((id, self.get(id)?)))
    }
}

const PACKED: &str = "the build has packed it";

impl Packed {
    fn get(self, id: &str) -> Option<Text<&'static str>> {
        let hash = hash(id);
        let first = self.places.partition_point(|[of, ..]| u32::from_le_bytes(*of) < hash);
        let same = self.places[first..].iter().take_while(|[of, ..]| *of == hash.to_le_bytes());
        let mut entries = same.map(|place| self.entry(*place));
        let (_, text) = entries.find(|(found, _)| *found == id.as_bytes())?;
        Some(postcard::from_bytes(text).expect(PACKED))
    }

    fn id(self, place: Place) -> &'static str {
        std::str::from_utf8(self.entry(place).0).expect(PACKED)
    }

    /// An id, and the bytes that begin with its text.
    fn entry(self, place: Place) -> (&'static [u8], &'static [u8]) {
        let [_, start, length] = place.map(|number| u32::from_le_bytes(number) as usize);
        self.entries[start..].split_at(length)
    }
}

/// The 32-bit FNV-1a hash of an id (<http://www.isthe.com/chongo/tech/comp/fnv/>): ids share long beginnings, and
/// numbers are compared faster.
fn hash(id: &str) -> u32 {
    id.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

impl From<BTreeMap<String, Text>> for Language {
    fn from(texts: BTreeMap<String, Text>) -> Self {
        Self::Read(texts)
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (mut places, mut entries) = (Vec::new(), Vec::new());
        let number = |number: usize| match u32::try_from(number) {
            Ok(number) => Ok(number.to_le_bytes()),
            Err(error) => Err(S::Error::custom(error)),
        };
        let mut texts: Vec<_> = self.iter().map(|(id, text)| (hash(id), id, text)).collect();
        texts.sort_unstable_by_key(|(hash, id, _)| (*hash, *id));
        for (hash, id, text) in texts {
            places.extend([hash.to_le_bytes(), number(entries.len())?, number(id.len())?].concat());
            entries.extend(id.bytes());
            entries.extend(postcard::to_allocvec(&text).map_err(S::Error::custom)?);
        }
        let count = number(places.len())?;
        serializer.serialize_bytes(&[&count[..], &places, &entries].concat())
    }
}

/// The bytes stay where they are: they must be part of the program.
impl<'de: 'static> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let packed = <&'de [u8]>::deserialize(deserializer)?;
        let parts = packed
            .split_first_chunk()
            .and_then(|(count, rest)| rest.split_at_checked(u32::from_le_bytes(*count) as usize));
        let (places, entries) = parts.ok_or_else(|| D::Error::custom("too few bytes"))?;
        Ok(Self::Packed(Packed { places: places.as_chunks().0.as_chunks().0, entries }))
    }
}
