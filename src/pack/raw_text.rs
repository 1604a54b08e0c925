//! The texts of a pack as they are written: repeated keys are kept, so that they can be reported.

use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// What authors write to each other, in any object.
const NOTE: &str = "note";

/// Texts in the order of the file; a map would let the second of two equal keys win in silence.
#[derive(Debug, Default)]
pub struct Texts(pub Vec<(String, Text)>);

/// One sentence, or one for each plural form. Its serde form is that of a packed pack; in a rule file a string or an
/// object shows which of the two it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Text {
    /// It is always the same.
    Plain(String),
    /// It has a number in it: CLDR plural category → sentence.
    Plural(BTreeMap<String, String>),
}

impl Text {
    /// All its forms.
    pub fn forms(&self) -> Vec<&str> {
        match self {
            Self::Plain(text) => vec![text],
            Self::Plural(forms) => forms.values().map(String::as_str).collect(),
        }
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Texts;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object of texts")
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Texts, M::Error> {
                let mut texts = Vec::new();
                while let Some((id, Written(text))) = map.next_entry()? {
                    if id != NOTE {
                        texts.push((id, text));
                    }
                }
                Ok(Texts(texts))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

/// A text as it is written in a file: a string, or an object.
struct Written(Text);

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor).map(Self)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text, or an object of plural forms")
    }

    fn visit_str<E>(self, text: &str) -> Result<Text, E> {
        Ok(Text::Plain(text.into()))
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Text, M::Error> {
        let mut forms = BTreeMap::new();
        while let Some((category, text)) = map.next_entry()? {
            forms.insert(category, text);
        }
        forms.remove(NOTE);
        Ok(Text::Plural(forms))
    }
}
