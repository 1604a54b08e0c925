//! A part of the box of a case: narrowed facts, and relations between facts that hold in it.
//!
//! A region may be of two points that are alike in all slots but one: its twin. Then the second value of that slot
//! stands after all others, and each side of a relation is of one of the two points.
//!
//! **Owns** how a part is cut at a comparison of several facts, and whether a part has any point in it.

use crate::engine::constraint::Difference;
use crate::engine::halving::{first_near, last_near};
use crate::engine::view::{Constraint, View, compare};
use crate::pack::program::Relation;
use crate::terms::interval::Interval;

/// A part of the box.
#[derive(Debug, Clone)]
pub(crate) struct Region {
    pub(crate) slots: Vec<Interval>,
    pub(crate) constraints: Vec<Constraint>,
    /// The slot in which its two points differ, if it is of two.
    pub(crate) twin: Option<usize>,
}

/// How often a part is halved, and how often relations narrow facts, before it is taken to have a point.
const MOST_HALVES: usize = 2_000;
const MOST_ROUNDS: usize = 40;

impl Region {
    /// What a view sees.
    pub(crate) fn of(view: &View<'_>) -> Self {
        let (slots, constraints) = (view.slots.to_vec(), view.constraints.to_vec());
        Self { slots, constraints, twin: None }
    }

    /// A case as it is in this part.
    pub(crate) fn view<'v>(&'v self, view: &View<'v>) -> View<'v> {
        View { slots: &self.slots, constraints: &self.constraints, ..*view }
    }

    /// The part of this one in which a slot has these values; `None` if no point is left.
    pub(crate) fn with(&self, view: &View<'_>, slot: usize, values: Interval) -> Option<Self> {
        let mut part = self.clone();
        part.slots[slot] = values;
        (part.narrow(view) && part.has_point(view)).then_some(part)
    }

    /// The pieces of this part where a relation holds, and where it does not.
    pub(crate) fn cut(&self, view: &View<'_>, relation: Constraint) -> Vec<Self> {
        let turned = relation.turned();
        let is = |relation: Constraint, as_is| Constraint { relation: as_is, ..relation };
        let ways = match relation.relation {
            Relation::Less => vec![relation, is(turned, Relation::AtMost)],
            Relation::AtMost => vec![relation, is(turned, Relation::Less)],
            Relation::Equal => {
                vec![is(relation, Relation::Less), relation, is(turned, Relation::Less)]
            }
        };
        let with = |way| {
            let mut part = self.clone();
            let known = part.constraints.len();
            part.constraints.push(way);
            part.narrow_from(view, known).then_some(part)
        };
        let narrowed = ways.into_iter().filter_map(with);
        narrowed.filter(|part| part.has_point(view)).collect()
    }

    /// Adds a relation, unless it cannot hold with one of the others.
    pub(crate) fn add(&mut self, view: &View<'_>, relation: Constraint) -> bool {
        let own = self.difference(view, &relation);
        let is_excluded = (0..self.constraints.len()).any(|place| {
            let known = self.constraints[place];
            self.difference(view, &known).excludes(own)
        });
        self.constraints.push(relation);
        !is_excluded
    }

    fn difference(&mut self, view: &View<'_>, relation: &Constraint) -> Difference {
        let (twin, copy) = (self.twin, self.slots.len() - 1);
        let side = |place: usize| {
            let is_of_twin = relation.of_twin[place];
            let (of, days) = self.at(is_of_twin, |slots| {
                let view = View { slots, constraints: &[], ..*view };
                view.moved_from(relation.sides[place], &relation.members)
            });
            (of.map(|of| if is_of_twin { of.of_twin(twin, copy) } else { of }), days)
        };
        Difference::between([0, 1].map(side), relation.relation)
    }

    /// Looks at the slots of one of the two points.
    pub(crate) fn at<T>(&mut self, is_twin: bool, look: impl FnOnce(&mut Vec<Interval>) -> T) -> T {
        let turned = self.twin.filter(|_| is_twin).map(|slot| (slot, self.slots.len() - 1));
        if let Some((slot, copy)) = turned {
            self.slots.swap(slot, copy);
        }
        let found = look(&mut self.slots);
        if let Some((slot, copy)) = turned {
            self.slots.swap(slot, copy);
        }
        found
    }

