//! The shapes of JSON, field for field and in order.
//!
//! **Must not know** where a value comes from.

use crate::pack::raw::{ActionKind, ByIs, Role, SourceKind, Standing};
use serde::Serialize;
use std::borrow::Cow;

#[derive(Serialize)]
pub struct OutcomeShape<'a> {
    pub format: u32,
    pub pack: &'a str,
    pub version: &'a str,
    pub on: String,
    pub lang: &'a str,
    pub decided: bool,
    pub explored: bool,
    pub actions: Vec<ActionShape<'a>>,
    pub needs: Vec<NeedShape<'a>>,
    pub presumed: Vec<PresumedShape<'a>>,
    pub unused: Vec<UnusedShape<'a>>,
    pub conflicts: Vec<ConflictShape<'a>>,
    pub done: Vec<DoneShape<'a>>,
    pub leaves: Vec<String>,
    pub reached: Vec<ReachedShape>,
    pub offices: Vec<OfficeShape<'a>>,
    pub sources: Vec<SourceShape<'a>>,
    pub notices: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stay: Vec<StayShape>,
}

#[derive(Serialize)]
pub struct StayShape {
    pub who: String,
    pub days: i32,
    pub within: i32,
    pub first_day: Option<String>,
    pub used: i32,
    pub left: i32,
    pub last_day: String,
    pub reading: Option<&'static str>,
    pub full_from: String,
}

#[derive(Serialize)]
pub struct ActionShape<'a> {
    pub action: &'a str,
    pub topic: &'a str,
    pub who: String,
    pub leaf: Option<String>,
    pub certain: bool,
    #[serde(rename = "if")]
    pub condition: Option<IfShape>,
    pub kind: ActionKind,
    pub kind_if: Vec<KindShape>,
    pub from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_range: Option<[String; 2]>,
    pub best_by: Option<String>,
    pub by: Option<String>,
    pub by_is: Option<ByIs>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_range: Option<[String; 2]>,
    /// The earliest of the last days, on or before `by`, on which the offices are open at which it is done.
    pub by_open: Option<String>,
    /// What is known of public holidays from `by_open` to `by`, and who says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_open_holidays: Option<HolidaysShape<'a>>,
    pub state: &'static str,
    pub days_left: Option<i32>,
    pub title: &'a str,
    pub why: Vec<SaidShape<'a>>,
    pub texts: Vec<SaidShape<'a>>,
    pub offices: Vec<SentOfficeShape<'a>>,
    pub bring: Vec<SaidShape<'a>>,
    pub cautions: Vec<SaidShape<'a>>,
    pub lead: Option<Cow<'a, str>>,
    /// How long it takes, as rule files write it, if that is certain.
    pub takes: Option<String>,
    pub cite: Vec<&'a str>,
    pub reading: Option<Cow<'a, str>>,
    pub because: Vec<IfShape>,
}

/// A step that was told to be done.
#[derive(Serialize)]
pub struct DoneShape<'a> {
    pub action: &'a str,
    pub who: String,
    pub on: String,
    /// Whether it need not be done again.
    pub holds: bool,
}

/// What is not ready on the day for which it is needed.
#[derive(Serialize)]
pub struct ConflictShape<'a> {
    pub action: &'a str,
    pub topic: &'a str,
    pub who: String,
    pub certain: bool,
    pub ready: String,
    pub needed_for: String,
    /// The fact that says that day, and that can be changed.
    pub fact: Option<&'a str>,
    /// What holds if the plan is put off because of what must be done.
    pub instead: Option<InsteadShape<'a>>,
}

/// What holds if a plan is put off.
#[derive(Serialize)]
pub struct InsteadShape<'a> {
    pub on: String,
    pub days: Vec<DaysShape<'a>>,
}

/// The days of an action that are then others, or that is then certain.
#[derive(Serialize)]
pub struct DaysShape<'a> {
    pub action: &'a str,
    pub topic: &'a str,
    pub who: String,
    pub from: Option<String>,
    pub best_by: Option<String>,
    pub by: Option<String>,
    pub state: &'static str,
}

/// A condition: as a sentence of rule files, and in words.
#[derive(Serialize)]
pub struct IfShape {
    pub sentence: String,
    pub words: String,
}

#[derive(Serialize)]
pub struct KindShape {
    pub kind: ActionKind,
    #[serde(rename = "if")]
    pub condition: IfShape,
}

#[derive(Serialize)]
pub struct SaidShape<'a> {
    pub id: String,
    pub say: Cow<'a, str>,
    pub certain: bool,
    #[serde(rename = "if")]
    pub condition: Option<IfShape>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cite: Vec<&'a str>,
}

/// An office to which an action sends.
#[derive(Serialize)]
pub struct SentOfficeShape<'a> {
    pub office: &'a str,
    pub role: Role,
    pub certain: bool,
    #[serde(rename = "if")]
    pub condition: Option<IfShape>,
}

#[derive(Serialize)]
pub struct HolidaysShape<'a> {
    pub known: &'static str,
    pub cite: Vec<&'a str>,
}

#[derive(Serialize)]
pub struct NeedShape<'a> {
    pub fact: &'a str,
    pub who: String,
    pub ask: &'a str,
    /// The actions whose presence, kind or day it decides, each as `ACTION@WHO`.
    pub decides: Vec<String>,
    /// Of a partly known date: the days that decide.
    pub thresholds: Vec<String>,
}

/// A fact that is taken to be so.
#[derive(Serialize)]
pub struct PresumedShape<'a> {
    pub fact: &'a str,
    pub who: String,
    pub value: String,
    /// What stands in for the answer.
    pub by: &'static str,
    pub say: String,
}

/// A fact that was told and is not needed.
#[derive(Serialize)]
pub struct UnusedShape<'a> {
    pub fact: &'a str,
    pub who: String,
    pub why: String,
}

#[derive(Serialize)]
pub struct ReachedShape {
    pub leaf: String,
    pub who: String,
}

#[derive(Serialize)]
pub struct OfficeShape<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub address: Option<&'a str>,
    pub city: Option<&'a str>,
    pub phones: &'a [String],
    pub mail: &'a [String],
    pub links: &'a [String],
    pub hours: Option<&'a str>,
    pub services: &'a [String],
    pub standing: Standing,
    pub book: Option<&'a str>,
    pub note: Option<&'a str>,
    pub state: bool,
    pub cite: Vec<&'a str>,
    /// The first day, on or after the as-of date, on which it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open_on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open_now: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens: Option<String>,
    /// What is known of public holidays until that changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holidays_known: Option<&'static str>,
}

#[derive(Serialize)]
pub struct SourceShape<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub url: &'a str,
    pub published: Option<&'a str>,
    pub read_on: String,
    pub kind: SourceKind,
}

#[derive(Serialize)]
pub struct DirectoryShape<'a> {
    pub format: u32,
    pub pack: &'a str,
    pub version: &'a str,
    pub lang: &'a str,
    pub offices: Vec<OfficeShape<'a>>,
    pub sources: Vec<SourceShape<'a>>,
    pub notices: Vec<String>,
}

/// How an action stands for a member on a day.
#[derive(Serialize)]
pub struct StateShape {
    pub kind: ActionKind,
    pub certain: bool,
    pub open: bool,
    pub overdue: bool,
    pub from: Option<String>,
    pub by: Option<String>,
}
