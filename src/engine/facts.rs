//! What a node of the program is worth, given an interval for every fact.
//!
//! Intervals go in and come out: [`Interval::OPEN`] is "not decided". A smaller interval of a fact never
//! widens the result, which is what lets the cuts of `region` search by halves.

use crate::case::{Case, Member, TODAY};
use crate::engine::constraint::Constraint;
use crate::pack::Pack;
use crate::pack::compile::MOST_MEMBERS;
use crate::pack::program::{Entity, Node, NodeId, Program, Read, Relation, Whose};
use crate::terms::calendar::{Rounding, Unit, age, shift};
use crate::terms::interval::Interval;
use crate::terms::stay::{self, Allowance, Stay};

/// The first slots of the members at hand: the topic's own, then one for each `where`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Members {
    /// The start of the case comes first.
    bases: [u32; MOST_MEMBERS + 1],
    depth: u8,
}

impl Members {
    /// Nobody is at hand: the household is looked at.
    pub const NONE: Self = Self { bases: [0; MOST_MEMBERS + 1], depth: 0 };

    /// The member for whom a topic is walked.
    #[must_use]
    pub fn of(case: &Case, who: Member) -> Self {
        Self::starting_at(who.of, case.base32(who))
    }

    /// The same for a member whose facts start at slot `base`.
    pub(crate) fn starting_at(of: Entity, base: u32) -> Self {
        if of == Entity::Household { Self::NONE } else { Self::NONE.and(base) }
    }

    /// One more member, whose facts start at slot `base`.
    pub(crate) fn and(mut self, base: u32) -> Self {
        self.depth += 1;
        self.bases[usize::from(self.depth)] = base;
        self
    }

    /// The first slot of the member at this depth, counted from 1; 0 is the start of the case.
    #[inline]
    pub(crate) fn base(&self, depth: u8) -> usize {
        self.bases[usize::from(depth)] as usize
    }
}

/// A case as the evaluator sees it, perhaps with some facts narrowed.
#[derive(Clone, Copy)]
pub struct Facts<'f> {
    pub(crate) program: &'f Program,
    pub(crate) rounding: Rounding,
    pub(crate) case: &'f Case,
    pub(crate) slots: &'f [Interval],
    pub(crate) constraints: &'f [Constraint],
    /// A slot that is read from another place.
    pub(crate) swap: Option<(usize, usize)>,
}

impl<'f> Facts<'f> {
    /// A case as it is known.
    #[must_use]
    pub fn of(pack: &'f Pack, case: &'f Case) -> Self {
        Self {
            program: &pack.program,
            rounding: pack.rounding,
            case,
            slots: &case.slots,
            constraints: &[],
            swap: None,
        }
    }

    /// The first slot of the one from whom a sentence reads.
    fn base(&self, whose: Whose, members: Members) -> usize {
        match whose {
            Whose::Household => self.case.base(Member::HOUSEHOLD),
            Whose::You => self.case.base(Member::YOU),
            Whose::Member(depth) => members.base(depth + 1),
        }
    }

    /// The earlier stays of the one from whom a sentence reads, if they were listed.
    pub(crate) fn stays(&self, whose: Whose, members: Members) -> Option<&'f [Stay]> {
        self.case.stays_from(self.base(whose, members))
    }

    /// The slot that a sentence reads.
    pub(crate) fn slot(&self, read: Read, members: Members) -> usize {
        let slot = self.base(read.whose, members) + usize::from(read.slot);
        match self.swap {
            Some((from, to)) if from == slot => to,
            _ => slot,
        }
    }

    /// The members of an entity, each added to those at hand.
    pub(crate) fn each(
        &self,
        of: Entity,
        members: Members,
    ) -> impl Iterator<Item = Members> + use<'f> {
        let case = self.case;
        case.members(of).map(move |member| members.and(case.base32(member)))
    }

    /// Everything that the node may be worth.
    #[must_use]
    pub fn range(&self, id: NodeId, members: Members) -> Interval {
        let of = |id: &NodeId| self.range(*id, members);
        match self.program.node(id) {
            Node::Constant(number) => Interval::exactly(*number),
            Node::Today => self.slots[TODAY],
            Node::Fact(read) => self.slots[self.slot(*read, members)],
            Node::Shift { date, by, times, unit } => {
                let (date, by) = (of(date), of(by).times(*times));
                moved(date, by, *unit, self.rounding)
            }
            Node::Add(left, right) => of(left).plus(of(right)),
            Node::Subtract(left, right) => of(left).plus(of(right).times(-1)),
            Node::Times(times, number) => of(number).times(*times),
            Node::Age { born, on } => {
                let (born, on) = (of(born), of(on));
                let age = |born, on| age(born, on, self.rounding);
                Interval { low: age(born.high, on.low), high: age(born.low, on.high) }
            }
            Node::Earlier(left, right) => of(left).lower(of(right)),
            Node::Later(left, right) => of(left).higher(of(right)),
            Node::LastDay { entry, earlier, rule } => {
                self.last_day((of(entry), *earlier), *rule, members)
            }
            Node::Compare { left, relation, right } => {
                let plain = compare(of(left), *relation, of(right));
                if plain.is_known() {
                    plain
                } else {
                    let (left, relation, right) = (*left, *relation, *right);
                    self.recall(&Constraint { left, relation, right, members, swap: None })
                }
            }
            Node::OneOf { fact, set } => set.judge(self.slots[self.slot(*fact, members)]),
            Node::All(parts) => all(parts.iter().map(of)),
            Node::Any(parts) => negate(all(parts.iter().map(|part| negate(of(part))))),
            Node::Not(part) => negate(of(part)),
            Node::Every { of: entity, body } => {
                all(self.each(*entity, members).map(|members| self.range(*body, members)))
            }
            Node::AtLeastOne { of: entity, body } => {
                let bodies = self.each(*entity, members).map(|members| self.range(*body, members));
                negate(all(bodies.map(negate)))
            }
            Node::Count { of: entity, body } => {
                let bodies = self.each(*entity, members).map(|members| self.range(*body, members));
                bodies.fold(Interval::FALSE, Interval::plus)
            }
        }
    }

    /// The last day of a stay; it is never earlier for a later entry, nor later for more earlier days.
    ///
    /// An entry before the end of a listed stay is none, so the end of the last one is the earliest that counts:
    /// without it a later entry could bring an earlier last day.
    fn last_day(
        &self,
        (entry, earlier): (Interval, Read),
        rule: Allowance,
        members: Members,
    ) -> Interval {
        if let Some(stays) = self.stays(earlier.whose, members) {
            let end = stays.iter().map(|stay| *stay.end()).max().unwrap_or(i32::MIN);
            let last = |entry: i32| stay::strictest(rule, stays, entry.max(end)).0;
            let low = last(entry.low);
            return Interval { low, high: if entry.is_known() { low } else { last(entry.high) } };
        }
        let days = self.slots[self.slot(earlier, members)];
        let last = |entry, days: i32| {
            shift(entry, (rule.days - 1).saturating_sub(days), Unit::Days, self.rounding)
        };
        Interval { low: last(entry.low, days.high), high: last(entry.high, days.low) }
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

fn all(parts: impl Iterator<Item = Interval>) -> Interval {
    let mut every = Interval::TRUE;
    for part in parts {
        every = every.lower(part);
        if every == Interval::FALSE {
            return every;
        }
    }
    every
}

fn negate(truth: Interval) -> Interval {
    Interval { low: 1 - truth.high, high: 1 - truth.low }
}
