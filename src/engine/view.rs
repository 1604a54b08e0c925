//! What numbers are worth, given an interval for every fact.
//!
//! Intervals go in and come out. A smaller interval of a fact never widens the result, which is what lets the cuts of
//! a box search by halves.
//!
//! **Must not know** how conditions are walked, except for the members that a number counts.

use crate::case::{Case, Member, TODAY};
use crate::engine::members::Members;
use crate::engine::ops::{NO, Number, Ops, Place, YES};
use crate::pack::program::{Entity, Node, NodeId, Read, Relation, Whose};
use crate::terms::calendar::{Rounding, Unit, age, shift};
use crate::terms::interval::Interval;
use crate::terms::stay::{self, Allowance, Stay};

/// A case as a walk sees it, perhaps with some facts narrowed.
#[derive(Clone, Copy)]
pub(crate) struct View<'v> {
    pub(crate) ops: &'v Ops<'v>,
    pub(crate) case: &'v Case,
    pub(crate) slots: &'v [Interval],
    pub(crate) constraints: &'v [Constraint],
}

/// Whether a number is computed in the place of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Computed {
    /// It is.
    Yes,
    /// The fact was told, or nothing may be computed.
    No,
    /// It depends on what the op at this place asks.
    Perhaps(u32),
}

/// A relation between two numbers that depend on facts that are not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Constraint {
    pub(crate) sides: [Number; 2],
    pub(crate) relation: Relation,
    pub(crate) members: Members,
    /// Which of the sides are of the second point, where a region is of two.
    pub(crate) of_twin: [bool; 2],
}

impl<'v> View<'v> {
    /// A case as it is known.
    pub(crate) fn of(ops: &'v Ops<'v>, case: &'v Case) -> Self {
        Self { ops, case, slots: &case.slots, constraints: &[] }
    }

    /// The first slot of the one from whom a sentence reads.
    fn base(&self, whose: Whose, members: &Members) -> usize {
        match whose {
            Whose::Household => self.case.base(Member::HOUSEHOLD),
            Whose::You => self.case.base(Member::YOU),
            Whose::Member(depth) => members.base(depth + 1),
        }
    }

