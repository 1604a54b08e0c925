//! What comparisons become if the as-of date is known: an answer, or a run of values of the one fact that they read.
//!
//! A sum, a difference, an age and a moved day only grow or only shrink with each number that they are made of, so that
//! what reads one fact once changes its answer at most twice.

use crate::case::Case;
use crate::engine::halving::last_that;
use crate::engine::members::Members;
use crate::engine::ops::Ops;
use crate::engine::view::View;
use crate::pack::Pack;
use crate::pack::compile::MOST_MEMBERS;
use crate::pack::program::{Entity, Node, NodeId, Program, Read, Relation};
use crate::terms::calendar::Date;
use crate::terms::interval::Interval;
use std::cmp::Ordering;

/// All days, and all numbers that a fact may be.
const WHOLE: Interval = Interval { low: -4_000_000, high: 4_000_000 };

/// A comparison on one day.
pub(crate) enum Folded {
    /// It holds, or does not.
    Known(bool),
    /// It holds if a fact is one of the numbers from the first to the second.
    Within(Read, i32, i32),
}

/// A pack on one day, and a household of which one fact is read at a time.
pub(crate) struct Fold<'p> {
    ops: Ops<'p>,
    case: Case,
    slots: Vec<Interval>,
    /// All members stand in the same place.
    members: Members,
}

impl<'p> Fold<'p> {
    pub(crate) fn new(pack: &'p Pack, program: &'p Program, on: Date) -> Self {
        let case = Case::new(pack, on);
        let members = (0..MOST_MEMBERS).fold(Members::NONE, |members, _| members.and(1));
        let mut slots = case.slots.clone();
        let widest = Entity::ALL.iter().map(|of| pack.width(*of)).max().unwrap_or(0);
        slots.resize(slots.len().max(widest + 1), Interval::exactly(0));
        Self { ops: Ops::none(pack, program), case, slots, members }
    }

    /// What a number is worth that reads no fact.
    pub(crate) fn constant(&self, id: NodeId) -> Option<i32> {
        let mut reads = Vec::new();
        let is_constant = self.add_reads(id, &mut reads) && reads.is_empty();
        is_constant.then(|| View::of(&self.ops, &self.case).value(id, &self.members).low)
    }

    /// What a comparison becomes; `None` if it reads facts more than once, or looks at members or at a stay.
    pub(crate) fn comparison(&mut self, sides: [NodeId; 2], relation: Relation) -> Option<Folded> {
        let mut reads = Vec::new();
        let is_plain = sides.iter().all(|side| self.add_reads(*side, &mut reads));
        let read = match (is_plain, &reads[..]) {
            (true, []) => return Some(Folded::Known(holds(self.order(sides), relation))),
            (true, [read]) => *read,
            _ => return None,
        };
        let slot = View::of(&self.ops, &self.case).slot(read, &self.members);
        let mut order_at = |value: i32| {
            self.slots[slot] = Interval::exactly(value);
            self.order(sides)
        };
        let (mut start, mut found) = (WHOLE.low, None::<(i32, i32)>);
        while start <= WHOLE.high {
            let order = order_at(start);
            let rest = Interval { low: start, ..WHOLE };
            let end = last_that(rest, |value| order_at(value) == order);
            if holds(order, relation) {
                found = Some((found.map_or(start, |(low, _)| low), end));
            }
            start = end + 1;
        }
        Some(match found {
            None => Folded::Known(false),
            Some((low, high)) if (low, high) == (WHOLE.low, WHOLE.high) => Folded::Known(true),
            Some((low, high)) => {
                let low = if low == WHOLE.low { i32::MIN } else { low };
                Folded::Within(read, low, if high == WHOLE.high { i32::MAX } else { high })
            }
        })
    }

    /// Adds each reading of a fact; gives false if it looks at members or at a stay.
    fn add_reads(&self, id: NodeId, reads: &mut Vec<Read>) -> bool {
        match self.ops.program.node(id) {
            Node::LastDay { .. }
            | Node::FirstDay { .. }
            | Node::Count { .. }
            | Node::OrElse { .. } => return false,
            Node::Fact(read) => reads.push(*read),
            _ => {}
        }
        self.ops.program.node(id).numbers().all(|part| self.add_reads(part, reads))
    }

    fn order(&self, sides: [NodeId; 2]) -> Ordering {
        let view = View { slots: &self.slots, ..View::of(&self.ops, &self.case) };
        let [left, right] = sides.map(|side| view.value(side, &self.members).low);
        left.cmp(&right)
    }
}

fn holds(order: Ordering, relation: Relation) -> bool {
    match relation {
        Relation::Less => order.is_lt(),
        Relation::AtMost => order.is_le(),
        Relation::Equal => order.is_eq(),
    }
}
