//! Timelines and what-if answers as JSON for programs: stable, complete, the same bytes for the same input.
//!
//! **Owns** the shapes; `format` counts up when they break. **Must not know** layout.

use crate::case::Member;
use crate::engine::day::Day;
use crate::engine::outcome::{Finding, Outcome};
use crate::pack::{Fact, Pack};
use crate::render::json::shape::StateShape;
use crate::render::json::write;
use crate::render::notices::notices;
use crate::render::what_if::{has_order, possible, written};
use crate::terms::calendar::Date;
use crate::terms::id::{ActionId, TopicId};
use crate::terms::interval::Interval;
use crate::terms::value::Kind;
use crate::time::timeline::Period;
use crate::time::what_if::Range;
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

#[derive(Serialize)]
struct ActionShape<'a> {
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

#[derive(Serialize)]
struct WhatIfShape<'a> {
    format: u32,
    pack: &'a str,
    version: &'a str,
    on: Option<String>,
    lang: &'a str,
    fact: &'a str,
    who: String,
    ranges: Vec<RangeShape<'a>>,
    notices: Vec<String>,
}

#[derive(Serialize)]
struct RangeShape<'a> {
    from: Option<ValueShape>,
    to: Option<ValueShape>,
    values: Vec<String>,
    actions: Vec<ActionShape<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum ValueShape {
    Number(i32),
    Text(String),
}

/// An action, the topic that asks for it, and who does it.
type Key = (ActionId, TopicId, Member);
/// What an outcome says of each.
type Statuses = BTreeMap<Key, Status>;

/// A timeline; `on` is null if it has no days.
pub fn timeline(pack: &Pack, periods: &[Period], until: Date, language: &str) -> String {
    let mut shapes = Vec::new();
    let mut before: Option<Statuses> = None;
    let mut shown_before = periods.first().map_or_else(Vec::new, |first| shown(&first.outcome));
    for period in periods {
        let statuses = by_key(&period.outcome);
        let old = before.as_ref().unwrap_or(&statuses);
        let name = |key: &Key| name(pack, *key);
        let now = shown(&period.outcome);
        let changed = |key: &&Key| {
            old.contains_key(*key) && of_key(&now, **key) != of_key(&shown_before, **key)
        };
        shapes.push(PeriodShape {
            first: period.first.to_string(),
            last: period.last.to_string(),
            decided: period.outcome.is_decided,
            actions: actions(pack, &period.outcome, &statuses),
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
    let of = |shown: &&Shown| (shown.status.action, shown.status.topic, shown.status.who);
    all.iter().filter(|shown| of(shown) == key).collect()
}

/// The values of a fact by their advice; a bound is null at the first and the last value that is possible.
pub fn what_if(
    pack: &Pack,
    (who, fact): (Member, &Fact),
    ranges: &[Range],
    language: &str,
) -> String {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for range in ranges {
        let statuses = by_key(&range.outcome);
        let alike = |group: &&mut Group<'_>| !has_order(fact) && group.statuses == statuses;
        match groups.iter_mut().find(alike) {
            Some(group) => group.ranges.push(range),
            None => groups.push(Group { ranges: vec![range], statuses }),
        }
    }
    let allowed = possible(ranges).unwrap_or(Interval::OPEN);
    let shape = |group: &Group<'_>| range_shape(pack, fact, group, allowed);
    let first = ranges.first();
    write(&WhatIfShape {
        format: 1,
        pack: &pack.id,
        version: &pack.version,
        on: ranges.first().map(|range| range.outcome.on.to_string()),
        lang: language,
        fact: &fact.id,
        who: who.to_string(),
        ranges: groups.iter().map(shape).collect(),
        notices: first.map_or_else(Vec::new, |first| notices(pack, &first.outcome, language)),
    })
}

/// Values with the same advice.
struct Group<'r> {
    ranges: Vec<&'r Range>,
    statuses: Statuses,
}

fn range_shape<'a>(
    pack: &'a Pack,
    fact: &Fact,
    Group { ranges, statuses }: &Group<'_>,
    allowed: Interval,
) -> RangeShape<'a> {
    let (values, outcome) = (ranges[0].values, &ranges[0].outcome);
    let value = |number| match fact.kind {
        Kind::Number => ValueShape::Number(number),
        _ => ValueShape::Text(written(fact, number)),
    };
    let bound = |number, limit| (has_order(fact) && number != limit).then(|| value(number));
    let numbers = ranges.iter().flat_map(|range| range.values.low..=range.values.high);
    RangeShape {
        from: bound(values.low, allowed.low),
        to: bound(values.high, allowed.high),
        values: if has_order(fact) {
            Vec::new()
        } else {
            numbers.map(|number| written(fact, number)).collect()
        },
        actions: actions(pack, outcome, statuses),
    }
}

fn by_key(outcome: &Outcome) -> Statuses {
    let key = |status: &Status| (status.action, status.topic, status.who);
    statuses(outcome).into_iter().map(|status| (key(&status), status)).collect()
}

fn actions<'a>(pack: &'a Pack, outcome: &Outcome, statuses: &Statuses) -> Vec<ActionShape<'a>> {
    let shape = |finding: &Finding| {
        let key = (finding.action, finding.topic, finding.who);
        let from = finding.from.and_then(Day::known);
        let by = finding.by.and_then(|by| by.to_keep(outcome.on));
        let status = &statuses[&key];
        ActionShape {
            name: name(pack, key),
            state: StateShape {
                kind: status.kind,
                certain: status.is_certain,
                open: status.is_open,
                overdue: status.is_over,
                from: from.map(|date| date.to_string()),
                by: by.map(|date| date.to_string()),
            },
        }
    };
    outcome.findings.iter().map(shape).collect()
}

fn name(pack: &Pack, (action, topic, who): Key) -> NameShape<'_> {
    let (action, topic) = (&pack[action].id, &pack[topic].id);
    NameShape { action, topic, who: who.to_string() }
}
