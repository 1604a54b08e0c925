//! Outcomes and the directory as JSON for programs: stable, complete, the same bytes for the same input.
//!
//! **Owns** the shape; `format` counts up when it breaks. **Must not know** layout.

use self::action::{Teller, ids, known};
use self::shape::{
    DirectoryShape, DoneShape, NeedShape, OfficeShape, OutcomeShape, ReachedShape, SourceShape,
    StayShape,
};
use crate::case::Member;
use crate::engine::open_days::{self, LastOpen, last_open_of, next_open};
use crate::engine::outcome::{DoneStep, Outcome};
use crate::engine::stay::{Counted, StayCount};
use crate::pack::{Pack, Source};
use crate::render::View;
use crate::render::hours;
use crate::render::notices::{of_letter, of_offices};
use crate::terms::calendar::Date;
use crate::terms::hours::LocalTime;
use crate::terms::id::{LeafId, OfficeId, SourceId, TopicId};
use crate::terms::stay::Reading;
use std::collections::BTreeSet;

mod action;
pub mod problems;
pub(super) mod recheck;
pub(super) mod remedy;
mod shape;
pub mod summary;
pub mod text;
pub(super) mod time;
pub(super) mod what_if;

/// An outcome as JSON, with a line end.
///
/// `by` is the day to keep to: the earliest that is possible and not over, so anyone who meets it is safe, or the last if
/// all are over; it is null if what was told does not bound it. `from` is given if it is known. Where a day is open,
/// `by_range` and `from_range` have its first and last possibility.
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
/// assert!(json::outcome(&pack, &outcome, &view).starts_with("{\n  \"format\": 2,"));
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
    let language = view.language;
    let findings = &outcome.findings;
    let named = findings.iter().flat_map(|finding| outcome.offices(finding));
    let named: BTreeSet<OfficeId> = named.map(|(office, _)| office).collect();
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
    let cited = findings.iter().flat_map(|finding| outcome.sources(finding)).copied();
    let last_open = findings.iter().map(|finding| last_open_of(pack, outcome, finding));
    let last_open: Vec<Option<LastOpen>> = last_open.collect();
    let closing = last_open.iter().flatten().flat_map(|last| last.cite.clone());
    let shown = findings.iter().zip(&last_open);
    let told = Teller { pack, outcome, language };
    OutcomeShape {
        format: 2,
        pack: &pack.id,
        version: &pack.version,
        on: outcome.on.to_string(),
        lang: language,
        decided: outcome.is_decided,
        explored: outcome.is_explored,
        actions: shown.map(|(finding, last)| told.action(finding, last.as_ref())).collect(),
        needs: needs(pack, outcome, view),
        presumed: outcome.presumed.iter().map(|of| told.presumed(of)).collect(),
        unused: outcome.unused.iter().map(|unused| told.unused(*unused)).collect(),
        conflicts: outcome.conflicts.iter().map(|of| told.conflict(of)).collect(),
        done: outcome.done.iter().map(|step| done(pack, step)).collect(),
        leaves,
        reached,
        sources: sources(pack, cited.chain(closing).chain(office_cites(pack, &named))),
        offices: named.iter().map(|id| office_on(pack, *id, language, outcome.on)).collect(),
        notices: of_letter(pack, outcome, language),
        stay: outcome.stays.iter().map(stay).collect(),
    }
}

fn done<'a>(pack: &'a Pack, step: &DoneStep) -> DoneShape<'a> {
    let DoneStep { action, who, on, holds } = *step;
    DoneShape { action: &pack[action].id, who: who.to_string(), on: on.to_string(), holds }
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
        first_day: stay.first_day.map(|day| day.to_string()),
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

fn needs<'a>(pack: &'a Pack, outcome: &'a Outcome, view: &View<'a>) -> Vec<NeedShape<'a>> {
    let needs = outcome.needs.iter().map(|need| {
        let fact = &pack[(need.who.of, need.fact)];
        let ask = pack.ask(view.language, fact, need.who == Member::YOU);
        let mut thresholds = view.thresholds.iter();
        let days = thresholds.find(|of| of.who == need.who && of.fact == need.fact);
        let days = days.map_or(&[][..], |threshold| &threshold.starts);
        let thresholds = days.iter().map(ToString::to_string).collect();
        let decides = outcome.decided_by(*need);
        let decides = decides.map(|step| format!("{}@{}", pack[step.action].id, step.who));
        NeedShape {
            fact: &fact.id,
            who: need.who.to_string(),
            ask,
            decides: decides.collect(),
            thresholds,
        }
    });
    needs.collect()
}

/// An office as it is on a day, whatever the time.
fn office_on<'a>(pack: &'a Pack, id: OfficeId, language: &str, on: Date) -> OfficeShape<'a> {
    let open_on = next_open(pack, &pack[id], on).map(|day| day.to_string());
    OfficeShape { open_on, ..office(pack, id, language, None) }
}

fn office<'a>(
    pack: &'a Pack,
    id: OfficeId,
    language: &str,
    now: Option<LocalTime>,
) -> OfficeShape<'a> {
    let office = &pack[id];
    let now = open_days::now(pack, office, now);
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
        book: optional("book"),
        note: optional("note"),
        state: office.is_state,
        cite: ids(pack, &office.cite),
        open_on: None,
        open_now: state.map(|state| state.is_open),
        opens: opens.map(|time| hours::stamp(pack, time)),
        holidays_known: now.map(|now| known(now.known)),
    }
}

fn office_cites(pack: &Pack, offices: &BTreeSet<OfficeId>) -> impl Iterator<Item = SourceId> {
    offices.iter().flat_map(|office| pack[*office].cite.clone())
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
