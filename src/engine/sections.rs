//! Cuts the values of one slot, the others staying as they are, where the advice may change.

use crate::case::{Case, Member, TODAY};
use crate::engine::facts::{Facts, Members};
use crate::engine::moving::add_turns;
use crate::engine::walk::explore_topic;
use crate::pack::{Fact, Pack};
use crate::terms::calendar::Date;
use crate::terms::interval::Interval;
use std::collections::BTreeSet;

/// The values of a slot, cut where the advice may change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sections {
    /// Runs of values, in each of which the same leaves can be reached.
    pub runs: Vec<Interval>,
    /// The topics whose advice may depend on the slot.
    pub topics: Vec<usize>,
}

/// How many values are looked at where there are too many parts.
const MOST_SAMPLES: i32 = 100;

/// The runs of as-of days, first to last, in each of which the same leaves can be reached.
///
/// A fact that is not known may be on each of these days whatever it may be on some of them; the days on which
/// it alone begins to be possible are not among the starts.
#[must_use]
pub fn sections_of_days(
    pack: &Pack,
    case: &Case,
    topics: &[usize],
    (first, last): (Date, Date),
) -> Vec<Interval> {
    let mut open = case.at(pack, first);
    for (slot, late) in open.slots.iter_mut().zip(case.at(pack, last).slots) {
        *slot = slot.around(late);
    }
    let days = Interval { low: first.number(), high: last.number() };
    sections(pack, &open, topics, (TODAY, days)).runs
}

/// The sections of a fact's values among these, and the topics that look at the fact; nothing for a set of choices.
#[must_use]
pub fn sections_of_fact(
    pack: &Pack,
    case: &Case,
    topics: &[usize],
    (who, fact, whole): (Member, &Fact, Interval),
) -> Sections {
    if fact.kind.width() != 1 {
        return Sections { runs: Vec::new(), topics: Vec::new() };
    }
    sections(pack, case, topics, (case.place_of(who, fact), whole))
}

fn sections(
    pack: &Pack,
    case: &Case,
    topics: &[usize],
    (slot, whole): (usize, Interval),
) -> Sections {
    let mut open = case.clone();
    open.slots[slot] = whole;
    let facts = Facts::of(pack, &open);
    let mut starts = BTreeSet::from([whole.low]);
    let mut reading = Vec::new();
    for topic in topics {
        for who in case.members(pack.topics[*topic].for_each) {
            let members = Members::of(&open, who);
            let found = explore_topic(pack, &open, *topic, who);
            if found.depends_on(&facts, (slot, members)) && reading.last() != Some(topic) {
                reading.push(*topic);
            }
            if !found.is_decided() {
                starts.extend(samples(whole));
            }
            for values in found.values(slot) {
                starts.extend([values.low, values.high.saturating_add(1)]);
            }
            if slot == TODAY {
                for (region, day) in found.days() {
                    add_turns(&facts, region, (day, members), &mut starts);
                }
            }
        }
    }
    let starts: Vec<i32> = starts.into_iter().filter(|start| *start <= whole.high).collect();
    let ends = starts.iter().skip(1).map(|next| next - 1).chain([whole.high]);
    let runs = starts.iter().zip(ends).map(|(low, high)| Interval { low: *low, high }).collect();
    Sections { runs, topics: reading }
}

/// Where to look if there are too many parts to know all of their ends.
fn samples(whole: Interval) -> impl Iterator<Item = i32> {
    let step = (whole.high - whole.low) / MOST_SAMPLES + 1;
    (0..=MOST_SAMPLES).map(move |place| whole.low + place * step)
}
