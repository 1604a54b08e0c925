//! Relations between two numbers that hold in a part of the box, and what they say of each other.

use crate::engine::facts::{Facts, Members, compare};
use crate::pack::program::{NodeId, Relation};
use crate::terms::interval::Interval;

/// A relation between two nodes that each depend on facts that are not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Constraint {
    pub(crate) left: NodeId,
    pub(crate) relation: Relation,
    pub(crate) right: NodeId,
    pub(crate) members: Members,
    /// A slot that this relation reads from another place.
    pub(crate) swap: Option<(usize, usize)>,
}

impl Constraint {
    /// Whether one of the two sides depends on a slot.
    pub(crate) fn reads(&self, facts: &Facts<'_>, slot: usize) -> bool {
        [self.left, self.right]
            .into_iter()
            .any(|side| facts.open_slots(side, self.members).contains(&slot))
    }

    /// Whether this and another relation of the same two nodes cannot both hold.
    pub(crate) fn excludes(&self, other: &Self) -> bool {
        let answer = if (self.left, self.right) == (other.left, other.right) {
            self.tells(other.relation, false)
        } else if (self.left, self.right) == (other.right, other.left) {
            self.tells(other.relation, true)
        } else {
            Interval::OPEN
        };
        (self.members, self.swap) == (other.members, other.swap) && answer == Interval::FALSE
    }

    /// What this says about another relation of the same two nodes, turned round if `is_turned`.
    pub(crate) fn tells(&self, asked: Relation, is_turned: bool) -> Interval {
        let sides = match self.relation {
            Relation::Less if is_turned => Some((1, 0)),
            Relation::Less => Some((0, 1)),
            Relation::Equal => Some((0, 0)),
            Relation::AtMost => None,
        };
        match (sides, asked) {
            (Some((left, right)), _) => {
                compare(Interval::exactly(left), asked, Interval::exactly(right))
            }
            (None, Relation::AtMost) if !is_turned => Interval::TRUE,
            (None, Relation::Less) if is_turned => Interval::FALSE,
            (None, _) => Interval::OPEN,
        }
    }
}
