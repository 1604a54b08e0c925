//! Outcomes and the directory as JSON for programs: stable, complete, the same bytes for the same input.
//!
//! **Owns** the shape; `format` counts up when it breaks. **Must not know** layout.

use self::shape::{
    ActionShape, DirectoryShape, HolidaysShape, NeedShape, OfficeShape, OutcomeShape, ReachedShape,
    SourceShape, StayShape,
};
use crate::engine::outcome::{Counted, Day, Finding, Outcome, StayCount};
use crate::pack::{Pack, Source};
use crate::render::View;
use crate::render::hours as open;
use crate::render::notices::{of_letter, of_offices};
use crate::terms::calendar::Date;
use crate::terms::holidays::Knowledge;
use crate::terms::hours::LocalTime;
use crate::terms::id::{LeafId, OfficeId, SourceId, TextId, TopicId};
use crate::terms::stay::Reading;
use std::collections::BTreeSet;

pub mod problems;
pub(super) mod recheck;
pub(super) mod remedy;
mod shape;
pub mod summary;
pub mod text;
pub(super) mod time;

/// An outcome as JSON, with a line end.
///
/// `by` is the day to keep to: the earliest that is possible and not over, so anyone who meets it is safe, or the last if
/// all are over; it is null if the day may be anywhere. `from` is given if it is known. The view's time says which offices are open; without it `open_now` and `opens` are null. Where a day is open, `by_range` and `from_range` have its first and last possibility.
///
/// # Examples
///
/// ```
/// use dovidka::render::{View, json};
/// use dovidka::{Case, Pack, Topics, evaluate};
/// let pack = Pack::embedded("kazakhstan")?;
/// let case = Case::new(&pack, "2026-11-22".parse()?);
/// let outcome = evaluate(&pack, &case, &Topics::All);
/// let view = View::new("uk");
/// assert!(json::outcome(&pack, &outcome, &view).starts_with("{\n  \"format\": 1,"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn outcome(pack: &Pack, outcome: &Outcome, view: &View<'_>) -> String {
    write(&shape(pack, outcome, view))
}

/// An outcome as JSON in one line, without a line end.
///
/// # Panics
///
/// Never: all keys are texts.
#[must_use]
pub fn outcome_line(pack: &Pack, outcome: &Outcome, view: &View<'_>) -> String {
    serde_json::to_string(&shape(pack, outcome, view)).expect("these shapes have text keys only")
}

fn shape<'a>(pack: &'a Pack, outcome: &'a Outcome, view: &View<'a>) -> OutcomeShape<'a> {
    let (language, now) = (view.language, view.now);
    let findings = &outcome.findings;
    let named: BTreeSet<OfficeId> = findings.iter().flat_map(|of| outcome.offices(of)).collect();
    let leaf =
        |topic: TopicId, leaf: LeafId| format!("{}.{}", pack[topic].id, pack[topic][leaf].id);
    let reached = outcome.leaves.iter().map(|reached| ReachedShape {
        leaf: leaf(reached.topic, reached.leaf),
        who: reached.who.to_string(),
    });
    let reached: Vec<ReachedShape> = reached.collect();
    let mut leaves: Vec<String> = Vec::new();
    for ReachedShape { leaf, .. } in &reached {
        if !leaves.contains(leaf) {
            leaves.push(leaf.clone());
        }
    }
    let cited = findings.iter().flat_map(|finding| outcome.sources(finding));
    let closed = findings.iter().map(|finding| {
        let by = finding.by?.to_keep(outcome.on)?;
        open::closed_on(pack, outcome.offices(finding).next(), by, outcome.on)
    });
    let closed: Vec<Option<open::Closed>> = closed.collect();
    let closing = closed.iter().flatten().flat_map(|closed| closed.cite.clone());
    let shown = findings.iter().zip(&closed);
    OutcomeShape {
        format: 1,
        pack: &pack.id,
        version: &pack.version,
        on: outcome.on.to_string(),
        lang: language,
        decided: outcome.is_decided,
        explored: outcome.is_explored,
        actions: shown.map(|shown| action(pack, outcome, shown, language)).collect(),
        needs: needs(pack, outcome, view),
        leaves,
        reached,
        sources: sources(pack, cited.chain(closing).chain(office_cites(pack, &named))),
        offices: named.iter().map(|place| office(pack, *place, language, now)).collect(),
        notices: of_letter(pack, outcome, language),
        stay: outcome.stays.iter().map(stay).collect(),
    }
}

/// `reading` is null if only the number of earlier days is known, which is the same under every reading.
fn stay(stay: &StayCount) -> StayShape {
    let reading = match stay.counted {
        Counted::NumberOfDays => None,
        Counted::BothReadings => Some("both"),
        Counted::Stricter(Reading::LookingBack) => Some("looking_back"),
        Counted::Stricter(Reading::FromFirstCrossing) => Some("from_first_crossing"),
    };
    StayShape {
        who: stay.who.to_string(),
        days: stay.rule.days,
        within: stay.rule.within,
        used: stay.used,
        left: stay.left,
        last_day: stay.last_day.to_string(),
        reading,
        full_from: stay.full_from.to_string(),
    }
}

/// The directory of these offices on a day as JSON, with a line end.
#[must_use]
pub fn offices(pack: &Pack, offices: &[OfficeId], on: Date, view: &View<'_>) -> String {
    let (language, now) = (view.language, view.now);
    let named: BTreeSet<OfficeId> = offices.iter().copied().collect();
    write(&DirectoryShape {
        format: 1,
        pack: &pack.id,
        version: &pack.version,
        lang: language,
        offices: offices.iter().map(|place| office(pack, *place, language, now)).collect(),
        sources: sources(pack, office_cites(pack, &named)),
        notices: of_offices(pack, offices, on, language),
    })
}

