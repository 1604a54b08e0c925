//! The file format of a pack, field for field: the only place where rule files are deserialized.
//!
//! **Must not know** whether what is written makes sense. `rules/README.md` explains every field.

#![expect(missing_docs, reason = "rules/README.md documents the fields")]

use crate::pack::program::Entity;
pub use crate::pack::raw_holidays::{HolidaysFile, YearlyHoliday};
pub use crate::pack::raw_ladder::{Rung, Rungs};
pub use crate::pack::raw_text::{Text, Texts};
use crate::terms::calendar::Rounding;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackFile {
    pub format: u32,
    pub id: String,
    pub version: String,
    pub jurisdiction: String,
    pub time_zone: Vec<Offset>,
    pub languages: Vec<String>,
    pub reviewed_on: String,
    pub review_every: i32,
    pub rounding: Rounding,
    #[serde(default)]
    pub horizon: Option<String>,
    #[serde(default)]
    pub alarms: Vec<u16>,
    #[serde(default)]
    pub city_fact: Option<String>,
    #[serde(default)]
    pub allowance: Option<Allowance>,
    #[serde(default)]
    pub values: Vec<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offset {
    pub from: String,
    pub offset: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allowance {
    pub days: i32,
    pub within: i32,
    pub entry: String,
    pub earlier: String,
    #[serde(rename = "if")]
    pub condition: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Value {
    pub id: String,
    pub is: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactsFile {
    pub format: u32,
    pub facts: Vec<Fact>,
    #[serde(default)]
    pub require: Vec<Require>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    pub id: String,
    pub of: EntityName,
    pub topic: String,
    #[serde(rename = "type")]
    pub kind: KindName,
    #[serde(default)]
    pub range: Option<(String, String)>,
    #[serde(default)]
    pub choices: Vec<String>,
    #[serde(default)]
    pub aliases: Vec<Alias>,
    #[serde(default)]
    pub sensitive: bool,
    #[serde(default)]
    pub changeable: bool,
    #[serde(default)]
    pub matters_when: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alias {
    pub alias: String,
    pub is: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Require {
    pub id: String,
    pub of: EntityName,
    pub that: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntityName {
    Household,
    Person,
    Child,
    Pet,
}

impl From<EntityName> for Entity {
    fn from(name: EntityName) -> Self {
        match name {
            EntityName::Household => Self::Household,
            EntityName::Person => Self::Person,
            EntityName::Child => Self::Child,
            EntityName::Pet => Self::Pet,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KindName {
    YesNo,
    Number,
    Date,
    Choice,
    Choices,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourcesFile {
    pub format: u32,
    pub sources: Vec<Source>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub id: String,
    pub title: String,
    pub url: String,
    #[serde(default)]
    pub published: Option<String>,
    pub read_on: String,
    pub kind: SourceKind,
}

/// How good a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// The guide that a pack started from.
    Guide,
    /// The text of a law, treaty or order.
    Law,
    /// A page of a state body or an international organisation.
    Official,
    /// A newspaper, an explainer, a firm.
    Press,
    /// A conclusion, not a statement that was read.
    Inference,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficesFile {
    pub format: u32,
    pub offices: Vec<Office>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    pub id: String,
    #[serde(default)]
    pub city: Option<String>,
    pub phones: Vec<String>,
    pub mail: Vec<String>,
    pub links: Vec<String>,
    #[serde(default)]
    pub hours: Option<String>,
    pub services: Vec<String>,
    pub standing: Standing,
    #[serde(default)]
    pub last_if: Option<String>,
    pub cite: Vec<String>,
}

/// How sure it is that an office is where the pack says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// A good source, or two, say so.
    Confirmed,
    /// Only the guide says so.
    GuideOnly,
    /// It is old or doubtful: call before you go.
    CallFirst,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionsFile {
    pub format: u32,
    pub actions: Vec<Action>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    pub id: String,
    pub kind: ActionKind,
    pub rank: u8,
    #[serde(default)]
    pub offices: Vec<OfficeItem>,
    #[serde(default)]
    pub bring: Vec<Item>,
    #[serde(default)]
    pub cautions: Vec<Item>,
    #[serde(default)]
    pub lead: Option<String>,
    #[serde(default)]
    pub takes: Option<Rungs<String>>,
}

/// What an action is to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// It must be done.
    Must,
    /// It is a way that is open.
    Can,
    /// It is good to know.
    Know,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    pub id: String,
    #[serde(default, rename = "if")]
    pub condition: Option<String>,
    #[serde(default)]
    pub cite: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeItem {
    #[serde(default)]
    pub id: Option<String>,
    #[serde(default)]
    pub service: Option<String>,
    #[serde(default)]
    pub role: Role,
    #[serde(default, rename = "if")]
    pub condition: Option<String>,
    #[serde(default)]
    pub cite: Vec<String>,
}

/// What an office is to an action.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Speak to it before.
    First,
    /// It is done or handed in there.
    #[default]
    Do,
    /// It helps with it.
    Help,
}

/// What the last day of an action is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ByIs {
    /// The last day that the law allows.
    Term,
    /// Something ends on it.
    #[default]
    End,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextFile {
    pub format: u32,
    pub language: String,
    pub texts: Texts,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CasesFile {
    pub format: u32,
    pub cases: Vec<TestCase>,
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
    /// All facts that are still needed.
    #[serde(default)]
    pub needs: Option<Vec<String>>,
    /// Whether everything is decided.
    #[serde(default)]
    pub decided: Option<bool>,
}
