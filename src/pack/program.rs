//! The checked sentences of a pack as one flat list of nodes, each over whole numbers.
//!
//! **Owns** what a checked sentence is. **Must not know** how it was written or how it is evaluated.
//! A truth value is 0 or 1, a date its day number, a choice its place in the list of choices.

use crate::terms::calendar::Unit;
use crate::terms::choice_set::ChoiceSet;
use crate::terms::stay::Allowance;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::fmt;

/// A length of time; weeks are days, and years are months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// How many units, at least one.
    pub amount: i32,
    /// What it is counted in.
    pub unit: Unit,
}

impl fmt::Display for Period {
    /// As rule files write it, in days, working days or months: `3 months`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Days => "day",
            Unit::WorkingDays => "working day",
            Unit::Months => "month",
        };
        write!(f, "{} {unit}{}", self.amount, if self.amount == 1 { "" } else { "s" })
    }
}

/// The most adults, children or pets of a household.
pub const MOST_OF_A_KIND: usize = 50;

/// Whose facts there are; the order is the order of a case's slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Entity {
    /// What is true of the whole household.
    Household,
    /// You, or another adult.
    Person,
    /// A child.
    Child,
    /// A pet.
    Pet,
}

impl Entity {
    /// All entities, in the order of their facts in a case.
    pub const ALL: [Self; 4] = [Self::Household, Self::Person, Self::Child, Self::Pet];

    /// The place of this entity in [`Entity::ALL`].
    #[must_use]
    pub const fn place(self) -> usize {
        self as usize
    }

    /// The members at hand in a sentence about one of this kind: the household is no member.
    #[must_use]
    pub fn at_hand(self) -> Vec<Self> {
        if self == Self::Household { Vec::new() } else { vec![self] }
    }

    /// The word for this entity in rule files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Household => "household",
            Self::Person => "person",
            Self::Child => "child",
            Self::Pet => "pet",
        }
    }
}

/// From whom a sentence reads a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Whose {
    /// The household.
    Household,
    /// You, the first person.
    You,
    /// A member at hand: 0 is the topic's own, 1 the one looked at by the first `where`, and so on.
    Member(u8),
}

/// One slot of whoever a sentence is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Read {
    /// From whom.
    pub whose: Whose,
    /// The slot among the slots of that entity.
    pub slot: u16,
    /// Whether your fact stands in where nothing was told of it.
    pub may_be_yours: bool,
}

/// The place of a node in a [`Program`].
pub type NodeId = u32;

/// How two numbers are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Relation {
    /// Left is smaller, or before.
    Less,
    /// Left is not larger.
    AtMost,
    /// Both are the same.
    Equal,
}

/// One node of a sentence; it names only nodes before it in the list.
#[expect(missing_docs, reason = "each variant's line names its fields")]
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Node {
    /// A number that is written in the sentence.
    Constant(i32),
    /// The as-of date.
    Today,
    /// A fact.
    Fact(Read),
    /// A date moved by `by` times `times` units; a negative number moves back.
    Shift { date: NodeId, by: NodeId, times: i32, unit: Unit },
    /// A number that reads a fact, or where that was not told and `when` holds, another one.
    OrElse { fact: Read, plain: NodeId, when: NodeId, value: NodeId },
    /// A sum.
    Add(NodeId, NodeId),
    /// A difference.
    Subtract(NodeId, NodeId),
    /// A multiple.
    Times(i32, NodeId),
    /// Full years since the birth date.
    Age { born: NodeId, on: NodeId },
    /// The smaller of two numbers.
    Earlier(NodeId, NodeId),
    /// The larger of two numbers.
    Later(NodeId, NodeId),
    /// The last day of a stay since `entry` of which there are at most so many days in so many.
    LastDay { entry: NodeId, earlier: Read, rule: Allowance },
    /// The first day from `from` on at which a stay of so many days in so many may begin.
    FirstDay { from: NodeId, whose: Whose, rule: Allowance },
    /// A comparison.
    Compare { left: NodeId, relation: Relation, right: NodeId },
    /// Whether a fact stands as it was told, so that nothing is computed in its place.
    AsTold(Read),
    /// A choice is among those of a set.
    OneOf { fact: Read, set: ChoiceSet },
    /// All hold.
    All(Vec<NodeId>),
    /// At least one holds.
    Any(Vec<NodeId>),
    /// It does not hold.
    Not(NodeId),
    /// It holds for at least one member.
    AtLeastOne { of: Entity, body: NodeId },
    /// It holds for every member.
    Every { of: Entity, body: NodeId },
    /// The number of members for whom it holds.
    Count { of: Entity, body: NodeId },
}

impl Node {
    /// The fact that this node itself reads.
    pub(crate) fn read(&self) -> Option<Read> {
        match self {
            Self::Fact(read)
            | Self::AsTold(read)
            | Self::OrElse { fact: read, .. }
            | Self::OneOf { fact: read, .. } => Some(*read),
            Self::LastDay { earlier, .. } => Some(*earlier),
            _ => None,
        }
    }

