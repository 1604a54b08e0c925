//! The members at hand while a sentence is evaluated.

use crate::case::{Case, Member};
use crate::pack::compile::MOST_MEMBERS;
use crate::pack::program::Entity;

/// The first slots of the members at hand: the topic's own, then one for each `where`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Members {
    /// The start of the case comes first.
    bases: [u32; MOST_MEMBERS + 1],
    depth: u8,
}

impl Members {
    /// No member: only facts of the household, and yours.
    pub(crate) const NONE: Self = Self { bases: [0; MOST_MEMBERS + 1], depth: 0 };

    /// The member for whom a topic is walked.
    pub(crate) fn of(case: &Case, who: Member) -> Self {
        Self::starting_at(who.of, case.base32(who))
    }

    /// The same for a member whose facts start at slot `base`.
    pub(crate) fn starting_at(of: Entity, base: u32) -> Self {
        let mut members = Self::NONE;
        if of != Entity::Household {
            (members.bases[1], members.depth) = (base, 1);
        }
        members
    }

    /// One more member, whose facts start at slot `base`.
    pub(crate) fn and(mut self, base: u32) -> Self {
        self.depth += 1;
        self.bases[usize::from(self.depth)] = base;
        self
    }

    /// The first slot of the member at this depth, counted from 1; 0 is the start of the case.
    #[inline]
    pub(crate) fn base(&self, depth: u8) -> usize {
        self.bases[usize::from(depth)] as usize
    }
}
