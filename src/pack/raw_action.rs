//! The file format of actions, field for field.
//!
//! **Must not know** whether what is written makes sense. `rules/README.md` explains every field.

#![expect(missing_docs, reason = "rules/README.md documents the fields")]

use crate::pack::raw_ladder::Rungs;
use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionsFile {
    pub format: u32,
    pub actions: Vec<Action>,
    pub note: Option<String>,
    #[serde(rename = "$schema")]
    pub schema: Option<String>,
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
    pub note: Option<String>,
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

impl ActionKind {
    /// Its word in rule files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Can => "can",
            Self::Know => "know",
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    pub id: String,
    #[serde(default, rename = "if")]
    pub condition: Option<String>,
    #[serde(default)]
    pub cite: Vec<String>,
    pub note: Option<String>,
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
    pub note: Option<String>,
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

impl Role {
    /// Its word in rule files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Do => "do",
            Self::Help => "help",
        }
    }
}

/// What the last day of an action is.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize,
)]
#[serde(rename_all = "snake_case")]
pub enum ByIs {
    /// The last day that the law allows.
    Term,
    /// Something ends on it.
    #[default]
    End,
}

impl ByIs {
    /// Its word in rule files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Term => "term",
            Self::End => "end",
        }
    }
}
