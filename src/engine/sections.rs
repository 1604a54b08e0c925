//! Cuts the values of one slot, the others staying as they are, where the advice may change.

use crate::case::{Case, Member, TODAY};
use crate::engine::explore::Scene;
use crate::engine::explored::Explored;
use crate::engine::members::Members;
use crate::engine::moving::add_starts;
use crate::engine::rules::{Rules, TopicOps, Topics};
use crate::pack::{Fact, Pack};
use crate::terms::calendar::Date;
use crate::terms::id::TopicId;
use crate::terms::interval::Interval;
use std::collections::BTreeSet;

/// The values of a slot, cut where the advice may change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sections {
    /// Runs of values, in each of which the same leaves can be reached.
    pub runs: Vec<Interval>,
    /// The topics whose advice may depend on the slot.
    pub topics: Vec<TopicId>,
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
    topics: &Topics,
    (first, last): (Date, Date),
) -> Vec<Interval> {
    let mut open = case.at(pack, first);
    for (slot, late) in open.slots.iter_mut().zip(case.at(pack, last).slots) {
        *slot = slot.around(late);
    }
    let days = Interval { low: first.number(), high: last.number() };
    sections(pack, &open, topics, (TODAY, days)).runs
}

/// The sections of a fact's values among these, and the topics that look at the fact; none for a set of choices.
#[must_use]
pub fn sections_of_fact(
    pack: &Pack,
    case: &Case,
    topics: &Topics,
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
    topics: &Topics,
    (slot, whole): (usize, Interval),
) -> Sections {
    let mut open = case.clone();
    open.slots[slot] = whole;
    let rules = Rules::new(pack, topics);
    let mut starts = BTreeSet::from([whole.low]);
    let (mut reading, mut explored) = (Vec::new(), Explored::default());
    for topic in &rules.topics {
        for who in case.members(topic.for_each) {
            let members = Members::of(&open, who);
            let scene = Scene { ops: &rules.ops, case: &open, members };
            explored.explore(&scene, topic);
            if explored.depends_on(&scene, topic, slot) && reading.last() != Some(&topic.id) {
                reading.push(topic.id);
            }
            if !explored.is_whole() {
                starts.extend(samples(whole));
            }
            for values in explored.values(&open, slot) {
                starts.extend([values.low, values.high.saturating_add(1)]);
            }
            if slot == TODAY {
                explored.add_moving(&scene, (pack, topic), &mut starts);
            }
        }
    }
    let starts: Vec<i32> = starts.into_iter().filter(|start| *start <= whole.high).collect();
    let ends = starts.iter().skip(1).map(|next| next - 1).chain([whole.high]);
    let runs = starts.iter().zip(ends).map(|(low, high)| Interval { low: *low, high }).collect();
    Sections { runs, topics: reading }
}

impl Explored {
    /// The values of a slot in each part in which the same is said, the other facts being as they are somewhere.
    fn values(&self, case: &Case, slot: usize) -> impl Iterator<Item = Interval> {
        let parts = self.tree.reached.iter().chain(&self.asked.reached);
        parts.map(move |reached| self.space.value_of(case, reached.part, slot))
    }

    /// Whether what is said may depend on a slot that is not known.
    fn depends_on(&self, scene: &Scene<'_>, topic: &TopicOps, slot: usize) -> bool {
        let view = scene.view();
        !self.is_whole()
            || self.space.read.contains(&slot)
            || self.days(topic).any(|(_, day)| view.number_reads(day, &scene.members, slot))
    }

    /// Adds the as-of dates at which a day that moves with the as-of date may pass it.
    fn add_moving(
        &self,
        scene: &Scene<'_>,
        (pack, topic): (&Pack, &TopicOps),
        starts: &mut BTreeSet<i32>,
    ) {
        for site in &self.sites {
            let action = &pack[topic.id][site.leaf].actions[site.place as usize];
            let days = action.from.into_iter().chain(action.by);
            let moving = days.filter(|day| pack.program.reads_today(*day));
            for day in moving {
                let region = self.space.region(scene.case, site.part);
                add_starts(&scene.view(), &region, (day, &scene.members), starts);
            }
        }
    }
}

/// Where to look if there are too many parts to know all of their ends.
fn samples(whole: Interval) -> impl Iterator<Item = i32> {
    let step = (whole.high - whole.low) / MOST_SAMPLES + 1;
    (0..=MOST_SAMPLES).map(move |place| whole.low + place * step)
}
