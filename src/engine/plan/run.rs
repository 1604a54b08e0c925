//! Runs the code of a plan on a case: where the facts that it meets lead.

use super::code::{NEXT, NO, What, YES};
use super::{Number, Place, Plan};
use crate::case::Case;
use crate::engine::facts::{Facts, Members};
use crate::pack::program::{Entity, NodeId, Relation};
use crate::terms::calendar::shift;

/// A case whose facts are read.
#[derive(Clone, Copy)]
pub(super) struct Run<'r> {
    pub(super) plan: &'r Plan<'r>,
    pub(super) case: &'r Case,
}

impl Run<'_> {
    /// The end that is reached from a step on; nothing if a fact that it meets is not known.
    #[expect(
        clippy::inline_always,
        reason = "most runs are a step or two, and a call would cost as much"
    )]
    #[inline(always)]
    pub(super) fn from(&self, start: u32, members: &Members) -> Option<u32> {
        let code = &self.plan.code;
        let mut at = start;
        'from: while let Some(steps) = code.steps.get(at as usize..) {
            for step in steps {
                let holds = match step.what {
                    What::Within { fact, low, more } => {
                        self.known(fact, members)?.wrapping_sub(low).cast_unsigned() <= more
                    }
                    What::Among { fact, set } => {
                        let value = self.known(fact, members)?.cast_unsigned();
                        set.checked_shr(value)? & 1 == 1
                    }
                    What::Table { fact, first, count } => {
                        let targets = &code.targets[first as usize..][..count as usize];
                        at = *targets.get(usize::try_from(self.known(fact, members)?).ok()?)?;
                        continue 'from;
                    }
                    What::Compare { first, relation } => self.compare(first, relation, members)?,
                    What::Each { of, body, always } => self.each((of, body), always, members)?,
                    What::Node(node) => self.node(node, members)? == 1,
                };
                let to = if holds { step.yes } else { step.no };
                if to != NEXT {
                    at = to;
                    continue 'from;
                }
            }
            return None;
        }
        Some(at)
    }

    /// A day or another number; nothing if it is not known.
    #[inline]
    pub(super) fn number(&self, number: Number, members: &Members) -> Option<i32> {
        match number {
            Number::Fixed(number) => Some(number),
            Number::Fact(fact) => self.known(fact, members),
            Number::Moved(fact, by, unit) => {
                Some(shift(self.known(fact, members)?, by, unit, self.plan.pack.rounding))
            }
            Number::Node(node) => self.node(node, members),
        }
    }

    #[inline]
    fn known(&self, fact: Place, members: &Members) -> Option<i32> {
        self.case.slots[members.base(fact.depth) + fact.slot as usize].known()
    }

    #[inline(never)]
    fn node(&self, node: NodeId, members: &Members) -> Option<i32> {
        Facts::of(self.plan.pack, self.case).range(node, *members).known()
    }

    fn compare(&self, first: u32, relation: Relation, members: &Members) -> Option<bool> {
        let first = first as usize;
        let left = self.number(self.plan.numbers[first], members)?;
        let right = self.number(self.plan.numbers[first + 1], members)?;
        Some(match relation {
            Relation::Less => left < right,
            Relation::AtMost => left <= right,
            Relation::Equal => left == right,
        })
    }

    /// Whether the condition holds for all members, or with `always` false whether it does for none.
    #[inline(never)]
    fn each(&self, (of, body): (Entity, u32), always: bool, members: &Members) -> Option<bool> {
        let wanted = if always { YES } else { NO };
        for base in self.case.bases(of) {
            if self.from(body, &members.and(*base))? != wanted {
                return Some(false);
            }
        }
        Some(true)
    }
}
