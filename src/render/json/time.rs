//! Timelines as JSON for programs: stable, complete, the same bytes for the same input.
//!
//! **Owns** the shapes; `format` counts up when they break. **Must not know** layout.

use crate::engine::day::Day;
use crate::engine::finding::Key;
use crate::engine::outcome::{Finding, Outcome};
use crate::pack::Pack;
use crate::render::json::shape::StateShape;
use crate::render::json::write;
use crate::render::notices::notices;
use crate::terms::calendar::Date;
use crate::time::timeline::Period;
use crate::time::{Shown, Status, shown, statuses};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct TimelineShape<'a> {
    format: u32,
    pack: &'a str,
    version: &'a str,
    on: Option<String>,
    until: String,
    lang: &'a str,
    periods: Vec<PeriodShape<'a>>,
    notices: Vec<String>,
}

#[derive(Serialize)]
struct PeriodShape<'a> {
    first: String,
    last: String,
    decided: bool,
    actions: Vec<ActionShape<'a>>,
    begins: Vec<NameShape<'a>>,
    ends: Vec<NameShape<'a>>,
    changes: Vec<NameShape<'a>>,
}

/// An action of a member, and how it stands.
#[derive(Serialize)]
pub struct ActionShape<'a> {
    #[serde(flatten)]
    name: NameShape<'a>,
    #[serde(flatten)]
    state: StateShape,
}

#[derive(Serialize)]
struct NameShape<'a> {
    action: &'a str,
    topic: &'a str,
    who: String,
}

/// What an outcome says of each.
type Statuses = BTreeMap<Key, Status>;

/// A timeline; `on` is null if it has no days.
pub fn timeline(pack: &Pack, periods: &[Period], until: Date, language: &str) -> String {
    let mut shapes = Vec::new();
    let mut before: Option<Statuses> = None;
    let mut shown_before =
        periods.first().map_or_else(Vec::new, |first| shown(pack, &first.outcome));
    for period in periods {
        let statuses = by_key(&period.outcome);
        let old = before.as_ref().unwrap_or(&statuses);
        let name = |key: &Key| name(pack, *key);
        let now = shown(pack, &period.outcome);
        let changed = |key: &&Key| {
            old.contains_key(*key) && of_key(&now, **key) != of_key(&shown_before, **key)
        };
        let findings = period.outcome.findings.iter();
        shapes.push(PeriodShape {
            first: period.first.to_string(),
            last: period.last.to_string(),
            decided: period.outcome.is_decided,
            actions: findings.map(|finding| action(pack, period.first, finding)).collect(),
            begins: statuses.keys().filter(|key| !old.contains_key(key)).map(name).collect(),
            ends: old.keys().filter(|key| !statuses.contains_key(key)).map(name).collect(),
            changes: statuses.keys().filter(changed).map(name).collect(),
        });
        before = Some(statuses);
        shown_before = now;
    }
    let first = periods.first();
    write(&TimelineShape {
        format: 1,
        pack: &pack.id,
        version: &pack.version,
        on: periods.first().map(|period| period.first.to_string()),
        until: until.to_string(),
        lang: language,
        periods: shapes,
        notices: first.map_or_else(Vec::new, |first| notices(pack, &first.outcome, language)),
    })
}

/// Everything that is shown of one action of a member.
fn of_key(all: &[Shown], key: Key) -> Vec<&Shown> {
    all.iter().filter(|shown| shown.status.key() == key).collect()
}

fn by_key(outcome: &Outcome) -> Statuses {
    statuses(outcome).into_iter().map(|status| (status.key(), status)).collect()
}

/// How an action stands for a member.
pub fn action<'a>(pack: &'a Pack, on: Date, finding: &Finding) -> ActionShape<'a> {
    let status = Status::of(finding, on);
    let from = finding.from.and_then(Day::known);
    let by = finding.by.and_then(|by| by.to_keep(on));
    ActionShape {
        name: name(pack, finding.key()),
        state: StateShape {
            kind: status.kind,
            certain: status.is_certain,
            open: status.is_open,
            overdue: status.is_over,
            from: from.map(|date| date.to_string()),
            by: by.map(|date| date.to_string()),
        },
    }
}

fn name(pack: &Pack, (action, topic, who): Key) -> NameShape<'_> {
    let (action, topic) = (&pack[action].id, &pack[topic].id);
    NameShape { action, topic, who: who.to_string() }
}