    /// Looks at one of the two points as a walk sees it.
    pub(crate) fn at_point<T>(
        &mut self,
        view: &View<'_>,
        is_twin: bool,
        look: impl FnOnce(&View<'_>) -> T,
    ) -> T {
        let seen = self.seen(view, is_twin);
        self.at(is_twin, |slots| look(&View { slots, constraints: &seen, ..*view }))
    }

    /// The relations of which both sides are of one of the two points.
    pub(crate) fn seen(&self, view: &View<'_>, is_twin: bool) -> Vec<Constraint> {
        let is_seen = |relation: &&Constraint| {
            let mut sides = relation.sides.into_iter().zip(relation.of_twin);
            let reads = |side| {
                self.twin.is_some_and(|twin| view.number_reads(side, &relation.members, twin))
            };
            sides.all(|(side, of_twin)| of_twin == is_twin || !reads(side))
        };
        self.constraints.iter().filter(is_seen).copied().collect()
    }

    /// The place of a slot of one of the two points.
    pub(crate) fn place(&self, is_twin: bool, slot: usize) -> usize {
        if is_twin && self.twin == Some(slot) { self.slots.len() - 1 } else { slot }
    }

    /// Whether a relation can hold somewhere in this part; true, false or not decided.
    fn check(&mut self, view: &View<'_>, constraint: &Constraint) -> Interval {
        let [left, right] = self.sides(view, constraint);
        compare(left, constraint.relation, right)
    }

    fn sides(&mut self, view: &View<'_>, constraint: &Constraint) -> [Interval; 2] {
        [0, 1].map(|place| {
            self.at(constraint.of_twin[place], |slots| {
                let here = View { slots, constraints: &[], ..*view };
                here.number(constraint.sides[place], &constraint.members)
            })
        })
    }

    /// The slots that are not known and on which a relation depends.
    pub(crate) fn open_slots(&mut self, view: &View<'_>, constraint: &Constraint) -> Vec<usize> {
        let mut open = Vec::new();
        for (side, is_twin) in constraint.sides.into_iter().zip(constraint.of_twin) {
            let slots = self.at(is_twin, |slots| {
                let here = View { slots, constraints: &[], ..*view };
                here.open_slots_of(side, &constraint.members)
            });
            open.extend(slots.into_iter().map(|slot| self.place(is_twin, slot)));
        }
        open
    }

    /// Takes values away that no relation allows; gives false if nothing is left.
    pub(crate) fn narrow(&mut self, view: &View<'_>) -> bool {
        self.narrow_from(view, 0)
    }

    /// The same where the relations before `known` have already taken away what they can.
    fn narrow_from(&mut self, view: &View<'_>, known: usize) -> bool {
        let count = self.constraints.len();
        let mut last = None;
        for place in known..count {
            let Some(is_narrower) = self.narrow_once(view, place) else { return false };
            last = if is_narrower { Some(place) } else { last };
        }
        let Some(mut last) = last else { return true };
        for place in (0..count).cycle().take(MOST_ROUNDS * count) {
            // All others allow what the last one left that took something away.
            if place == last {
                return true;
            }
            let Some(is_narrower) = self.narrow_once(view, place) else { return false };
            last = if is_narrower { place } else { last };
        }
        true
    }

    /// Takes away what one relation does not allow, and says whether that was anything; nothing if nothing is left.
    fn narrow_once(&mut self, view: &View<'_>, place: usize) -> Option<bool> {
        let constraint = self.constraints[place];
        let mut is_narrower = false;
        loop {
            match self.check(view, &constraint) {
                Interval::FALSE => return None,
                Interval::TRUE => return Some(is_narrower),
                _ if !self.narrow_by(view, &constraint) => return Some(is_narrower),
                // What one side leaves of the other, an inequality allows.
                _ if constraint.relation != Relation::Equal => return Some(true),
                _ => is_narrower = true,
            }
        }
    }

    fn narrow_by(&mut self, view: &View<'_>, constraint: &Constraint) -> bool {
        let mut has_changed = false;
        for slot in self.open_slots(view, constraint) {
            let whole = self.slots[slot];
            if whole.is_known() {
                continue;
            }
            let mut fails = |low: i32, high: i32| {
                self.slots[slot] = Interval { low, high };
                let [left, right] = self.sides(view, constraint);
                let fails = compare(left, constraint.relation, right) == Interval::FALSE;
                fails.then(|| gap(left, right))
            };
            // Most numbers change by one a day, so that the gap says where to look.
            let mut low = whole.low;
            if let Some(gap) = fails(low, low) {
                let guess = low.saturating_add(gap);
                let last = last_near(whole, guess, |high| fails(whole.low, high).is_some());
                low = last.saturating_add(1);
            }
            let mut high = whole.high;
            if let Some(gap) = fails(high, high) {
                let guess = high.saturating_sub(gap);
                let first = first_near(whole, guess, |low| fails(low, whole.high).is_some());
                high = first.saturating_sub(1);
            }
            let is_left = low <= high;
            self.slots[slot] = if is_left { Interval { low, high } } else { whole };
            has_changed |= is_left && self.slots[slot] != whole;
        }
        has_changed
    }

    /// Whether there is a point in this part.
    pub(crate) fn has_point(&self, view: &View<'_>) -> bool {
        self.constraints.is_empty() || self.point(view, self.nearest(&[], &[])).is_some()
    }

    /// A point of this part in which its relations hold: the one that is given, or else corners are tried, then halves.
    pub(crate) fn point(&self, view: &View<'_>, mut point: Vec<Interval>) -> Option<Vec<Interval>> {
        if self.is_met_at(view, &point) {
            return Some(point);
        }
        let mut whole = self.clone();
        let open = whole.open_slots_of_all(view);
        let mut left = vec![whole];
        for _ in 0..MOST_HALVES {
            let mut part = left.pop()?;
            if !part.narrow(view) {
                continue;
            }
            if part.has_corner(view, &mut point, &open) {
                return Some(point);
            }
            let width = |slot: &usize| part.slots[*slot].high - part.slots[*slot].low;
            let widest = open.iter().copied().max_by_key(width);
            let Some(slot) = widest.filter(|slot| width(slot) > 0) else { continue };
            left.extend(part.halves(slot, middle(part.slots[slot])));
        }
        Some(point)
    }

    /// The slots that are not known and on which its relations depend.
    pub(crate) fn open_slots_of_all(&mut self, view: &View<'_>) -> Vec<usize> {
        let mut open = Vec::new();
        for place in 0..self.constraints.len() {
            let constraint = self.constraints[place];
            open.extend(self.open_slots(view, &constraint));
        }
        open.sort_unstable();
        open.dedup();
        open
    }

    /// The point that is nearest to a point of the case from which it differs in these slots; the lowest without one.
    pub(crate) fn nearest(&self, near: &[Interval], changed: &[usize]) -> Vec<Interval> {
        if near.is_empty() {
            return self.slots.iter().map(|slot| Interval::exactly(slot.low)).collect();
        }
        let mut point = near.to_vec();
        point.extend(self.twin.map(|twin| near[twin]));
        let all = changed.iter().copied().chain(self.twin).chain(self.twin.map(|_| near.len()));
        for slot in all {
            let Interval { low, high } = self.slots[slot];
            point[slot] = Interval::exactly(point[slot].low.clamp(low, high));
        }
        point
    }

    /// Whether its relations hold where some slots are at one of their ends, or as near to a point as they can be.
    fn has_corner(&self, view: &View<'_>, point: &mut [Interval], slots: &[usize]) -> bool {
        let last = self.slots.len() - 1;
        let [low, high] = [|slot: Interval| slot.low, |slot: Interval| slot.high];
        let ways: [&dyn Fn(usize, i32) -> i32; 4] = [
            &|slot, near| near.clamp(self.slots[slot].low, self.slots[slot].high),
            &|slot, _| low(self.slots[slot]),
            &|slot, _| high(self.slots[slot]),
            &|slot, _| if slot == last { high(self.slots[slot]) } else { low(self.slots[slot]) },
        ];
        ways[..if self.twin.is_some() { 4 } else { 3 }].iter().any(|way| {
            for slot in slots {
                point[*slot] = Interval::exactly(way(*slot, point[*slot].low));
            }
            self.is_met_at(view, point)
        })
    }

    /// Whether its relations hold at a point.
    pub(crate) fn is_met_at(&self, view: &View<'_>, point: &[Interval]) -> bool {
        if self.constraints.is_empty() {
            return true;
        }
        let mut point = Self { slots: point.to_vec(), constraints: Vec::new(), twin: self.twin };
        self.constraints.iter().all(|relation| point.check(view, relation) == Interval::TRUE)
    }

    /// The pieces of this part up to a value of a slot, and after it.
    pub(crate) fn halves(&self, slot: usize, end: i32) -> [Self; 2] {
        let whole = self.slots[slot];
        [Interval { high: end, ..whole }, Interval { low: end + 1, ..whole }].map(|half| {
            let mut part = self.clone();
            part.slots[slot] = half;
            part
        })
    }
}

fn middle(whole: Interval) -> i32 {
    whole.low + (whole.high - whole.low) / 2
}

/// By how much a relation fails.
fn gap(left: Interval, right: Interval) -> i32 {
    left.low.saturating_sub(right.high).max(right.low.saturating_sub(left.high))
}
