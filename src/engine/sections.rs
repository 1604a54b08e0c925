//! Cuts the values of one slot, the others staying as they are, where the advice may change.

use crate::case::{Case, Member, TODAY};
use crate::engine::detail::{Detail, Walk};
use crate::engine::explored::Explored;
use crate::engine::members::Members;
use crate::engine::moving::add_starts;
use crate::engine::narrowed::Narrowed;
use crate::engine::rules::Rules;
use crate::engine::scene::Scene;
use crate::engine::topic::TopicOps;
use crate::engine::view::View;
use crate::pack::{Fact, Pack};
use crate::terms::calendar::Date;
use crate::terms::interval::Interval;
use std::collections::BTreeSet;
use std::iter;

/// The values of a slot, cut where the advice may change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sections {
    /// Runs of values, in each of which the same leaves can be reached.
    pub(crate) runs: Vec<Interval>,
    /// The walks whose findings may depend on the slot.
    pub(crate) walks: BTreeSet<Walk>,
}

/// The slot that is looked at, with all its values in the case, and the only walks that are, if not all of them.
#[derive(Clone, Copy)]
struct Among<'a> {
    slot: usize,
    only: Option<&'a BTreeSet<Walk>>,
}

/// How many values are looked at where there are too many parts.
const MOST_SAMPLES: i32 = 100;

/// The runs of as-of days, first to last, in each of which the same leaves can be reached.
///
/// A fact that is not known may be on each of these days whatever it may be on some of them; the days on which
/// it alone begins to be possible are not among the starts.
pub(crate) fn sections_of_days(
    rules: &Rules<'_>,
    case: &Case,
    (first, last): (Date, Date),
) -> Vec<Interval> {
    let pack = rules.pack;
    let mut open = case.at(pack, first);
    for (slot, late) in open.slots.iter_mut().zip(case.at(pack, last).slots) {
        *slot = slot.around(late);
    }
    sections(rules, &open, Among { slot: TODAY, only: None }).runs
}

/// The sections of a fact's values among these, and the walks that look at the fact, if `only` some are looked at
/// those of them; none for a set of choices.
pub(crate) fn sections_of_fact(
    rules: &Rules<'_>,
    case: &Case,
    (who, fact, whole): (Member, &Fact, Interval),
    only: Option<&BTreeSet<Walk>>,
) -> Sections {
    if fact.kind.width() != 1 {
        return Sections::default();
    }
    // It has a value of its own, as if it had been told.
    let case = &case.with((who, fact), whole);
    sections(rules, case, Among { slot: case.place_of(who, fact), only })
}

fn sections(rules: &Rules<'_>, case: &Case, among: Among<'_>) -> Sections {
    let Among { slot, only } = among;
    let mut open = rules.fitting(case).into_owned();
    if slot != TODAY && only.is_none() {
        // A value that contradicts what is presumed takes its place.
        open = open.without_presumptions(rules.pack, |_| true);
    }
    let (walks, starts) = (BTreeSet::new(), BTreeSet::new());
    let mut found = Found { walks, starts, values: open.slots[slot], existing: Vec::new() };
    for version in versions(rules, &open) {
        found.add(rules, &version, among);
    }
    // In the last version nothing stands in that a value may contradict: no other has more values.
    let Found { walks, starts, values, existing } = found;
    Sections { runs: runs(&starts, values, &existing), walks }
}

/// A case with all that stands in, and without what some value of an open slot may contradict: of all members but one,
/// and of all.
fn versions(rules: &Rules<'_>, case: &Case) -> Vec<Case> {
    let apart = rules.apart(case, |_, _| true);
    let yours = case.stand_ins(rules.pack);
    let yours: Vec<_> =
        yours.filter(|(who, fact, by)| apart.stand_in(*who, fact) != Some(*by)).collect();
    let members: BTreeSet<Member> = yours.iter().map(|(who, ..)| *who).collect();
    let with_that_of = |kept: &Member| {
        let of_kept = yours.iter().filter(|(who, ..)| who == kept);
        of_kept
            .fold(apart.clone().into_owned(), |with, (who, fact, _)| with.with_stand_in(*who, fact))
    };
    let ones = members.iter().filter(|_| members.len() > 1).map(with_that_of);
    let none = (!members.is_empty()).then(|| apart.clone().into_owned());
    iter::once(case.clone()).chain(ones).chain(none).collect()
}

/// What was found of a slot in some versions of a case.
struct Found {
    /// The walks that look at it, and where the sections of its values start.
    walks: BTreeSet<Walk>,
    starts: BTreeSet<i32>,
    /// The values that it may have in the last version, and those of them that exist, in runs.
    values: Interval,
    existing: Vec<Interval>,
}

