//! What is not decided in a node, and on which facts that depends.
//!
//! **Must not know** how a box is cut.

use crate::case::TODAY;
use crate::engine::facts::{Facts, Members};
use crate::pack::program::{Node, NodeId};
use crate::terms::interval::Interval;

/// An undecided fact, choice or comparison.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Atom {
    pub(crate) node: NodeId,
    pub(crate) members: Members,
}

impl Facts<'_> {
    /// Whether a condition holds, or the first of its atoms that is not decided.
    pub(crate) fn decide(&self, id: NodeId, members: Members) -> Result<bool, Atom> {
        let truth = self.range(id, members);
        if truth.is_known() {
            return Ok(truth == Interval::TRUE);
        }
        self.open_atom(id, members).map_or(Ok(false), Err)
    }

    /// The first undecided atom of an undecided condition.
    pub(crate) fn open_atom(&self, id: NodeId, members: Members) -> Option<Atom> {
        if self.range(id, members).is_known() {
            return None;
        }
        match self.program.node(id) {
            Node::Fact(_) | Node::OneOf { .. } => Some(Atom { node: id, members }),
            Node::Not(part) => self.open_atom(*part, members),
            Node::All(parts) | Node::Any(parts) => {
                parts.iter().find_map(|part| self.open_atom(*part, members))
            }
            Node::Every { of, body } | Node::AtLeastOne { of, body } => {
                self.each(*of, members).find_map(|members| self.open_atom(*body, members))
            }
            Node::Compare { left, right, .. } => {
                let inside =
                    [*left, *right].into_iter().find_map(|side| self.open_count(side, members));
                inside.or(Some(Atom { node: id, members }))
            }
            _ => None,
        }
    }

    /// The first undecided atom inside a count that a number depends on.
    pub(crate) fn open_count(&self, id: NodeId, members: Members) -> Option<Atom> {
        match self.program.node(id) {
            Node::Count { of, body } => {
                self.each(*of, members).find_map(|members| self.open_atom(*body, members))
            }
            node => node.numbers().find_map(|part| self.open_count(part, members)),
        }
    }

    /// The only slot that is not known and on which an atom depends, or all if there are several.
    pub(crate) fn open_slots_of(&self, atom: Atom) -> Result<usize, Vec<usize>> {
        match self.program.node(atom.node) {
            Node::Fact(read) | Node::OneOf { fact: read, .. } => Ok(self.slot(*read, atom.members)),
            _ => {
                let slots = self.open_slots(atom.node, atom.members);
                if let [slot] = slots[..] { Ok(slot) } else { Err(slots) }
            }
        }
    }

    /// Whether a number depends on the as-of date.
    pub(crate) fn reads_today(&self, id: NodeId) -> bool {
        let node = self.program.node(id);
        *node == Node::Today || node.numbers().any(|part| self.reads_today(part))
    }

    /// The slots that are not known and on which a node depends.
    pub(crate) fn open_slots(&self, id: NodeId, members: Members) -> Vec<usize> {
        let mut slots = Vec::new();
        self.any_open(id, members, &mut |slot| {
            slots.push(slot);
            false
        });
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    /// Whether a node depends on a slot that is not known.
    pub(crate) fn reads(&self, id: NodeId, members: Members, slot: usize) -> bool {
        self.any_open(id, members, &mut |open| open == slot)
    }

    /// Whether a slot is as asked that is not known and on which a node depends.
    fn any_open(&self, id: NodeId, members: Members, ask: &mut dyn FnMut(usize) -> bool) -> bool {
        let mut is = |slot: usize| !self.slots[slot].is_known() && ask(slot);
        match self.program.node(id) {
            Node::Fact(read) | Node::OneOf { fact: read, .. } => is(self.slot(*read, members)),
            Node::Today => is(TODAY),
            Node::All(parts) | Node::Any(parts) => {
                parts.iter().any(|part| self.any_open(*part, members, ask))
            }
            Node::Not(part) => self.any_open(*part, members, ask),
            Node::Every { of, body } | Node::AtLeastOne { of, body } | Node::Count { of, body } => {
                self.each(*of, members).any(|members| self.any_open(*body, members, ask))
            }
            Node::LastDay { entry, earlier, .. } => {
                let is_read = self.stays(earlier.whose, members).is_none();
                is_read && is(self.slot(*earlier, members)) || self.any_open(*entry, members, ask)
            }
            node => node.numbers().any(|part| self.any_open(part, members, ask)),
        }
    }
}
