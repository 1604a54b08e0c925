//! The texts of one language.

use crate::pack::Later;
use crate::pack::raw::Text;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Texts by id. Where they are packed, each is read when it is first said: few are needed at a time.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Language(#[serde(borrow)] Vec<Entry<'static>>);

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Entry<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    text: Later<Text>,
}

impl Language {
    /// The text `id`.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Text> {
        let place = self.0.binary_search_by(|entry| (*entry.id).cmp(id)).ok()?;
        Some(&self.0[place].text)
    }

    /// All texts, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Text)> {
        self.0.iter().map(|entry| (&*entry.id, &*entry.text))
    }
}

impl From<BTreeMap<String, Text>> for Language {
    fn from(texts: BTreeMap<String, Text>) -> Self {
        let entry = |(id, text): (String, Text)| Entry { id: id.into(), text: text.into() };
        Self(texts.into_iter().map(entry).collect())
    }
}
