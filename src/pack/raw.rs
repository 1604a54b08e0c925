//! The file format of a pack, field for field: the only place where rule files are deserialized.
//!
//! **Must not know** whether what is written makes sense. `rules/README.md` explains every field.

#![expect(missing_docs, reason = "rules/README.md documents the fields")]

use crate::pack::program::Entity;
pub use crate::pack::raw_action::{Action, ActionKind, ActionsFile, ByIs, Item, OfficeItem, Role};
pub use crate::pack::raw_case::{CasesFile, TestCase};
pub use crate::pack::raw_holidays::{HolidaysFile, YearlyHoliday};
pub use crate::pack::raw_ladder::{OneOrMore, Rung, Rungs};
pub use crate::pack::raw_text::{Text, Texts};
use crate::terms::calendar::Rounding;
use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackFile {
    pub format: u32,
    pub id: String,
    pub version: String,
    pub jurisdiction: String,
    pub time_zone: Vec<ZonePeriod>,
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
    pub note: Option<String>,
    #[serde(rename = "$schema")]
    pub schema: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZonePeriod {
    pub from: String,
    pub offset: String,
    pub note: Option<String>,
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
    pub note: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Value {
    pub id: String,
    pub is: String,
    pub note: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactsFile {
    pub format: u32,
    pub facts: Vec<Fact>,
    #[serde(default)]
    pub require: Vec<Require>,
    pub note: Option<String>,
    #[serde(rename = "$schema")]
    pub schema: Option<String>,
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
    pub aliases: Vec<ChoiceAlias>,
    #[serde(default)]
    pub sensitive: bool,
    #[serde(default)]
    pub changeable: bool,
    #[serde(default)]
    pub matters_when: Option<String>,
    pub presume: Option<String>,
    #[serde(default)]
    pub same_as_you: bool,
    #[serde(rename = "or")]
    pub or_else: Option<String>,
    pub or_if: Option<String>,
    #[serde(default = "usual_burden")]
    pub burden: i32,
    pub note: Option<String>,
}

fn usual_burden() -> i32 {
    2
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceAlias {
    pub alias: String,
    pub is: String,
    pub note: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Require {
    pub id: String,
    pub of: EntityName,
    pub that: String,
    pub note: Option<String>,
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
    pub note: Option<String>,
    #[serde(rename = "$schema")]
    pub schema: Option<String>,
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
    #[serde(default)]
    pub in_force: Option<(String, Option<String>)>,
    pub kind: SourceKind,
    pub note: Option<String>,
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
    pub note: Option<String>,
    #[serde(rename = "$schema")]
    pub schema: Option<String>,
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
    #[serde(default)]
    pub state: bool,
    #[serde(default)]
    pub language: Option<OneOrMore>,
    pub cite: Vec<String>,
    pub note: Option<String>,
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
pub struct TextFile {
    pub format: u32,
    pub language: String,
    pub texts: Texts,
    pub note: Option<String>,
    #[serde(rename = "$schema")]
    pub schema: Option<String>,
}
