//! The file format of a pack's own tests, field for field.
//!
//! **Must not know** whether what is written makes sense. `rules/README.md` explains every field.

#![expect(missing_docs, reason = "rules/README.md documents the fields")]

use crate::pack::raw_action::{ActionKind, ByIs, Role};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CasesFile {
    pub format: u32,
    pub cases: Vec<TestCase>,
    pub note: Option<String>,
    #[serde(rename = "$schema")]
    pub schema: Option<String>,
}

/// A test as data: what is known of a household, and what must come out.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TestCase {
    /// What it shows, as a sentence.
    #[serde(rename = "case")]
    pub title: String,
    /// The as-of date.
    pub on: String,
    /// The facts, as in a case file.
    pub facts: Box<serde_json::value::RawValue>,
    /// The certain leaves of every topic that is named here.
    #[serde(default)]
    pub leaves: Vec<String>,
    /// Actions that are certain.
    #[serde(default)]
    pub actions: Vec<String>,
    /// Actions that are not even possible.
    #[serde(default)]
    pub not_actions: Vec<String>,
    /// Last days, by `action` or `action@who`.
    #[serde(default)]
    pub by: BTreeMap<String, String>,
    /// First days, by `action` or `action@who`.
    #[serde(default)]
    pub from: BTreeMap<String, String>,
    /// What actions are to the household, by `action` or `action@who`.
    #[serde(default)]
    pub kind: BTreeMap<String, ActionKind>,
    /// The certain offices of each role, by `action` or `action@who`.
    #[serde(default)]
    pub offices: BTreeMap<String, BTreeMap<Role, Vec<String>>>,
    /// The certain papers, by `action` or `action@who`.
    #[serde(default)]
    pub bring: BTreeMap<String, Vec<String>>,
    /// The certain cautions, by `action` or `action@who`.
    #[serde(default)]
    pub cautions: BTreeMap<String, Vec<String>>,
    /// The certain texts, by `action` or `action@who`.
    #[serde(default)]
    pub texts: BTreeMap<String, Vec<String>>,
    /// What actions do not even possibly say, by `action` or `action@who`.
    #[serde(default)]
    pub not_said: BTreeMap<String, Vec<String>>,
    /// The sentence on which each statement depends, by `action` or `action@who`.
    #[serde(default, rename = "if")]
    pub conditions: BTreeMap<String, BTreeMap<String, String>>,
    /// What the last days are, by `action` or `action@who`.
    #[serde(default)]
    pub by_is: BTreeMap<String, ByIs>,
    /// The days that we advise to keep to, by `action` or `action@who`.
    #[serde(default)]
    pub best_by: BTreeMap<String, String>,
    /// The last open days on or before the last days, by `action` or `action@who`.
    #[serde(default)]
    pub by_open: BTreeMap<String, String>,
    /// Whether the days are open, later or passed, by `action` or `action@who`.
    #[serde(default)]
    pub state: BTreeMap<String, String>,
    /// The days before which what is needed for a plan is certainly not ready, by `action` or `action@who`; `none`.
    #[serde(default)]
    pub ready: BTreeMap<String, String>,
    /// The last days if that plan is put off, by `action` or `action@who`; `none`.
    #[serde(default)]
    pub instead: BTreeMap<String, String>,
    /// All facts that are told and that nothing looked at reads.
    #[serde(default)]
    pub unused: Option<Vec<String>>,
    /// All facts that are still needed.
    #[serde(default)]
    pub needs: Option<Vec<String>>,
    /// Whether everything is decided.
    #[serde(default)]
    pub decided: Option<bool>,
    /// For authors.
    pub note: Option<String>,
}
