//! Where a part of the box is cut so that an undecided test is decided in more of it.
//!
//! It is cut at the end of the longest run of values, from the lowest, for which the answer stays the same, as
//! `region` does it; for a test of one fact that is read off the test.

use super::look::Look;
use super::walk::Open;
use super::{Number, Parts, Test, Truth};
use crate::engine::facts::{compare, moved};
use crate::engine::halving::last_near;
use crate::engine::open::Atom;
use crate::engine::region::Region;
use crate::pack::program::{NodeId, Relation};
use crate::terms::interval::Interval;

/// A way to cut a part of the box.
pub(super) enum Cut {
    /// The values of a slot up to `end`, and those after it.
    Slot { slot: usize, end: i32 },
    /// A relation of several facts that are not known.
    Relation(Atom),
}

impl Look<'_> {
    /// How to cut at what is not decided; nothing if it cannot be cut.
    pub(super) fn cut(&self, open: Open<'_>) -> Option<Cut> {
        match open {
            Open::Test(test) => self.cut_test(test),
            Open::Table(table) => {
                let value = self.value(table.fact);
                let values = table.values(value);
                let run = values.iter().position(|branch| *branch != values[0])?;
                let end = value.low + i32::try_from(run).ok()? - 1;
                Some(Cut::Slot { slot: self.slot(table.fact), end })
            }
        }
    }

    fn cut_test(&self, test: &Test) -> Option<Cut> {
        match *test {
            Test::Within { fact, low, high, .. } => {
                let value = self.value(fact);
                let end = if value.low < low { low - 1 } else { high };
                Some(Cut::Slot { slot: self.slot(fact), end })
            }
            Test::Among { fact, set } => {
                let low = self.value(fact).low;
                let rest = set >> low;
                let run = if rest & 1 == 1 { rest.trailing_ones() } else { rest.trailing_zeros() };
                Some(Cut::Slot { slot: self.slot(fact), end: low + i32::try_from(run).ok()? - 1 })
            }
            Test::All(parts) | Test::Any(parts) | Test::Not(parts) => self.cut_first(parts),
            Test::Every(of, body) | Test::AtLeastOne(of, body) => {
                self.each(of).find_map(|look| look.cut_first(body))
            }
            Test::Compare(first, relation) => self.cut_comparison(first, relation),
            Test::Node(node) => self.cut_node(node),
            Test::Decided(_) => None,
        }
    }

    /// The cut of the first part that is not decided.
    fn cut_first(&self, parts: Parts) -> Option<Cut> {
        let mut open = self.parts(parts).iter().filter(|part| self.test(part) == Truth::Open);
        open.find_map(|part| self.cut_test(part))
    }

    fn cut_comparison(&self, first: u32, relation: Relation) -> Option<Cut> {
        let [left, right] = self.sides(first);
        let node = self.plan.compared(first);
        let (Ok(one), Ok(other)) = (self.open_slot(left), self.open_slot(right)) else {
            return self.cut_node(node);
        };
        let slot = match (one, other) {
            (Some(slot), None) | (None, Some(slot)) => slot,
            (Some(one), Some(other)) if one == other => one,
            _ => return self.facts().open_atom(node, self.members).map(Cut::Relation),
        };
        let whole = self.slots[slot];
        let side = |side: Number, is_open: bool, high: i32| match side {
            Number::Fact(_) if is_open => Interval { low: whole.low, high },
            Number::Moved(_, by, unit) if is_open => {
                let value = Interval { low: whole.low, high };
                let rounding = self.plan.pack.rounding;
                moved(value, Interval::exactly(by), unit, rounding)
            }
            _ => self.number(side),
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
        Some(Cut::Slot { slot, end: last_near(whole, guess, |high| range(high) == start) })
    }

    /// The slot that is not known and on which a plain number depends, if there is one; the node if it is not plain.
    pub(super) fn open_slot(&self, number: Number) -> Result<Option<usize>, NodeId> {
        match number {
            Number::Fixed(_) => Ok(None),
            Number::Fact(fact) | Number::Moved(fact, ..) => {
                Ok((!self.value(fact).is_known()).then(|| self.slot(fact)))
            }
            Number::Node(node) => Err(node),
        }
    }

    fn cut_node(&self, node: NodeId) -> Option<Cut> {
        let facts = self.facts();
        let atom = facts.open_atom(node, self.members)?;
        let Ok(slot) = facts.open_slots_of(atom) else { return Some(Cut::Relation(atom)) };
        let end = Region::whole(&facts).end_of_run(&facts, slot, atom);
        Some(Cut::Slot { slot, end })
    }
}
