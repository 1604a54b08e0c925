//! What the parts of a box reach: which results are the same advice, and the advice that they give together.
//!
//! Two results are the same if they name the same actions on the same days with the same text, offices, papers,
//! cautions and sources, whichever leaf they come from.

use super::look::Look;
use super::walk::Open;
use super::words::{Contents, words};
use super::{Brief, BriefAction, Number, PlannedAction, PlannedTopic};
use crate::case::Member;
use crate::pack::Pack;
use crate::terms::calendar::ALL_DAYS;
use crate::terms::interval::Interval;

/// A leaf with everything that is conditional in it decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decided {
    /// Nothing where the topic does not matter.
    pub(super) leaf: Option<usize>,
    /// Bit `n`: action `n` of the leaf is among the advice.
    actions: u64,
    /// One bit for each open item of these actions, the first lowest.
    pub(super) items: u128,
}

/// A result: what was decided, and the days of its actions.
#[derive(Debug, Clone, Copy)]
struct Result {
    decided: Decided,
    /// Results with another number say other things.
    head: u64,
    /// Results with the same content differ in their days at most.
    content: usize,
    /// Its first days in [`Reached::days`].
    first_day: usize,
}

/// The different results, in the order in which they were reached.
#[derive(Debug, Clone, Default)]
pub(super) struct Reached {
    results: Vec<Result>,
    /// The first and the last day of each action of each result.
    days: Vec<[Option<Interval>; 2]>,
    /// The days of the result that is looked at.
    latest: Vec<[Option<Interval>; 2]>,
}

impl PlannedTopic {
    pub(super) fn actions(
        &self,
        decided: Decided,
    ) -> impl Iterator<Item = (usize, &PlannedAction)> + Clone {
        let all = decided.leaf.map_or(&[][..], |leaf| &self.leaves[leaf]);
        all.iter().enumerate().filter(move |(place, _)| decided.actions >> place & 1 == 1)
    }

    /// A number that differs only if the actions, what they are to people or their order differ.
    fn head(&self, decided: Decided) -> u64 {
        self.actions(decided).fold(1, |head, (_, planned)| {
            let order = (planned.kind as u64) << 8 | u64::from(planned.rank);
            let own = (planned.action as u64) << 16 | order;
            (head ^ own).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29)
        })
    }

    /// The actions of a leaf of which a part of the box names some: those, and others for the same actions.
    pub(super) fn named(&self, decided: Decided) -> impl Iterator<Item = &PlannedAction> {
        let all = decided.leaf.map_or(&[][..], |leaf| &self.leaves[leaf]);
        all.iter().enumerate().filter_map(move |(place, planned)| {
            let is_named = decided.actions >> place & 1 == 1
                || self.actions(decided).any(|(_, other)| other.action == planned.action);
            is_named.then_some(planned)
        })
    }
}

impl<'l> Look<'l> {
    /// The leaf, and what of it is among the advice; an error without anything if it has too many conditions.
    pub(super) fn decide(
        &self,
        topic: &'l PlannedTopic,
    ) -> std::result::Result<Decided, Option<Open<'l>>> {
        let leaf = self.leaf(topic).map_err(Some)?;
        let mut decided = Decided { leaf, actions: 0, items: 0 };
        let (mut action_bit, mut item_bit) = (1_u64, 1_u128);
        for planned in leaf.map_or(&[][..], |leaf| &topic.leaves[leaf]) {
            if action_bit == 0 {
                return Err(None);
            }
            if self.decided(&planned.condition).map_err(Some)? {
                decided.actions |= action_bit;
                for item in &planned.items {
                    if item_bit == 0 {
                        return Err(None);
                    }
                    if self.decided(item).map_err(Some)? {
                        decided.items |= item_bit;
                    }
                    item_bit <<= 1;
                }
            }
            action_bit <<= 1;
        }
        Ok(decided)
    }
}

impl Reached {
    pub(super) fn clear(&mut self) {
        self.results.clear();
        self.days.clear();
    }

