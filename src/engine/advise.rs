//! Merges everywhere that the topics may end into one outcome: what is certain, what is possible, what is needed.

use crate::case::{Case, Member};
use crate::engine::explore::{Explored, Part, needed};
use crate::engine::facts::{Facts, Members};
use crate::engine::outcome::{Advice, Day, Need, Outcome, ReachedLeaf};
use crate::engine::walk::{Reached, Step};
use crate::pack::program::NodeId;
use crate::pack::{Condition, Pack};
use crate::terms::calendar::{ALL_DAYS, Date};
use crate::terms::interval::Interval;
use std::collections::BTreeSet;

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
        let numbers = |part: &Part<Reached<'_>>| days(pack, topic, &part.result, members);
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
pub(crate) fn days(
    pack: &Pack,
    topic: usize,
    reached: &Reached<'_>,
    members: Members,
) -> Vec<(NodeId, Members)> {
    let Some(leaf) = reached.leaf else { return Vec::new() };
    let leaf = &pack.topics[topic].leaves[leaf];
    let taken = leaf
        .actions
        .iter()
        .filter(|action| reached.steps.iter().any(|step| step.action == action.action));
    let node = |condition: &Condition| (condition.node, members);
    taken.flat_map(|action| action.from.iter().chain(&action.by)).map(node).collect()
}

/// One advice for each action that is possible.
fn advice(
    pack: &Pack,
    (topic, who): (usize, Member),
    found: &Explored<Reached<'_>>,
) -> Vec<Advice> {
    let mut advice: Vec<Advice> = Vec::new();
    let steps = found.parts.iter().flat_map(|part| &part.result.steps);
    for action in steps.map(|step| step.action) {
        if advice.iter().any(|known| known.action == action) {
            continue;
        }
        let with: Vec<(&Step<'_>, &Reached<'_>)> = found
            .parts
            .iter()
            .filter_map(|part| {
                let step = part.result.steps.iter().find(|step| step.action == action)?;
                Some((step, &part.result))
            })
            .collect();
        let is_certain = found.is_whole && with.len() == found.parts.len();
        advice.push(Advice { is_certain, ..merge(pack, (topic, who), &with) });
    }
    advice
}

/// One advice from the steps of all parts that name its action; there is at least one.
fn merge(pack: &Pack, (topic, who): (usize, Member), with: &[(&Step<'_>, &Reached<'_>)]) -> Advice {
    let (first, reached) = with[0];
    let leaf = reached.leaf.filter(|leaf| with.iter().all(|(_, other)| other.leaf == Some(*leaf)));
    let topic_of = &pack.topics[topic];
    Advice {
        action: first.action,
        topic,
        who,
        leaf,
        kind: with.iter().map(|(step, _)| step.kind).max().unwrap_or(first.kind),
        rank: with.iter().map(|(step, _)| step.rank).min().unwrap_or(first.rank),
        is_certain: false,
        from: hull(with.iter().map(|(step, _)| step.from)),
        by: hull(with.iter().map(|(step, _)| step.by)),
        moves: with.iter().any(|(step, _)| step.moves),
        text: first.text.to_owned(),
        offices: union(with.iter().flat_map(|(step, _)| &step.offices)),
        bring: union(with.iter().flat_map(|(step, _)| &step.bring)),
        cautions: union(with.iter().flat_map(|(step, _)| &step.cautions)),
        cite: union(with.iter().flat_map(|(step, _)| &step.cite)),
        because: leaf.map_or_else(Vec::new, |_| topic_of.because(&reached.path)),
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
