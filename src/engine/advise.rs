//! Merges everywhere that the topics may end into one outcome: what is certain, what is possible, what is needed.

use crate::case::{Case, Member};
use crate::engine::explore::{Explored, Part, needed};
use crate::engine::facts::{Facts, Members};
use crate::engine::outcome::{Advice, Day, Need, Outcome, ReachedLeaf};
use crate::engine::walk::{Reached, Step};
use crate::pack::Pack;
use crate::pack::program::NodeId;
use crate::terms::calendar::{ALL_DAYS, Date};
use crate::terms::interval::Interval;
use std::collections::BTreeSet;
use std::ptr;

/// The outcome while topics are added to it.
#[derive(Default)]
pub(crate) struct Merged {
    advice: Vec<Advice>,
    needs: BTreeSet<(Member, usize)>,
    leaves: Vec<ReachedLeaf>,
    is_open: bool,
}

impl Merged {
    /// Adds what one topic says to one member.
    pub(crate) fn add(
        &mut self,
        pack: &Pack,
        case: &Case,
        (topic, who): (usize, Member),
        found: &Explored<Reached<'_>>,
    ) {
        let facts = Facts::of(pack, case);
        let members = Members::of(case, who);
        let numbers = |part: &Part<Reached<'_>>| days(&part.result, members);
        let slots = if found.is_whole {
            needed(&facts, found, numbers)
        } else {
            let open = |slot: &usize| !case.slots[*slot].is_known();
            (0..case.slots.len()).filter(open).collect()
        };
        self.is_open |= !slots.is_empty() || !found.is_whole;
        self.needs.extend(slots.into_iter().map(|slot| (case.owner(pack, slot).0, slot)));
        let first = found.parts.first().and_then(|part| part.result.leaf);
        let is_only = found.is_whole && found.parts.iter().all(|part| part.result.leaf == first);
        if let (Some(leaf), true) = (first, is_only) {
            self.leaves.push(ReachedLeaf { topic, leaf, who });
        }
        self.advice.extend(advice(pack, (topic, who), found));
    }

    /// The outcome of everything that was added.
    pub(crate) fn outcome(mut self, pack: &Pack, case: &Case) -> Outcome {
        let last_day = |advice: &Advice| advice.by.map(|by| by.earliest);
        self.advice.sort_by_key(|advice| {
            let by = last_day(advice);
            (
                !advice.is_certain,
                advice.kind,
                advice.rank,
                by.is_none(),
                by,
                advice.topic,
                advice.who,
            )
        });
        let mut needs: Vec<Need> = Vec::new();
        for (who, slot) in self.needs {
            let need = Need { who, fact: case.owner(pack, slot).1.id.clone() };
            if needs.last() != Some(&need) {
                needs.push(need);
            }
        }
        let is_decided = !self.is_open;
        Outcome {
            on: case.on,
            is_decided,
            advice: self.advice,
            needs,
            leaves: self.leaves,
            stays: Vec::new(),
        }
    }
}

/// The first and last days that a leaf names, as nodes.
pub(crate) fn days(reached: &Reached<'_>, members: Members) -> Vec<(NodeId, Members)> {
    let days = reached.steps.iter().flat_map(|(step, _)| step.of.from.iter().chain(&step.of.by));
    days.map(|day| (day.node, members)).collect()
}

/// One advice for each action that is possible.
fn advice(
    pack: &Pack,
    (topic, who): (usize, Member),
    found: &Explored<Reached<'_>>,
) -> Vec<Advice> {
    let mut advice: Vec<Advice> = Vec::new();
    let steps = found.parts.iter().flat_map(|part| &part.result.steps);
    for action in steps.map(|(step, _)| step.of.action) {
        if advice.iter().any(|known| known.action == action) {
            continue;
        }
        let with: Vec<Named<'_>> =
            found.parts.iter().filter_map(|part| Named::of(&part.result, action)).collect();
        let is_certain = found.is_whole && with.len() == found.parts.len();
        advice.push(Advice { is_certain, ..merge(pack, (topic, who), &with) });
    }
    advice
}

/// An action where a part names it.
struct Named<'r> {
    by: &'r Reached<'r>,
    step: &'r Step<'r>,
    days: [Option<Interval>; 2],
}

impl<'r> Named<'r> {
    fn of(by: &'r Reached<'_>, action: usize) -> Option<Self> {
        let (step, days) = by.steps.iter().find(|(step, _)| step.of.action == action)?;
        Some(Self { by, step, days: *days })
    }
}

/// One advice from all parts that name its action; there is at least one.
fn merge(pack: &Pack, (topic, who): (usize, Member), with: &[Named<'_>]) -> Advice {
    let Named { by: reached, step: first, .. } = with[0];
    let leaf = reached.leaf.filter(|leaf| with.iter().all(|named| named.by.leaf == Some(*leaf)));
    let [from, by] = [0, 1].map(|day| hull(with.iter().map(|named| named.days[day])));
    let mut steps: Vec<&Step<'_>> = with.iter().map(|named| named.step).collect();
    steps.dedup_by_key(|step| ptr::from_ref(*step));
    let steps = || steps.iter().copied();
    Advice {
        action: first.of.action,
        topic,
        who,
        leaf,
        kind: steps().map(|step| step.of.kind).max().unwrap_or(first.of.kind),
        rank: steps().map(|step| step.of.rank).min().unwrap_or(first.of.rank),
        is_certain: false,
        from,
        by,
        moves: steps().any(|step| step.moves),
        text: first.of.text.clone(),
        offices: union(steps().flat_map(|step| &step.offices)),
        bring: union(steps().flat_map(|step| &step.bring)),
        cautions: union(steps().flat_map(|step| &step.cautions)),
        cite: union(steps().flat_map(|step| &step.cite)),
        because: leaf.map_or_else(Vec::new, |_| pack.topics[topic].because(&reached.path)),
    }
}

/// The days between which a day lies; nothing if some part names none.
fn hull(days: impl Iterator<Item = Option<Interval>>) -> Option<Day> {
    let all = days.reduce(|a, b| a.zip(b).map(|(a, b)| a.around(b)))??;
    let date = |number: i32| Date::from_number(number.clamp(ALL_DAYS.low, ALL_DAYS.high));
    Some(Day { earliest: date(all.low)?, latest: date(all.high)? })
}

/// Each item once, in the order in which they first come.
fn union<'s, T: Clone + PartialEq + 's, O: From<T>>(items: impl Iterator<Item = &'s T>) -> Vec<O> {
    let mut all: Vec<&T> = Vec::new();
    for item in items {
        if !all.contains(&item) {
            all.push(item);
        }
    }
    all.into_iter().map(|item| item.clone().into()).collect()
}
