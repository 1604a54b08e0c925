//! Outcomes and the directory as JSON for programs: stable, complete, the same bytes for the same input.
//!
//! **Owns** the shape; `format` counts up when it breaks. **Must not know** layout.

use self::shape::{
    ActionShape, DirectoryShape, HolidaysShape, NeedShape, OfficeShape, OutcomeShape, ReachedShape,
    SourceShape, StayShape,
};
use crate::engine::outcome::{Advice, Counted, Day, Outcome, StayCount};
use crate::pack::{Pack, Source};
use crate::render::View;
use crate::render::hours as open;
use crate::render::notices::{of_letter, of_offices};
use crate::terms::calendar::Date;
use crate::terms::holidays::Knowledge;
use crate::terms::hours::LocalTime;
use crate::terms::stay::Reading;
use std::collections::BTreeSet;

pub mod problems;
pub(super) mod recheck;
pub(super) mod remedy;
mod shape;
pub(super) mod time;

/// An outcome as JSON, with a line end.
///
/// `by` is the earliest day that is possible and not over yet, so that who keeps to it is safe; `from` is given if
/// it is known. The view's time says which offices are open; without it `open_now` and `opens` are null. Where a day is open, `by_range` and `from_range` have its first and last possibility.
///
/// # Examples
///
/// ```
/// use dovidka::render::{View, json};
/// use dovidka::{Case, Pack, evaluate};
/// let pack = Pack::embedded("kazakhstan")?;
/// let case = Case::new(&pack, "2026-11-22".parse()?);
/// let outcome = evaluate(&pack, &case, &[0]);
/// let view = View { language: "uk", width: 80, colour: false, now: None, thresholds: &[] };
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
    let named: BTreeSet<usize> = outcome.advice.iter().flat_map(|a| a.offices.clone()).collect();
    let leaf = |topic: usize, leaf: usize| {
        format!("{}.{}", pack.topics[topic].id, pack.topics[topic].leaves[leaf].id)
    };
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
    let cited = outcome.advice.iter().flat_map(|advice| advice.cite.clone());
    let closed = outcome.advice.iter().map(|advice| {
        let by = last_day(outcome, advice)?;
        open::closed_on(pack, &advice.offices, by, outcome.on)
    });
    let closed: Vec<Option<open::Closed>> = closed.collect();
    let closing = closed.iter().flatten().flat_map(|closed| closed.cite.clone());
    let told = outcome.advice.iter().zip(&closed);
    OutcomeShape {
        format: 1,
        pack: &pack.id,
        version: &pack.version,
        on: outcome.on.to_string(),
        lang: language,
        decided: outcome.is_decided,
        actions: told.map(|told| action(pack, outcome, told, language)).collect(),
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

/// The directory of these offices (places in [`Pack::offices`]) on a day as JSON, with a line end.
#[must_use]
pub fn offices(pack: &Pack, offices: &[usize], on: Date, view: &View<'_>) -> String {
    let (language, now) = (view.language, view.now);
    let named: BTreeSet<usize> = offices.iter().copied().collect();
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
    (advice, closed): (&'a Advice, &Option<open::Closed>),
    language: &'a str,
) -> ActionShape<'a> {
    let say = |id: &String| pack.say(language, id);
    let topic = &pack.topics[advice.topic];
    let leaf = advice.leaf.map(|leaf| &topic.leaves[leaf]);
    let action = &pack.actions[advice.action];
    let by = last_day(outcome, advice);
    ActionShape {
        action: &action.id,
        topic: &topic.id,
        who: advice.who.to_string(),
        leaf: leaf.map(|leaf| format!("{}.{}", topic.id, leaf.id)),
        kind: advice.kind,
        certain: advice.is_certain,
        from: advice.from.and_then(Day::known).map(|date| date.to_string()),
        from_range: advice.from.and_then(range),
        by: by.map(|date| date.to_string()),
        by_open: closed.as_ref().map(|closed| closed.open.to_string()),
        by_open_holidays: closed.as_ref().map(|closed| holidays(pack, closed)),
        by_range: advice.by.and_then(range),
        days_left: by.map(|date| date.days_since(outcome.on)),
        title: pack.say(language, &format!("action.{}.title", action.id)),
        text: pack.say(language, &advice.text),
        bring: advice.bring.iter().map(say).collect(),
        offices: advice.offices.iter().map(|place| pack.offices[*place].id.as_str()).collect(),
        cautions: advice.cautions.iter().map(say).collect(),
        cite: ids(pack, &advice.cite),
        because: &advice.because,
        why: leaf.map(|leaf| pack.say(language, &format!("leaf.{}.{}", topic.id, leaf.id))),
        lead: action.lead.as_ref().map(say),
        reading: leaf.and_then(|leaf| leaf.reading.as_ref()).map(say),
    }
}

/// The first and the last possibility of a day that is open.
fn range(day: Day) -> Option<[String; 2]> {
    let is_open = day.known().is_none();
    is_open.then(|| [day.earliest.to_string(), day.latest.to_string()])
}

/// The last day to keep to: of an open day the earliest that is not over yet.
fn last_day(outcome: &Outcome, advice: &Advice) -> Option<Date> {
    let day = advice.by?;
    day.known().or_else(|| Some(day.earliest).filter(|earliest| *earliest >= outcome.on))
}

fn needs<'a>(pack: &'a Pack, outcome: &'a Outcome, view: &View<'a>) -> Vec<NeedShape<'a>> {
    let needs = outcome.needs.iter().map(|need| {
        let fact = pack.fact(need.who.of, &need.fact);
        let ask = fact.map_or("", |fact| pack.say_fact(view.language, fact, "ask"));
        let mut thresholds = view.thresholds.iter();
        let days = thresholds.find(|of| of.who == need.who && of.fact == need.fact);
        let days = days.map_or(&[][..], |threshold| &threshold.starts);
        let thresholds = days.iter().map(ToString::to_string).collect();
        NeedShape { fact: &need.fact, who: need.who.to_string(), ask, thresholds }
    });
    needs.collect()
}

fn office<'a>(
    pack: &'a Pack,
    place: usize,
    language: &str,
    now: Option<LocalTime>,
) -> OfficeShape<'a> {
    let office = &pack.offices[place];
    let now = open::now(pack, office, now);
    let state = now.as_ref().map(|now| now.state);
    let opens = state.filter(|state| !state.is_open).and_then(|state| state.changes);
    let text = |part: &str| pack.say(language, &format!("office.{}.{part}", office.id));
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

fn office_cites(pack: &Pack, offices: &BTreeSet<usize>) -> impl Iterator<Item = usize> {
    offices.iter().flat_map(|place| pack.offices[*place].cite.clone())
}

fn ids<'a>(pack: &'a Pack, cite: &[usize]) -> Vec<&'a str> {
    cite.iter().map(|source| pack.sources[*source].id.as_str()).collect()
}

/// The sources that are cited, in the order of the pack.
fn sources(pack: &Pack, cited: impl Iterator<Item = usize>) -> Vec<SourceShape<'_>> {
    let cited: BTreeSet<usize> = cited.collect();
    let shape = |source: &usize| {
        let Source { id, title, url, published, read_on, kind } = &pack.sources[*source];
        let (published, read_on) = (published.as_deref(), read_on.to_string());
        SourceShape { id, title, url, published, read_on, kind: *kind }
    };
    cited.iter().map(shape).collect()
}
