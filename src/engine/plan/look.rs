//! What a planned test says of the facts as they are, or as a part of the box has them.

use super::{Number, Parts, Place, Plan, Test, Truth};
use crate::case::{Case, Member};
use crate::engine::constraint::Constraint;
use crate::engine::facts::{Facts, Members, compare, moved};
use crate::pack::program::{Entity, Node, NodeId, Relation};
use crate::terms::interval::Interval;

/// A case, perhaps with some facts narrowed, and the members at hand.
#[derive(Clone, Copy)]
pub(super) struct Look<'l> {
    pub(super) plan: &'l Plan<'l>,
    pub(super) case: &'l Case,
    pub(super) slots: &'l [Interval],
    pub(super) constraints: &'l [Constraint],
    pub(super) members: Members,
}

impl<'l> Look<'l> {
    /// A case as it is known.
    pub(super) fn of(plan: &'l Plan<'l>, case: &'l Case, members: Members) -> Self {
        Self { plan, case, slots: &case.slots, constraints: &[], members }
    }

    /// The same for the evaluator of nodes.
    pub(super) fn facts(&self) -> Facts<'l> {
        let facts = Facts::of(self.plan.pack, self.case);
        Facts { slots: self.slots, constraints: self.constraints, ..facts }
    }

    #[inline]
    pub(super) fn number(&self, number: Number) -> Interval {
        match number {
            Number::Fixed(number) => Interval::exactly(number),
            Number::Fact(fact) => self.value(fact),
            Number::Moved(fact, by, unit) => {
                moved(self.value(fact), Interval::exactly(by), unit, self.plan.pack.rounding)
            }
            Number::Node(node) => self.range(node),
        }
    }

    /// The slot in which a fact stands.
    #[inline]
    pub(super) fn slot(&self, fact: Place) -> usize {
        self.members.base(fact.depth) + fact.slot as usize
    }

    #[inline]
    pub(super) fn value(&self, fact: Place) -> Interval {
        self.slots[self.slot(fact)]
    }

    fn range(&self, node: NodeId) -> Interval {
        self.facts().range(node, self.members)
    }

    #[inline]
    pub(super) fn test(&self, test: &Test) -> Truth {
        match *test {
            Test::Within { fact, low, high, inside } => {
                let value = self.value(fact);
                let is_certain = low <= value.low && value.high <= high;
                let is_possible = value.low <= high && low <= value.high;
                truth(is_certain, is_possible, inside)
            }
            Test::Among { fact, set } => {
                let value = self.value(fact);
                let ends = u64::MAX.checked_shl(value.low.cast_unsigned()).unwrap_or(0)
                    & !u64::MAX.checked_shl(value.high.cast_unsigned() + 1).unwrap_or(0);
                truth(ends & !set == 0, ends & set != 0, true)
            }
            _ => self.compound(test),
        }
    }

    fn compound(&self, test: &Test) -> Truth {
        match *test {
            Test::All(parts) => all(self.parts(parts).iter().map(|part| self.test(part))),
            Test::Any(parts) => {
                negate(all(self.parts(parts).iter().map(|part| negate(self.test(part)))))
            }
            Test::Not(part) => negate(self.test(&self.parts(part)[0])),
            Test::Every(of, body) => all(self.each_test(of, body)),
            Test::AtLeastOne(of, body) => negate(all(self.each_test(of, body).map(negate))),
            Test::Compare(first, relation) => self.compare(first, relation),
            Test::Node(node) => of_interval(self.range(node)),
            Test::Decided(truth) => truth,
            Test::Within { .. } | Test::Among { .. } => self.test(test),
        }
    }

    fn compare(&self, first: u32, relation: Relation) -> Truth {
        let [left, right] = self.sides(first);
        let plain = of_interval(compare(self.number(left), relation, self.number(right)));
        if plain == Truth::Open && !self.constraints.is_empty() {
            return of_interval(self.range(self.plan.compared(first)));
        }
        plain
    }

    /// The two sides of a comparison.
    pub(super) fn sides(&self, first: u32) -> [Number; 2] {
        let first = first as usize;
        [self.plan.numbers[first], self.plan.numbers[first + 1]]
    }

    pub(super) fn parts(&self, parts: Parts) -> &'l [Test] {
        &self.plan.parts[parts.first as usize..][..parts.count as usize]
    }

    /// A look at each member of an entity.
    pub(super) fn each(&self, of: Entity) -> impl Iterator<Item = Self> + use<'l> {
        let look = *self;
        self.case.members(of).map(move |member: Member| {
            let members = look.members.and(look.case.base32(member));
            Look { members, ..look }
        })
    }

    /// What holds for each member of an entity.
    fn each_test(&self, of: Entity, body: Parts) -> impl Iterator<Item = Truth> + use<'l> {
        let body = &self.parts(body)[0];
        self.each(of).map(move |look| look.test(body))
    }
}

impl Plan<'_> {
    /// The node of the comparison whose two sides start at this one of [`Plan::numbers`].
    pub(super) fn compared(&self, first: u32) -> NodeId {
        let node = self.comparisons[first as usize / 2];
        debug_assert!(matches!(self.pack.program.node(node), Node::Compare { .. }));
        node
    }
}

fn all(parts: impl Iterator<Item = Truth>) -> Truth {
    let mut every = Truth::Yes;
    for part in parts {
        every = every.min(part);
        if every == Truth::No {
            break;
        }
    }
    every
}

#[inline]
fn truth(is_certain: bool, is_possible: bool, inside: bool) -> Truth {
    match (is_certain, is_possible) {
        (true, _) => {
            if inside {
                Truth::Yes
            } else {
                Truth::No
            }
        }
        (_, false) => {
            if inside {
                Truth::No
            } else {
                Truth::Yes
            }
        }
        _ => Truth::Open,
    }
}

fn of_interval(truth: Interval) -> Truth {
    match truth {
        Interval::TRUE => Truth::Yes,
        Interval::FALSE => Truth::No,
        _ => Truth::Open,
    }
}

fn negate(truth: Truth) -> Truth {
    match truth {
        Truth::No => Truth::Yes,
        Truth::Open => Truth::Open,
        Truth::Yes => Truth::No,
    }
}