    /// The members of whom its parts are asked in turn.
    pub(crate) fn each(&self) -> Option<Entity> {
        match self {
            Self::AtLeastOne { of, .. } | Self::Every { of, .. } | Self::Count { of, .. } => {
                Some(*of)
            }
            _ => None,
        }
    }

    /// The nodes that this one is made of.
    #[must_use]
    pub fn parts(&self) -> Vec<NodeId> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.clone(),
            Self::Not(part) => vec![*part],
            Self::OrElse { plain, when, value, .. } => vec![*plain, *when, *value],
            Self::AtLeastOne { body, .. } | Self::Every { body, .. } | Self::Count { body, .. } => {
                vec![*body]
            }
            _ => self.numbers().collect(),
        }
    }

    /// The nodes from which a number or a comparison is made; a count is made of none, nor is what may be computed.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = NodeId> {
        let parts = match self {
            Self::Shift { date: one, by: other, .. }
            | Self::Add(one, other)
            | Self::Subtract(one, other)
            | Self::Age { born: one, on: other }
            | Self::Earlier(one, other)
            | Self::Later(one, other)
            | Self::Compare { left: one, right: other, .. } => [Some(*one), Some(*other)],
            Self::Times(_, one)
            | Self::LastDay { entry: one, .. }
            | Self::FirstDay { from: one, .. } => [Some(*one), None],
            _ => [None, None],
        };
        parts.into_iter().flatten()
    }
}

/// All sentences of a pack.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Program {
    nodes: Vec<Node>,
    /// The nodes that are named values, each with the value's place.
    named: Vec<(NodeId, u32)>,
    /// Conditions of which one was made, each with that as it is written.
    written: Vec<(NodeId, NodeId)>,
    /// The place of every node, once one has been added.
    #[serde(skip)]
    ids: HashMap<Node, NodeId>,
    /// The places of the named values that a sentence names, while a pack is checked.
    #[serde(skip)]
    used: HashSet<usize>,
}

impl Program {
    /// Adds a node, or finds the equal one that is there already.
    ///
    /// # Panics
    ///
    /// At more than four thousand million nodes, for which rule files are too small.
    pub fn add(&mut self, node: Node) -> NodeId {
        if self.ids.len() < self.nodes.len() {
            self.ids = (0..).zip(&self.nodes).map(|(id, node)| (node.clone(), id)).collect();
        }
        if let Some(id) = self.ids.get(&node) {
            return *id;
        }
        let id = NodeId::try_from(self.nodes.len()).expect("files are too small for so many nodes");
        self.nodes.push(node.clone());
        self.ids.insert(node, id);
        id
    }

    /// Notes that a node is a named value; the first of several that mean the same gives its name.
    pub fn name(&mut self, id: NodeId, value: usize) {
        self.used.insert(value);
        if self.name_of(id).is_none() {
            self.named.push((id, u32::try_from(value).expect("files are too small for so many")));
        }
    }

    /// The place of the named value that a node is.
    #[must_use]
    pub fn name_of(&self, id: NodeId) -> Option<usize> {
        let named = self.named.iter().find(|(known, _)| *known == id);
        named.map(|(_, value)| *value as usize)
    }

    /// Whether a sentence that was added names the value at this place.
    #[must_use]
    pub fn is_used(&self, value: usize) -> bool {
        self.used.contains(&value)
    }

    /// The node at `id`.
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id as usize]
    }

    /// A node and all that it is made of, in the order of reading, each with the kinds of members at hand there.
    #[must_use]
    pub fn inside(&self, node: NodeId, at_hand: Vec<Entity>) -> Vec<(NodeId, Vec<Entity>)> {
        let (mut pending, mut found) = (vec![(node, at_hand)], Vec::new());
        while let Some((id, at_hand)) = pending.pop() {
            let node = self.node(id);
            let inner = [&at_hand[..], node.each().as_slice()].concat();
            pending.extend(node.parts().into_iter().rev().map(|part| (part, inner.clone())));
            found.push((id, at_hand));
        }
        found
    }

    /// Notes that a condition is written as another one.
    pub fn write_as(&mut self, id: NodeId, written: NodeId) {
        if self.as_written(id).is_none() {
            self.written.push((id, written));
        }
    }

    /// The condition as it is written of which this one was made.
    #[must_use]
    pub fn as_written(&self, id: NodeId) -> Option<NodeId> {
        self.written.iter().find(|(made, _)| *made == id).map(|(_, written)| *written)
    }

    /// Whether a number depends on the as-of date.
    #[must_use]
    pub fn reads_today(&self, id: NodeId) -> bool {
        let node = self.node(id);
        let ways =
            if let Node::OrElse { plain, value, .. } = node { &[*plain, *value][..] } else { &[] };
        let mut parts = node.numbers().chain(ways.iter().copied());
        *node == Node::Today || parts.any(|part| self.reads_today(part))
    }

    /// Whether a number counts members.
    #[must_use]
    pub fn counts(&self, id: NodeId) -> bool {
        let node = self.node(id);
        matches!(node, Node::Count { .. }) || node.numbers().any(|part| self.counts(part))
    }
}
