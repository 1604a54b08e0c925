//! What a walk may look at and where it may end, if nothing is cut: every way is gone that is not ruled out.
//!
//! It loses nothing, and says more than is true: of a box that needs too many parts it is all that is said.

use crate::case::TODAY;
use crate::engine::members::Members;
use crate::engine::ops::{Number, Test, is_end};
use crate::engine::view::{Computed, View};
use crate::pack::program::{Entity, Node, NodeId};

/// What was met on all ways.
#[derive(Debug, Default)]
pub(crate) struct Reach {
    /// The ends, each once.
    pub(crate) ends: Vec<u32>,
    /// The slots that are not known and were looked at.
    pub(crate) slots: Vec<usize>,
    /// The slots of facts in whose place a number may be computed, as far as they were looked at.
    pub(crate) computable: Vec<usize>,
}

impl Reach {
    fn read(&mut self, view: &View<'_>, slot: usize) {
        if !view.slots[slot].is_known() && !self.slots.contains(&slot) {
            self.slots.push(slot);
        }
    }

    pub(crate) fn read_all(&mut self, view: &View<'_>, slots: Vec<usize>) {
        for slot in slots {
            self.read(view, slot);
        }
    }
}

impl View<'_> {
    /// Goes all ways from an op on.
    pub(crate) fn reach(&self, start: u32, members: &Members, found: &mut Reach) {
        let (mut pending, mut seen) = (vec![start], vec![false; self.ops.list.len()]);
        while let Some(at) = pending.pop() {
            if is_end(at) {
                if !found.ends.contains(&at) {
                    found.ends.push(at);
                }
                continue;
            }
            if std::mem::replace(&mut seen[at as usize], true) {
                continue;
            }
            let test = self.ops.op(at).test;
            let ways = self.ops.ways(at);
            if let Test::AsTold(fact) = test {
                found.computable.push(self.slot_at(fact, members));
            }
            match self.test(&test, members) {
                _ if matches!(test, Test::Table { .. }) => {
                    pending.extend_from_slice(self.targets(&test, members));
                    self.read(test, members, found);
                }
                Some(true) => pending.push(ways[0]),
                Some(false) => pending.push(ways[1]),
                None => {
                    self.read(test, members, found);
                    pending.extend(ways);
                }
            }
        }
    }

    fn read(&self, test: Test, members: &Members, found: &mut Reach) {
        match test {
            Test::Within { fact, .. }
            | Test::Among { fact, .. }
            | Test::OneOf(fact, _)
            | Test::Table { fact, .. } => found.read(self, self.slot_at(fact, members)),
            Test::Compare { comparison, .. } => {
                for side in self.ops.comparisons[comparison as usize] {
                    found.read_all(self, self.open_slots_of(side, members));
                }
            }
            Test::Each { of, body, .. } => self.reach_each((of, body), members, found),
            Test::Counted(node) => found.read_all(self, self.open_slots(node, members)),
            Test::AsTold(_) => {}
        }
    }

    fn reach_each(&self, (of, body): (Entity, u32), members: &Members, found: &mut Reach) {
        let start = self.ops.bodies[body as usize];
        let slots = std::mem::take(&mut found.slots);
        let computable = std::mem::take(&mut found.computable);
        let mut inside = Reach { ends: Vec::new(), slots, computable };
        for members in self.each(of, members) {
            self.reach(start, &members, &mut inside);
        }
        (found.slots, found.computable) = (inside.slots, inside.computable);
    }

    /// The slots that are not known and on which a number depends.
    pub(crate) fn open_slots_of(&self, number: Number, members: &Members) -> Vec<usize> {
        match self.open_slot(number, members) {
            Ok(slot) => slot.into_iter().collect(),
            Err(node) => self.open_slots(node, members),
        }
    }

    /// Whether a number depends on a slot that is not known.
    pub(crate) fn number_reads(&self, number: Number, members: &Members, slot: usize) -> bool {
        match self.open_slot(number, members) {
            Ok(open) => open == Some(slot),
            Err(node) => self.reads(node, members, slot),
        }
    }

    /// The slots that are not known and on which the number of a node depends, in order.
    pub(crate) fn open_slots(&self, id: NodeId, members: &Members) -> Vec<usize> {
        let mut slots = Vec::new();
        self.any_open(id, members, &mut |slot| {
            slots.push(slot);
            false
        });
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    /// Whether a number reads what is not known in one place each, and counts none of it: both of its ends are reached
    /// then.
    pub(crate) fn reads_once(&self, number: Number, members: &Members) -> bool {
        let Number::Node(node) = number else { return true };
        let mut seen = Vec::new();
        let reads_again = self.any_open(node, members, &mut |slot| {
            let is_again = seen.contains(&slot);
            seen.push(slot);
            is_again
        });
        !reads_again && !self.ops.program.counts(node) && !self.may_compute(node, members)
    }

    /// Adds the slots of the facts in whose place a number may be computed of which a number is made.
    pub(crate) fn reach_computable(&self, number: Number, members: &Members, found: &mut Reach) {
        let Number::Node(node) = number else { return };
        let mut pending = vec![node];
        while let Some(id) = pending.pop() {
            let node = self.ops.program.node(id);
            pending.extend(node.numbers());
            if let Node::OrElse { fact, plain, value, .. } = node {
                found.computable.push(self.slot(*fact, members));
                pending.extend([*plain, *value]);
            }
        }
    }

    /// Whether it is not known whether a number is computed in the place of a fact.
    fn may_compute(&self, id: NodeId, members: &Members) -> bool {
        match self.ops.program.node(id) {
            Node::OrElse { fact, plain, value, .. } => match self.or_else(id, *fact, members) {
                Computed::Perhaps(_) => true,
                Computed::Yes => self.may_compute(*value, members),
                Computed::No => self.may_compute(*plain, members),
            },
            node => node.numbers().any(|part| self.may_compute(part, members)),
        }
    }

    /// Whether the number of a node depends on a slot that is not known.
    pub(crate) fn reads(&self, id: NodeId, members: &Members, slot: usize) -> bool {
        self.any_open(id, members, &mut |open| open == slot)
    }

    /// Whether a slot is as asked that is not known and on which the number of a node depends.
    fn any_open(&self, id: NodeId, members: &Members, ask: &mut dyn FnMut(usize) -> bool) -> bool {
        let mut is = |slot: usize| !self.slots[slot].is_known() && ask(slot);
        match self.ops.program.node(id) {
            Node::Fact(read) => is(self.slot(*read, members)),
            Node::Today => is(TODAY),
            Node::Count { of, .. } => {
                let mut found = Reach::default();
                self.reach_each((*of, self.ops.counted(id)), members, &mut found);
                found.slots.into_iter().any(is)
            }
            Node::OrElse { fact, plain, value, .. } => match self.or_else(id, *fact, members) {
                Computed::No => self.any_open(*plain, members, ask),
                Computed::Yes => self.any_open(*value, members, ask),
                Computed::Perhaps(_) => {
                    let mut found = Reach::default();
                    self.reach(self.ops.start_of(id), members, &mut found);
                    found.slots.into_iter().any(is)
                        || [plain, value].into_iter().any(|way| self.any_open(*way, members, ask))
                }
            },
            Node::LastDay { entry, earlier, .. } => {
                let is_read = self.stays(earlier.whose, members).is_none();
                is_read && is(self.slot(*earlier, members)) || self.any_open(*entry, members, ask)
            }
            Node::Subtract(last, first) => match self.length_of_stay([*last, *first], members) {
                Some((slot, _)) => is(slot),
                None => [last, first].into_iter().any(|part| self.any_open(*part, members, ask)),
            },
            node => node.numbers().any(|part| self.any_open(part, members, ask)),
        }
    }
}
