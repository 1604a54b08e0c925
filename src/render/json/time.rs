//! Timelines and what-if answers as JSON for programs: stable, complete, the same bytes for the same input.
//!
//! **Owns** the shapes; `format` counts up when they break. **Must not know** layout.

use crate::case::Member;
use crate::engine::outcome::{Advice, Day, Outcome};
use crate::pack::{Fact, Pack};
use crate::render::json::shape::StateShape;
use crate::render::json::write;
use crate::render::notices::notices;
use crate::render::what_if::{has_order, written};
use crate::terms::calendar::Date;
use crate::terms::value::Kind;
use crate::time::timeline::Period;
use crate::time::what_if::Range;
use crate::time::{Sense, Told, sense, told};
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

/// What an outcome says, by action, topic and member.
type Senses = BTreeMap<(usize, usize, Member), Sense>;

/// A timeline; `on` is null if it has no days.
pub fn timeline(pack: &Pack, periods: &[Period], until: Date, language: &str) -> String {
    let mut shapes = Vec::new();
    let mut before: Option<Senses> = None;
    let mut told_before = periods.first().map_or_else(Vec::new, |first| told(&first.outcome));
    for period in periods {
        let senses = senses(&period.outcome);
        let old = before.as_ref().unwrap_or(&senses);
        let name = |key: &(usize, usize, Member)| name(pack, *key);
        let now = told(&period.outcome);
        let changed = |key: &&(usize, usize, Member)| {
            old.contains_key(*key) && of_key(&now, **key) != of_key(&told_before, **key)
        };
        shapes.push(PeriodShape {
            first: period.first.to_string(),
            last: period.last.to_string(),
            decided: period.outcome.is_decided,
            actions: actions(pack, &period.outcome, &senses),
            begins: senses.keys().filter(|key| !old.contains_key(key)).map(name).collect(),
            ends: old.keys().filter(|key| !senses.contains_key(key)).map(name).collect(),
            changes: senses.keys().filter(changed).map(name).collect(),
        });
        before = Some(senses);
        told_before = now;
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

/// Everything that is told of one action of a member.
fn of_key(all: &[Told], key: (usize, usize, Member)) -> Vec<&Told> {
    all.iter().filter(|told| (told.0.action, told.0.topic, told.0.who) == key).collect()
}

/// The values of a fact by their advice; a bound is null at the first and the last value that is allowed.
pub fn what_if(
    pack: &Pack,
    (who, fact): (Member, &Fact),
    ranges: &[Range],
    language: &str,
) -> String {
    let mut groups: Vec<(Vec<&Range>, Senses)> = Vec::new();
    for range in ranges {
        let senses = senses(&range.outcome);
        match groups.iter_mut().find(|(_, known)| !has_order(fact) && *known == senses) {
            Some((group, _)) => group.push(range),
            None => groups.push((vec![range], senses)),
        }
    }
    let shape = |(group, senses): &(Vec<&Range>, Senses)| range_shape(pack, fact, (group, senses));
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

fn range_shape<'a>(
    pack: &'a Pack,
    fact: &Fact,
    (group, senses): (&[&Range], &Senses),
) -> RangeShape<'a> {
    let (values, outcome) = (group[0].values, &group[0].outcome);
    let allowed = pack.range(fact, outcome.on);
    let value = |number| match fact.kind {
        Kind::Number => ValueShape::Number(number),
        _ => ValueShape::Text(written(fact, number)),
    };
    let bound = |number, limit| (has_order(fact) && number != limit).then(|| value(number));
    let numbers = group.iter().flat_map(|range| range.values.low..=range.values.high);
    RangeShape {
        from: bound(values.low, allowed.low),
        to: bound(values.high, allowed.high),
        values: if has_order(fact) {
            Vec::new()
        } else {
            numbers.map(|number| written(fact, number)).collect()
        },
        actions: actions(pack, outcome, senses),
    }
}

fn senses(outcome: &Outcome) -> Senses {
    let key = |sense: &Sense| (sense.action, sense.topic, sense.who);
    sense(outcome).into_iter().map(|sense| (key(&sense), sense)).collect()
}

fn actions<'a>(pack: &'a Pack, outcome: &Outcome, senses: &Senses) -> Vec<ActionShape<'a>> {
    let shape = |advice: &Advice| {
        let key = (advice.action, advice.topic, advice.who);
        let known = |day: Option<Day>| day.and_then(Day::known).map(|date| date.to_string());
        let sense = &senses[&key];
        ActionShape {
            name: name(pack, key),
            state: StateShape {
                kind: sense.kind,
                certain: sense.is_certain,
                open: sense.is_open,
                overdue: sense.is_over,
                from: known(advice.from),
                by: known(advice.by),
            },
        }
    };
    outcome.advice.iter().map(shape).collect()
}

fn name(pack: &Pack, (action, topic, who): (usize, usize, Member)) -> NameShape<'_> {
    let (action, topic) = (&pack.actions[action].id, &pack.topics[topic].id);
    NameShape { action, topic, who: who.to_string() }
}
