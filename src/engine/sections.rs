//! Cuts the values of one slot, the others staying as they are, where the advice may change.

use crate::case::{Case, Member};
use crate::engine::walk::explore_topic;
use crate::pack::{Fact, Pack};
use crate::terms::interval::Interval;
use std::collections::BTreeSet;

/// The runs of as-of days, first to last, in each of which the same leaves can be reached.
#[must_use]
pub fn sections_of_days(
    pack: &Pack,
    case: &Case,
    topics: &[usize],
    days: Interval,
) -> Vec<Interval> {
    sections(pack, case, topics, (crate::case::TODAY, days))
}

/// The runs of a fact's values in each of which the same leaves can be reached; nothing for a set of choices.
#[must_use]
pub fn sections_of_fact(
    pack: &Pack,
    case: &Case,
    topics: &[usize],
    (who, fact): (Member, &Fact),
) -> Vec<(Interval, Case)> {
    sections_within(pack, case, topics, (who, fact, pack.range(fact, case.on)))
}

/// The runs of a fact's values among these, in each of which the same leaves can be reached.
#[must_use]
pub fn sections_within(
    pack: &Pack,
    case: &Case,
    topics: &[usize],
    (who, fact, whole): (Member, &Fact, Interval),
) -> Vec<(Interval, Case)> {
    if fact.kind.width() != 1 {
        return Vec::new();
    }
    let slot = case.base(who) + usize::from(fact.slot);
    let with = |values: Interval| {
        let mut changed = case.clone();
        changed.slots[slot] = values;
        (values, changed)
    };
    sections(pack, case, topics, (slot, whole)).into_iter().map(with).collect()
}

fn sections(
    pack: &Pack,
    case: &Case,
    topics: &[usize],
    (slot, whole): (usize, Interval),
) -> Vec<Interval> {
    let mut open = case.clone();
    open.slots[slot] = whole;
    let mut starts = BTreeSet::from([whole.low]);
    for topic in topics {
        for who in case.members(pack.topics[*topic].for_each) {
            let found = explore_topic(pack, &open, *topic, who);
            if !found.is_whole {
                starts.extend(whole.low..=whole.high);
            }
            for part in &found.parts {
                let values = part.region.slots[slot];
                starts.extend([values.low, values.high.saturating_add(1)]);
            }
        }
    }
    let starts: Vec<i32> = starts.into_iter().filter(|start| *start <= whole.high).collect();
    let ends = starts.iter().skip(1).map(|next| next - 1).chain([whole.high]);
    starts.iter().zip(ends).map(|(low, high)| Interval { low: *low, high }).collect()
}