    /// The earlier stays of the one from whom a sentence reads, if they were listed.
    pub(crate) fn stays(&self, whose: Whose, members: &Members) -> Option<&'v [Stay]> {
        self.case.stays_from(self.base(whose, members))
    }

    /// The slot that a sentence reads.
    pub(crate) fn slot(&self, read: Read, members: &Members) -> usize {
        let slot = self.base(read.whose, members) + usize::from(read.slot);
        if read.may_be_yours { self.case.source(slot) } else { slot }
    }

    /// The slot of a place.
    #[inline]
    pub(crate) fn slot_at(&self, place: Place, members: &Members) -> usize {
        let slot = members.base(place.depth) + place.slot as usize;
        if place.may_be_yours { self.case.source(slot) } else { slot }
    }

    /// What is known of a place.
    #[inline]
    pub(crate) fn at(&self, place: Place, members: &Members) -> Interval {
        self.slots[self.slot_at(place, members)]
    }

    /// Each member of an entity, added to those at hand.
    pub(crate) fn each(
        &self,
        of: Entity,
        members: &Members,
    ) -> impl Iterator<Item = Members> + use<'v> {
        let members = *members;
        self.case.bases(of).iter().map(move |base| members.and(*base))
    }

    /// Everything that a number may be.
    #[inline]
    pub(crate) fn number(&self, number: Number, members: &Members) -> Interval {
        match number {
            Number::Fixed(number) => Interval::exactly(number),
            Number::Fact(place) => self.at(place, members),
            Number::Moved(place, by, unit) => {
                moved(self.at(place, members), Interval::exactly(by), unit, self.ops.rounding)
            }
            Number::Node(node) => self.value(node, members),
        }
    }

    /// Everything that the number of a node may be.
    ///
    /// # Panics
    ///
    /// If the node is a condition: conditions are walked.
    pub(crate) fn value(&self, id: NodeId, members: &Members) -> Interval {
        let of = |id: &NodeId| self.value(*id, members);
        match self.ops.program.node(id) {
            Node::Constant(number) => Interval::exactly(*number),
            Node::Today => self.slots[TODAY],
            Node::Fact(read) => self.slots[self.slot(*read, members)],
            Node::Shift { date, by, times, unit } => {
                moved(of(date), of(by).times(*times), *unit, self.ops.rounding)
            }
            Node::Add(left, right) => of(left).plus(of(right)),
            Node::Subtract(left, right) => match self.length_of_stay([*left, *right], members) {
                Some((slot, most)) => Interval::exactly(most).plus(self.slots[slot].times(-1)),
                None => of(left).plus(of(right).times(-1)),
            },
            Node::Times(times, number) => of(number).times(*times),
            Node::Age { born, on } => {
                let (born, on) = (of(born), of(on));
                let age = |born, on| age(born, on, self.ops.rounding);
                Interval { low: age(born.high, on.low), high: age(born.low, on.high) }
            }
            Node::Earlier(left, right) => of(left).lower(of(right)),
            Node::Later(left, right) => of(left).higher(of(right)),
            Node::LastDay { entry, earlier, rule } => {
                self.last_day(*rule, of(entry), (*earlier, members))
            }
            Node::FirstDay { from, whose, rule } => {
                self.first_day(*rule, of(from), self.stays(*whose, members))
            }
            Node::Count { of, .. } => self.count(id, *of, members),
            Node::OrElse { fact, plain, value, .. } => match self.or_else(id, *fact, members) {
                Computed::Yes => of(value),
                Computed::No => of(plain),
                Computed::Perhaps(_) => of(value).around(of(plain)),
            },
            _ => unreachable!("conditions are walked as ops"),
        }
    }

    /// The number that one is that may be computed in the place of a fact, as far as that is decided.
    pub(crate) fn decided(&self, number: Number, members: &Members) -> Number {
        let Some((node, [plain, value])) = self.ops.ways_of(number) else { return number };
        let Node::OrElse { fact, .. } = *self.ops.program.node(node) else { return number };
        match self.or_else(node, fact, members) {
            Computed::Yes => self.decided(value, members),
            Computed::No => self.decided(plain, members),
            Computed::Perhaps(_) => number,
        }
    }

    /// Whether a number is computed in the place of a fact.
    pub(crate) fn or_else(&self, id: NodeId, fact: Read, members: &Members) -> Computed {
        if self.case.is_as_told(self.slot(fact, members)) {
            return Computed::No;
        }
        let start = self.ops.start_of(id);
        match self.walk(start, members) {
            YES => Computed::Yes,
            NO => Computed::No,
            open => Computed::Perhaps(open),
        }
    }

    /// How many members there may be for whom the body of a count holds.
    fn count(&self, id: NodeId, of: Entity, members: &Members) -> Interval {
        let start = self.ops.start_of(id);
        let truth = |members: Members| match self.walk(start, &members) {
            NO => Interval::FALSE,
            YES => Interval::TRUE,
            _ => Interval::OPEN,
        };
        self.each(of, members).map(truth).fold(Interval::FALSE, Interval::plus)
    }

    /// The last day of a stay; it is never earlier for a later entry, nor later for more earlier days.
    ///
    /// An entry before the end of a listed stay does not count, so the end of the last one is the earliest that does:
    /// without it a later entry could bring an earlier last day.
    fn last_day(
        &self,
        rule: Allowance,
        entry: Interval,
        (earlier, members): (Read, &Members),
    ) -> Interval {
        if let Some(stays) = self.stays(earlier.whose, members) {
            let end = stays.iter().map(|stay| *stay.end()).max().unwrap_or(i32::MIN);
            let last = |entry: i32| stay::strictest(rule, stays, entry.max(end)).0;
            let low = last(entry.low);
            return Interval { low, high: if entry.is_known() { low } else { last(entry.high) } };
        }
        let days = self.slots[self.slot(earlier, members)];
        let last = |entry, days: i32| {
            shift(entry, (rule.days - 1).saturating_sub(days), Unit::Days, self.ops.rounding)
        };
        Interval { low: last(entry.low, days.high), high: last(entry.high, days.low) }
    }

    /// The first day of a stay; where no stays are listed, that on which none that ended before `from` counts any more.
    fn first_day(&self, rule: Allowance, from: Interval, stays: Option<&[Stay]>) -> Interval {
        let Some(stays) = stays else {
            return moved(from, Interval::exactly(rule.within - 1), Unit::Days, self.ops.rounding);
        };
        let first = |from| stay::first_day(rule, stays, from);
        let low = first(from.low);
        Interval { low, high: if from.is_known() { low } else { first(from.high) } }
    }

    /// The slot of the earlier days that alone decide how many days after its first one a stay has, and how many there are
    /// without any: the difference of its two days would not show that the first one does not matter.
    pub(crate) fn length_of_stay(
        &self,
        [last, first]: [NodeId; 2],
        members: &Members,
    ) -> Option<(usize, i32)> {
        match *self.ops.program.node(last) {
            Node::LastDay { entry, earlier, rule } if entry == first => {
                let is_number = self.stays(earlier.whose, members).is_none();
                is_number.then(|| (self.slot(earlier, members), rule.days - 1))
            }
            _ => None,
        }
    }
}

/// The days between which a day lies that is moved by some number of units.
#[inline]
pub(crate) fn moved(date: Interval, by: Interval, unit: Unit, rounding: Rounding) -> Interval {
    let low = shift(date.low, by.low, unit, rounding);
    let is_known = date.is_known() && by.is_known();
    Interval { low, high: if is_known { low } else { shift(date.high, by.high, unit, rounding) } }
}

/// Whether two numbers are related so, as far as their intervals say.
#[inline]
pub(crate) fn compare(left: Interval, relation: Relation, right: Interval) -> Interval {
    let (is_certain, is_possible) = match relation {
        Relation::Less => (left.high < right.low, left.low < right.high),
        Relation::AtMost => (left.high <= right.low, left.low <= right.high),
        Relation::Equal => {
            let both = left.is_known() && left == right;
            (both, left.meet(right).is_some())
        }
    };
    Interval { low: is_certain.into(), high: is_possible.into() }
}
