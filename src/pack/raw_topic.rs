//! The file format of a topic, field for field.
//!
//! **Must not know** whether what is written makes sense. `rules/README.md` explains every field.

#![expect(missing_docs, reason = "rules/README.md documents the fields")]

use crate::pack::raw::{ActionKind, ByIs, EntityName, Item, OfficeItem, Rungs};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopicFile {
    pub format: u32,
    pub topic: String,
    pub for_each: EntityName,
    #[serde(default)]
    pub only_if: Option<String>,
    #[serde(default)]
    pub always_if: Option<String>,
    pub tree: Vec<Branch>,
    pub leaves: Vec<Leaf>,
    pub note: Option<String>,
    #[serde(rename = "$schema")]
    pub schema: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    #[serde(default, rename = "if")]
    pub condition: Option<String>,
    #[serde(default)]
    pub is: Vec<String>,
    #[serde(default)]
    pub otherwise: bool,
    #[serde(default)]
    pub choose: Option<String>,
    #[serde(default)]
    pub cases: Option<Vec<Branch>>,
    #[serde(default)]
    pub leaf: Option<String>,
    #[serde(default)]
    pub then: Option<Vec<Branch>>,
    pub note: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaf {
    pub id: String,
    pub cite: Vec<String>,
    #[serde(default)]
    pub reading: Option<String>,
    pub actions: Vec<LeafAction>,
    pub note: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeafAction {
    #[serde(rename = "do")]
    pub action: String,
    #[serde(default, rename = "if")]
    pub condition: Option<String>,
    #[serde(default)]
    pub kind: Option<Rungs<ActionKind>>,
    #[serde(default)]
    pub rank: Option<u8>,
    #[serde(default)]
    pub from: Option<String>,
    #[serde(default)]
    pub by: Option<String>,
    #[serde(default)]
    pub by_is: Option<ByIs>,
    #[serde(default)]
    pub best_by: Option<String>,
    #[serde(default)]
    pub takes: Option<Rungs<String>>,
    #[serde(default)]
    pub needed_for: Option<Rungs<String>>,
    #[serde(default)]
    pub text: Option<String>,
    #[serde(default)]
    pub offices: Vec<OfficeItem>,
    #[serde(default)]
    pub bring: Vec<Item>,
    #[serde(default)]
    pub cautions: Vec<Item>,
    pub note: Option<String>,
}
