//! Where a box is cut so that an op that is not decided is decided in more of it: at the end of the longest run of
//! values, from the lowest, for which the answer stays the same.

use crate::engine::halving::{last_near, last_that};
use crate::engine::members::Members;
use crate::engine::ops::{Number, Test, is_end};
use crate::engine::view::{Computed, Constraint, View, compare, moved};
use crate::pack::program::{Entity, Node, NodeId, Relation};
use crate::terms::interval::Interval;

/// A way to cut a part of the box.
pub(crate) enum Cut {
    /// The values of a slot up to `end`, and those after it.
    Slot { slot: usize, end: i32 },
    /// A comparison of several facts that are not known, at these slots.
    Relation(Constraint, Vec<usize>),
}

impl View<'_> {
    /// How to cut at an op that is not decided.
    pub(crate) fn cut(&self, at: u32, members: &Members) -> Cut {
        match self.ops.op(at).test {
            Test::Within { fact, low, more } => {
                let value = self.at(fact, members);
                let high = low.wrapping_add(more.cast_signed());
                let end = if value.low < low { low - 1 } else { high };
                Cut::Slot { slot: self.slot_at(fact, members), end }
            }
            Test::Among { fact, set } => {
                let holds = |value: i32| value < 64 && set >> value & 1 == 1;
                self.cut_choice(self.slot_at(fact, members), holds)
            }
            Test::OneOf(fact, node) => {
                let Node::OneOf { set, .. } = self.ops.program.node(node) else {
                    unreachable!("it is written with the op")
                };
                self.cut_choice(self.slot_at(fact, members), |value| set.holds(value))
            }
            table @ Test::Table { fact, .. } => {
                let targets = self.targets(&table, members);
                let run = targets.iter().position(|target| *target != targets[0]);
                let run = i32::try_from(run.unwrap_or(1)).expect("tables are short");
                let slot = self.slot_at(fact, members);
                Cut::Slot { slot, end: self.slots[slot].low + run - 1 }
            }
            Test::Compare { comparison, relation } => {
                self.cut_comparison(comparison, relation, members)
            }
            Test::Each { of, body, .. } => {
                let open = self.first_open((of, body), members);
                open.expect("an op that is not decided has a member of whom it is not")
            }
            Test::Counted(node) => {
                self.open_count(node, members).expect("the count is not decided")
            }
            Test::AsTold(_) => unreachable!("what was told is known"),
        }
    }

    /// How to cut at the first member of whom a condition is not decided.
    fn first_open(&self, (of, body): (Entity, u32), members: &Members) -> Option<Cut> {
        let start = self.ops.bodies[body as usize];
        self.each(of, members).find_map(|members| {
            let stop = self.walk(start, &members);
            (!is_end(stop)).then(|| self.cut(stop, &members))
        })
    }

    /// How to cut at the first member of whom it is not known whether a number counts them.
    pub(crate) fn open_count(&self, id: NodeId, members: &Members) -> Option<Cut> {
        match self.ops.program.node(id) {
            Node::Count { of, .. } => self.first_open((*of, self.ops.counted(id)), members),
            Node::OrElse { fact, plain, value, .. } => match self.or_else(id, *fact, members) {
                Computed::Perhaps(open) => Some(self.cut(open, members)),
                Computed::Yes => self.open_count(*value, members),
                Computed::No => self.open_count(*plain, members),
            },
            node => node.numbers().find_map(|part| self.open_count(part, members)),
        }
    }

    fn cut_choice(&self, slot: usize, holds: impl Fn(i32) -> bool) -> Cut {
        let value = self.slots[slot];
        let first = holds(value.low);
        let other = (value.low..=value.high).find(|value| holds(*value) != first);
        Cut::Slot { slot, end: other.unwrap_or(value.high) - 1 }
    }

    fn cut_comparison(&self, comparison: u32, relation: Relation, members: &Members) -> Cut {
        let compared = self.ops.comparisons[comparison as usize];
        let [left, right] = compared;
        let slots = [left, right].map(|side| self.open_slot(side, members));
        let [Ok(one), Ok(other)] = slots else {
            return self.cut_nodes((comparison, relation), members);
        };
        let slot = match (one, other) {
            (Some(slot), None) | (None, Some(slot)) => slot,
            (Some(one), Some(other)) if one == other => one,
            (one, other) => {
                let slots = [one, other].into_iter().flatten().collect();
                return Cut::Relation(Constraint::new(compared, relation, *members), slots);
            }
        };
        let whole = self.slots[slot];
        let side = |side: Number, is_open: bool, high: i32| {
            let value = Interval { low: whole.low, high };
            match side {
                Number::Fact(_) if is_open => value,
                Number::Moved(_, by, unit) if is_open => {
                    moved(value, Interval::exactly(by), unit, self.ops.rounding)
                }
                _ => self.number(side, members),
            }
        };
        let sides =
            |high: i32| [side(left, one.is_some(), high), side(right, other.is_some(), high)];
        let range = |high: i32| {
            let [left, right] = sides(high);
            compare(left, relation, right)
        };
        let [left, right] = sides(whole.low);
        let start = compare(left, relation, right);
        // A date grows by one a day, so that the distance of the two says where to look.
        let guess = whole.low.saturating_add(left.low.saturating_sub(right.low).saturating_abs());
        Cut::Slot { slot, end: last_near(whole, guess, |high| range(high) == start) }
    }

    /// The slot that is not known and on which a plain number depends, if there is one; the node if it is not plain.
    pub(crate) fn open_slot(
        &self,
        number: Number,
        members: &Members,
    ) -> Result<Option<usize>, NodeId> {
        match number {
            Number::Fixed(_) => Ok(None),
            Number::Fact(fact) | Number::Moved(fact, ..) => {
                let slot = self.slot_at(fact, members);
                Ok((!self.slots[slot].is_known()).then_some(slot))
            }
            Number::Node(node) => Err(node),
        }
    }

    /// How to cut a comparison of numbers that are not plain.
    fn cut_nodes(&self, (comparison, relation): (u32, Relation), members: &Members) -> Cut {
        let compared = self.ops.comparisons[comparison as usize];
        let count = |side| match side {
            Number::Node(node) => self.open_count(node, members),
            _ => None,
        };
        if let Some(cut) = compared.into_iter().find_map(count) {
            return cut;
        }
        let read = |side| self.open_slots_of(side, members);
        let mut read: Vec<usize> = compared.into_iter().flat_map(read).collect();
        read.sort_unstable();
        read.dedup();
        let [slot] = read[..] else {
            return Cut::Relation(Constraint::new(compared, relation, *members), read);
        };
        let whole = self.slots[slot];
        let mut slots = self.slots.to_vec();
        let mut at = |high: i32| {
            slots[slot] = Interval { low: whole.low, high };
            let view = View { slots: &slots, ..*self };
            let [left, right] = compared.map(|side| view.number(side, members));
            compare(left, relation, right)
        };
        let first = at(whole.low);
        Cut::Slot { slot, end: last_that(whole, |high| at(high) == first) }
    }
}
