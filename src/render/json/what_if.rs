//! What-if answers as JSON for programs: stable, complete, the same bytes for the same input.
//!
//! **Owns** the shape; `format` counts up when it breaks. **Must not know** layout.

use crate::engine::outcome::Finding;
use crate::engine::statement::What;
use crate::pack::{Fact, Pack};
use crate::render::conditions::Conditions;
use crate::render::json::action::when;
use crate::render::json::shape::{IfShape, KindShape, SaidShape, SentOfficeShape};
use crate::render::json::time::{ActionShape, action};
use crate::render::json::write;
use crate::render::notices::notices;
use crate::render::what_if::values::{has_order, possible, written};
use crate::terms::id::TopicId;
use crate::terms::interval::Interval;
use crate::terms::value::Kind;
use crate::time::what_if::{Alternatives, Range};
use crate::time::{About, Part, Shown};
use serde::Serialize;

#[derive(Serialize)]
struct WhatIfShape<'a> {
    format: u32,
    pack: &'a str,
    version: &'a str,
    on: String,
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
    actions: Vec<AdviceShape<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum ValueShape {
    Number(i32),
    Text(String),
}

#[derive(Serialize)]
struct AdviceShape<'a> {
    #[serde(flatten)]
    action: ActionShape<'a>,
    differs: DiffersShape<'a>,
}

/// What is said of an action, and not for all values for which it is named; with the names of an outcome.
#[derive(Default, Serialize)]
struct DiffersShape<'a> {
    #[serde(rename = "if", skip_serializing_if = "Option::is_none")]
    condition: Option<IfShape>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    kind_if: Vec<KindShape>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    why: Vec<SaidShape<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    texts: Vec<SaidShape<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    offices: Vec<SentOfficeShape<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    bring: Vec<SaidShape<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cautions: Vec<SaidShape<'a>>,
    /// The days that another sentence of the rules gives.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    days: Vec<&'static str>,
}

/// Values with the same advice, and that advice in the order of an outcome.
struct Group<'r> {
    ranges: Vec<&'r Range>,
    advice: Vec<&'r (Finding, Shown)>,
}

/// A pack in the language of the reader.
#[derive(Clone, Copy)]
struct Teller<'a> {
    pack: &'a Pack,
    language: &'a str,
}

/// The values of a fact by their advice; a bound is null at the first and the last value that is possible.
pub fn what_if(pack: &Pack, all: &Alternatives, language: &str) -> String {
    let fact = &pack[(all.who.of, all.fact)];
    let groups = groups(fact, all);
    let allowed = possible(&all.ranges).unwrap_or(Interval::OPEN);
    let teller = Teller { pack, language };
    let shape = |group| {
        let values = values(fact, group, allowed);
        let action = |(finding, shown): &&(Finding, Shown)| AdviceShape {
            action: action(pack, all.now.on, finding),
            differs: teller.differs(finding.topic, differing(&groups, shown)),
        };
        RangeShape { actions: group.advice.iter().map(action).collect(), ..values }
    };
    write(&WhatIfShape {
        format: 1,
        pack: &pack.id,
        version: &pack.version,
        on: all.now.on.to_string(),
        lang: language,
        fact: &fact.id,
        who: all.who.to_string(),
        ranges: groups.iter().map(shape).collect(),
        notices: notices(pack, &all.now, language),
    })
}

/// Values without an order and with the same advice stand together.
fn groups<'r>(fact: &Fact, all: &'r Alternatives) -> Vec<Group<'r>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for range in &all.ranges {
        let advice = all.advice(range);
        let is_alike = |group: &&mut Group<'_>| {
            let is_in = |own: &&(Finding, Shown)| group.advice.iter().any(|other| other.1 == own.1);
            !has_order(fact) && group.advice.len() == advice.len() && advice.iter().all(is_in)
        };
        match groups.iter_mut().find(is_alike) {
            Some(group) => group.ranges.push(range),
            None => groups.push(Group { ranges: vec![range], advice }),
        }
    }
    groups
}

/// What is said of an action that is not said of it in all groups that name it.
fn differing<'s>(groups: &[Group<'_>], own: &'s Shown) -> Vec<&'s Part> {
    let key = |shown: &Shown| shown.status.key();
    let twins = groups.iter().filter_map(|group| {
        group.advice.iter().map(|(_, shown)| shown).find(|other| key(other) == key(own))
    });
    let twins: Vec<&Shown> = twins.collect();
    let is_everywhere = |part: &&Part| twins.iter().all(|twin| twin.parts.contains(part));
    own.parts.iter().filter(|part| !is_everywhere(part)).collect()
}

/// The values of a group, without actions.
fn values<'a>(fact: &Fact, group: &Group<'_>, allowed: Interval) -> RangeShape<'a> {
    let (first, ranges) = (group.ranges[0].values, group.ranges.iter());
    let value = |number| match fact.kind {
        Kind::Number => ValueShape::Number(number),
        _ => ValueShape::Text(written(fact, number)),
    };
    let bound = |number, limit| (has_order(fact) && number != limit).then(|| value(number));
    let numbers = ranges.flat_map(|range| range.values.low..=range.values.high);
    RangeShape {
        from: bound(first.low, allowed.low),
        to: bound(first.high, allowed.high),
        values: if has_order(fact) {
            Vec::new()
        } else {
            numbers.map(|number| written(fact, number)).collect()
        },
        actions: Vec::new(),
    }
}

impl<'a> Teller<'a> {
    fn differs(self, topic: TopicId, parts: Vec<&Part>) -> DiffersShape<'a> {
        let mut shape = DiffersShape::default();
        for Part { about, condition, .. } in parts {
            let of = Conditions { pack: self.pack, language: self.language };
            let condition = condition.as_ref().map(|condition| when(of, condition));
            match *about {
                About::Asked => shape.condition = condition,
                About::Kind(kind) => {
                    let kind = condition.map(|condition| KindShape { kind, condition });
                    shape.kind_if.extend(kind);
                }
                About::Said(What::Office(office, role)) => shape.offices.push(SentOfficeShape {
                    office: &self.pack[office].id,
                    role,
                    certain: condition.is_none(),
                    condition,
                }),
                About::Said(What::Why(leaf)) => {
                    shape.why.push(self.said(self.pack.reason(topic, leaf), condition));
                }
                About::Said(What::Text(text)) => {
                    shape.texts.push(self.said(self.pack[text].into(), condition));
                }
                About::Said(What::Paper(text)) => {
                    shape.bring.push(self.said(self.pack[text].into(), condition));
                }
                About::Said(What::Caution(text)) => {
                    shape.cautions.push(self.said(self.pack[text].into(), condition));
                }
                About::From(_) => shape.days.push("from"),
                About::By(_) => shape.days.push("by"),
                About::BestBy(_) => shape.days.push("best_by"),
            }
        }
        shape.days.dedup();
        shape
    }

    fn said(self, id: String, condition: Option<IfShape>) -> SaidShape<'a> {
        let say = self.pack.say_all(self.language, &id);
        SaidShape { id, say, certain: condition.is_none(), condition, cite: Vec::new() }
    }
}