    /// The place among the results of what a part of the box reaches.
    pub(super) fn place<'p>(
        &mut self,
        look: &Look<'_>,
        (topic, decided): (&PlannedTopic, Decided),
        (pack, contents): (&'p Pack, &mut Contents<'p>),
    ) -> usize {
        self.latest.clear();
        let day = |day: Option<_>| day.map(|day| look.number(day));
        let days = topic.actions(decided).map(|(_, planned)| [day(planned.from), day(planned.by)]);
        self.latest.extend(days);
        let is_decided = |result: &&Result| result.decided == decided;
        let known = self.results.iter().rfind(is_decided);
        let (head, content) = if let Some(known) = known {
            (known.head, known.content)
        } else {
            let head = topic.head(decided);
            (head, self.content(pack, (topic, decided, head), contents))
        };
        let is_same = |result: &Result| {
            let days = || self.days[result.first_day..].iter().zip(&self.latest);
            // Days that are not known are the same if they are the same number.
            let are_numbers = || {
                let actions = topic.actions(result.decided).zip(topic.actions(decided));
                actions.zip(&self.latest).all(|(((_, one), (_, other)), days)| {
                    let is_known = days.iter().flatten().all(|day| day.is_known());
                    is_known || (one.from, one.by) == (other.from, other.by)
                })
            };
            result.content == content && days().all(|(one, other)| one == other) && are_numbers()
        };
        if let Some(place) = self.results.iter().position(is_same) {
            return place;
        }
        self.results.push(Result { decided, head, content, first_day: self.days.len() });
        self.days.append(&mut self.latest);
        self.results.len() - 1
    }

    /// Whether two results differ at points that differ in a slot alone, unless their days vary with it.
    pub(super) fn differ(
        &self,
        topic: &PlannedTopic,
        (one, other): (usize, usize),
        reads: impl Fn(Number) -> bool,
    ) -> bool {
        let results = [one, other].map(|place| self.results[place]);
        if one == other || results[0].content != results[1].content {
            return one != other;
        }
        let [own, others] = results.map(|result| {
            topic
                .actions(result.decided)
                .zip(&self.days[result.first_day..])
                .flat_map(|((_, planned), days)| [planned.from, planned.by].into_iter().zip(*days))
        });
        own.zip(others).any(|((one, day), (other, its))| match one.filter(|_| one == other) {
            Some(number) => day != its && reads(number),
            None => day != its || day.is_some_and(|day| !day.is_known()),
        })
    }

    /// The first result that says the same beside its days, or the next one.
    fn content<'p>(
        &self,
        pack: &'p Pack,
        (topic, decided, head): (&PlannedTopic, Decided, u64),
        contents: &mut Contents<'p>,
    ) -> usize {
        let next = self.results.len();
        contents.truncate(next);
        // With the same actions of the same leaf, other answers to the items then mean other things.
        let are_distinct = topic.actions(decided).all(|(_, planned)| planned.are_items_distinct);
        for (place, result) in self.results.iter().enumerate() {
            let Decided { leaf, actions, .. } = result.decided;
            let differs = are_distinct && (leaf, actions) == (decided.leaf, decided.actions);
            if differs || result.head != head || result.content != place {
                continue;
            }
            contents.resize_with(next + 1, || None);
            for (place, decided) in [(place, result.decided), (next, decided)] {
                contents[place].get_or_insert_with(|| words(pack, topic, decided));
            }
            if contents[place] == contents[next] {
                return place;
            }
        }
        next
    }

    /// Adds one advice for each action that is possible.
    pub(super) fn advise(&self, topic: &PlannedTopic, who: Member, brief: &mut Brief) {
        let before = brief.actions.len();
        for result in &self.results {
            for (_, planned) in topic.actions(result.decided) {
                if brief.actions[before..].iter().all(|known| known.action != planned.action) {
                    brief.actions.push(self.merge(topic, who, planned));
                }
            }
        }
    }

    /// One advice from all results that name its action.
    fn merge(&self, topic: &PlannedTopic, who: Member, planned: &PlannedAction) -> BriefAction {
        let PlannedAction { action, mut kind, mut rank, .. } = *planned;
        let mut is_certain = true;
        let mut hull: Option<[Option<Interval>; 2]> = None;
        for result in &self.results {
            let mut all = topic.actions(result.decided).zip(&self.days[result.first_day..]);
            let Some(((_, same), days)) = all.find(|((_, planned), _)| planned.action == action)
            else {
                is_certain = false;
                continue;
            };
            (kind, rank) = (kind.max(same.kind), rank.min(same.rank));
            let both = |place: usize, hull: [Option<Interval>; 2]| {
                hull[place].zip(days[place]).map(|(one, other)| one.around(other))
            };
            hull = Some(hull.map_or(*days, |hull| [both(0, hull), both(1, hull)]));
        }
        let day = |number: i32| number.clamp(ALL_DAYS.low, ALL_DAYS.high);
        let days = |days: Interval| Interval { low: day(days.low), high: day(days.high) };
        let [from, by] = hull.unwrap_or_default().map(|hull| hull.map(days));
        BriefAction { action, topic: topic.topic, who, kind, rank, is_certain, from, by }
    }
}