fn write(shape: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(shape).expect("these shapes have text keys only") + "\n"
}

fn action<'a>(
    pack: &'a Pack,
    outcome: &Outcome,
    (finding, closed): (&Finding, &Option<open::Closed>),
    language: &'a str,
) -> ActionShape<'a> {
    let say = |id: &str| pack.say(language, id);
    let said = |id: TextId| say(&pack[id]);
    let topic = &pack[finding.topic];
    let leaf = finding.leaf.map(|leaf| &topic[leaf]);
    let action = &pack[finding.action];
    let by = finding.by.and_then(|by| by.to_keep(outcome.on));
    let sources: Vec<SourceId> = outcome.sources(finding).collect();
    ActionShape {
        action: &action.id,
        topic: &topic.id,
        who: finding.who.to_string(),
        leaf: leaf.map(|leaf| format!("{}.{}", topic.id, leaf.id)),
        kind: finding.kind,
        certain: finding.is_certain,
        from: finding.from.and_then(Day::known).map(|date| date.to_string()),
        from_range: finding.from.and_then(range),
        by: by.map(|date| date.to_string()),
        by_open: closed.as_ref().map(|closed| closed.open.to_string()),
        by_open_holidays: closed.as_ref().map(|closed| holidays(pack, closed)),
        by_range: finding.by.and_then(range),
        days_left: by.map(|date| date.days_since(outcome.on)),
        title: pack.title(language, finding.action),
        text: said(finding.text),
        bring: outcome.papers(finding).map(said).collect(),
        offices: outcome.offices(finding).map(|office| pack[office].id.as_str()).collect(),
        cautions: outcome.cautions(finding).map(said).collect(),
        cite: ids(pack, &sources),
        because: finding.because(pack),
        why: leaf.map(|leaf| pack.say(language, &format!("leaf.{}.{}", topic.id, leaf.id))),
        lead: action.lead.as_deref().map(say),
        reading: leaf.and_then(|leaf| leaf.reading.as_deref()).map(say),
    }
}

/// The first and the last possibility of a day that is open.
fn range(day: Day) -> Option<[String; 2]> {
    let is_open = day.known().is_none();
    is_open.then(|| [day.earliest().to_string(), day.latest().to_string()])
}

fn needs<'a>(pack: &'a Pack, outcome: &'a Outcome, view: &View<'a>) -> Vec<NeedShape<'a>> {
    let needs = outcome.needs.iter().map(|need| {
        let fact = &pack[(need.who.of, need.fact)];
        let ask = pack.say_fact(view.language, fact, "ask");
        let mut thresholds = view.thresholds.iter();
        let days = thresholds.find(|of| of.who == need.who && of.fact == need.fact);
        let days = days.map_or(&[][..], |threshold| &threshold.starts);
        let thresholds = days.iter().map(ToString::to_string).collect();
        NeedShape { fact: &fact.id, who: need.who.to_string(), ask, thresholds }
    });
    needs.collect()
}

fn office<'a>(
    pack: &'a Pack,
    id: OfficeId,
    language: &str,
    now: Option<LocalTime>,
) -> OfficeShape<'a> {
    let office = &pack[id];
    let now = open::now(pack, office, now);
    let state = now.as_ref().map(|now| now.state);
    let opens = state.filter(|state| !state.is_open).and_then(|state| state.changes);
    let text = |part: &str| pack.say_office(language, office, part);
    let optional = |part: &str| Some(text(part)).filter(|text| !text.is_empty());
    OfficeShape {
        id: &office.id,
        name: text("name"),
        address: optional("address"),
        city: office.city.as_deref(),
        phones: &office.phones,
        mail: &office.mail,
        links: &office.links,
        hours: office.hours.as_deref(),
        services: &office.services,
        standing: office.standing,
        note: optional("note"),
        cite: ids(pack, &office.cite),
        open_now: state.map(|state| state.is_open),
        opens: opens.map(|time| open::stamp(pack, time)),
        holidays_known: now.map(|now| known(now.known)),
    }
}

fn holidays<'a>(pack: &'a Pack, closed: &open::Closed) -> HolidaysShape<'a> {
    HolidaysShape { known: known(closed.known), cite: ids(pack, &closed.cite) }
}

fn known(known: Knowledge) -> &'static str {
    match known {
        Knowledge::Nothing => "nothing",
        Knowledge::Part => "part",
        Knowledge::Everything => "everything",
    }
}

fn office_cites(pack: &Pack, offices: &BTreeSet<OfficeId>) -> impl Iterator<Item = SourceId> {
    offices.iter().flat_map(|office| pack[*office].cite.clone())
}

fn ids<'a>(pack: &'a Pack, cite: &[SourceId]) -> Vec<&'a str> {
    cite.iter().map(|source| pack[*source].id.as_str()).collect()
}

/// The sources that are cited, in the order of the pack.
fn sources(pack: &Pack, cited: impl Iterator<Item = SourceId>) -> Vec<SourceShape<'_>> {
    let cited: BTreeSet<SourceId> = cited.collect();
    let shape = |source: &SourceId| {
        let Source { id, title, url, published, read_on, kind, .. } = &pack[*source];
        let (published, read_on) = (published.as_deref(), read_on.to_string());
        SourceShape { id, title, url, published, read_on, kind: *kind }
    };
    cited.iter().map(shape).collect()
}
