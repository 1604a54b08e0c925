//! What a walk is made of: flat ops, each a test and where to go on if it holds and if it does not.
//!
//! A condition, a topic's tree and the choice of what names an office or a paper are all written as ops, so that one
//! walk serves them all. The ops of one condition stand side by side.
//!
//! **Must not know** how they are written, walked or cut.

use crate::case::Case;
use crate::pack::Pack;
use crate::pack::program::{Entity, NodeId, Program, Read, Relation, Whose};
use crate::terms::calendar::{Rounding, Unit};
use std::collections::HashMap;

/// Places from here on are not ops but ends. This one is that of a condition that does not hold, of a topic that does
/// not matter, and of something that nothing names.
pub(crate) const NO: u32 = 1 << 31;
/// The end of a condition that holds, and the first of those that lead somewhere.
pub(crate) const YES: u32 = NO + 1;
/// On to the next op: a processor goes on so while the answer is still worked out.
pub(crate) const NEXT: u32 = u32::MAX;

/// Whether a place is an end.
pub(crate) const fn is_end(place: u32) -> bool {
    place >= NO
}

/// How long a list is of what was found.
pub(crate) fn length<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).expect("the number of walks, and what they find, is limited")
}

/// Where an end leads, counted from 0; `None` if it leads nowhere.
pub(crate) const fn code(end: u32) -> Option<u32> {
    end.checked_sub(YES)
}

/// A test, and the places where to go on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Op {
    pub(crate) test: Test,
    pub(crate) yes: u32,
    pub(crate) no: u32,
    /// The place after the last op of its condition.
    pub(crate) end: u32,
}

/// What an op asks.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Test {
    /// Whether a fact is one of the numbers from `low` on, as many as `more` after it.
    Within { fact: Place, low: i32, more: u32 },
    /// Whether a fact is one of a set of numbers below 64.
    Among { fact: Place, set: u64 },
    /// Whether a fact is one of the choices of this node.
    OneOf(Place, NodeId),
    /// Nothing: where to go on for each value of a fact is a run of [`Ops::targets`]; larger values go on as the last.
    Table { fact: Place, first: u32, count: u32 },
    /// Whether the two numbers of [`Ops::comparisons`] at this place are related so.
    Compare { comparison: u32, relation: Relation },
    /// Whether a condition (a place in [`Ops::bodies`]) holds for all members, or does not for all.
    Each { of: Entity, body: u32, always: bool },
    /// Whether all members that a number counts are known.
    Counted(NodeId),
    /// Whether a fact is read as it was told.
    AsTold(Place),
}

/// A day or another number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Number {
    Fixed(i32),
    /// A fact, or the as-of date.
    Fact(Place),
    /// A day, moved by the same for every case.
    Moved(Place, i32, Unit),
    Node(NodeId),
}

/// Where the value of a fact stands in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) slot: u32,
    /// 0: `slot` counts from the start of the case; otherwise from the first slot of the member at this depth.
    pub(crate) depth: u8,
    /// Whether your fact stands in where nothing was told of it.
    pub(crate) may_be_yours: bool,
}

impl Place {
    /// The as-of date.
    pub(crate) const TODAY: Self = Self { slot: 0, depth: 0, may_be_yours: false };

    /// Where a sentence reads a fact: the household and you stand at the start of every case.
    pub(crate) fn of(read: Read, pack: &Pack) -> Self {
        let (slot, may_be_yours) = (u32::from(read.slot), read.may_be_yours);
        let (slot, depth) = match read.whose {
            Whose::Household => (slot + Case::HOUSEHOLD_BASE, 0),
            Whose::You => (slot + Case::your_base(pack), 0),
            Whose::Member(depth) => (slot, depth + 1),
        };
        Self { slot, depth, may_be_yours }
    }
}

/// All ops of some topics.
#[derive(Debug, Clone)]
pub(crate) struct Ops<'p> {
    pub(crate) program: &'p Program,
    pub(crate) rounding: Rounding,
    pub(crate) list: Vec<Op>,
    /// Where tables lead.
    pub(crate) targets: Vec<u32>,
    /// The two numbers of each comparison.
    pub(crate) comparisons: Vec<[Number; 2]>,
    /// Where the conditions start that are asked of each member.
    pub(crate) bodies: Vec<u32>,
    /// The body of each count, and of each number that may be computed when it is, at the place of its node.
    counts: Vec<u32>,
    /// Of each number that may be computed in the place of a fact: the plain one, and the computed one.
    ways: HashMap<NodeId, [Number; 2]>,
}

impl<'p> Ops<'p> {
    /// No ops at all.
    pub(crate) fn none(pack: &'p Pack, program: &'p Program) -> Self {
        Self {
            program,
            rounding: pack.rounding,
            list: Vec::new(),
            targets: Vec::new(),
            comparisons: Vec::new(),
            bodies: Vec::new(),
            counts: Vec::new(),
            ways: HashMap::new(),
        }
    }

    /// Notes the body of a count.
    pub(crate) fn note_count(&mut self, node: NodeId, body: u32) {
        let count = self.counts.len().max(node as usize + 1);
        self.counts.resize(count, 0);
        self.counts[node as usize] = body;
    }

    /// The place among the bodies of what a count counts.
    pub(crate) fn counted(&self, node: NodeId) -> u32 {
        self.counts[node as usize]
    }

    /// Where the condition starts that a count asks, or a number that may be computed.
    pub(crate) fn start_of(&self, node: NodeId) -> u32 {
        self.bodies[self.counted(node) as usize]
    }

    /// Notes the plain and the computed number that a node may be.
    pub(crate) fn note_ways(&mut self, node: NodeId, ways: [Number; 2]) {
        self.ways.insert(node, ways);
    }

    /// The plain and the computed number that a node may be, if it may be either.
    pub(crate) fn ways_of(&self, number: Number) -> Option<(NodeId, [Number; 2])> {
        let Number::Node(node) = number else { return None };
        Some((node, *self.ways.get(&node)?))
    }

    /// The op at a place.
    pub(crate) fn op(&self, at: u32) -> Op {
        self.list[at as usize]
    }

    /// Where the op at a place goes on.
    pub(crate) fn ways(&self, at: u32) -> [u32; 2] {
        let Op { yes, no, .. } = self.op(at);
        [yes, no].map(|to| if to == NEXT { at + 1 } else { to })
    }
}