impl Found {
    /// Adds a version.
    fn add(&mut self, rules: &Rules<'_>, case: &Case, Among { slot, only }: Among<'_>) {
        let Narrowed { case: open, premises, .. } = Narrowed::of(rules, case);
        // Values that break a premise do not exist.
        let values = open.slots[slot];
        let detail = if only.is_some() { Detail::Findings } else { Detail::Days };
        let mut explored = Explored::default();
        self.starts.extend([values.low, values.high.saturating_add(1)]);
        let existing = premises.existing(&View::of(&rules.ops, &open), slot);
        self.starts.extend(existing.iter().flat_map(|run| [run.low, run.high.saturating_add(1)]));
        let mut tied = vec![slot];
        premises.add_tied(&mut tied);
        let is_asked = |(topic, who): &(&TopicOps, Member)| {
            only.is_none_or(|only| only.contains(&(topic.id, *who)))
        };
        for (topic, who) in may_read(rules, &open, &tied).into_iter().filter(is_asked) {
            let members = Members::of(&open, who);
            let scene = Scene { ops: &rules.ops, case: &open, members, premises: &premises };
            explored.explore(&scene, topic, detail);
            if !explored.is_whole() {
                self.starts.extend(samples(values));
            }
            if tied.iter().any(|tied| explored.depends_on(&scene, *tied)) {
                self.walks.insert((topic.id, who));
                for values in explored.values(&scene, (slot, &tied)) {
                    self.starts.extend([values.low, values.high.saturating_add(1)]);
                }
            }
            if slot == TODAY {
                explored.add_moving(&scene, (rules.pack, topic), &mut self.starts);
            }
        }
        (self.values, self.existing) = (values, existing);
    }
}

/// The values between these starts, as far as they exist.
fn runs(starts: &BTreeSet<i32>, whole: Interval, existing: &[Interval]) -> Vec<Interval> {
    let starts = starts.range(..=whole.high).copied();
    let ends = starts.clone().skip(1).map(|next| next - 1).chain([whole.high]);
    let runs = starts.zip(ends).map(|(low, high)| Interval { low, high });
    runs.filter(|run| existing.iter().any(|known| known.meet(*run).is_some())).collect()
}

/// The walks that may look at any of some slots.
fn may_read<'r>(rules: &'r Rules<'_>, case: &Case, slots: &[usize]) -> Vec<(&'r TopicOps, Member)> {
    let is_of_all = slots.contains(&TODAY);
    let owners = slots.iter().filter(|slot| **slot != TODAY);
    let owners: BTreeSet<Member> = owners.map(|slot| case.owner(rules.pack, *slot).0).collect();
    let of_topic = |topic: &'r TopicOps| {
        let may_read = |who: &Member| owners.iter().any(|owner| topic.may_read(*who, *owner));
        let members = case.members(topic.for_each).filter(|who| is_of_all || may_read(who));
        members.map(|who| (topic, who)).collect::<Vec<_>>()
    };
    rules.topics.iter().flat_map(of_topic).collect()
}

impl Explored {
    /// The values of a slot in each part in which the same is said, the other facts being as they are somewhere;
    /// `tied` are the slots that premises tie to it.
    fn values<'e>(
        &'e self,
        scene: &'e Scene<'e>,
        (slot, tied): (usize, &'e [usize]),
    ) -> impl Iterator<Item = Interval> + use<'e> {
        let parts = self.tree.reached.iter().chain(&self.asked.reached);
        parts.flat_map(move |reached| {
            let value = |slot| self.space.value_of(scene.case, reached.part, slot);
            let is_whole = |other: &usize| value(*other) == scene.case.slots[*other];
            let is_free = reached.part.is_box() || !scene.premises.read(slot);
            if is_free && tied.iter().all(|other| *other == slot || is_whole(other)) {
                return vec![value(slot)];
            }
            let region = self.space.region(scene.case, reached.part);
            let values = scene.premises.values(&scene.view(), (region, tied.to_vec()), slot);
            values.unwrap_or_else(|| samples(value(slot)).map(Interval::exactly).collect())
        })
    }

    /// Whether what is said may depend on a slot that is not known.
    fn depends_on(&self, scene: &Scene<'_>, slot: usize) -> bool {
        let view = scene.view();
        !self.is_whole()
            || self.space.read.contains(&slot)
            || self.days().any(|day| view.number_reads(day, &scene.members, slot))
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
