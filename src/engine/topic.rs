//! A topic as ops: its walk, and the actions of its leaves with all that they may say.
//!
//! **Must not know** how ops are written.

use crate::case::Member;
use crate::engine::members::Members;
use crate::engine::ops::{Number, YES};
use crate::engine::pick::Pick;
use crate::engine::plan::Plan;
use crate::engine::reach::Reach;
use crate::engine::view::View;
use crate::pack::program::Entity;
use crate::pack::raw::ByIs;
use crate::terms::id::{ActionId, LeafId, TextId, TopicId};

/// A topic.
#[derive(Debug, Clone)]
pub(crate) struct TopicOps {
    pub(crate) id: TopicId,
    pub(crate) for_each: Entity,
    /// Whether it looks at all members of each entity.
    pub(crate) looks_at: [bool; 4],
    /// Of a topic that is not asked for: where the condition starts under which it is walked all the same.
    pub(crate) always: Option<u32>,
    /// Where its walk starts; it ends at a branch.
    pub(crate) start: u32,
    /// The leaf to which each branch leads; of one that leads to a ladder, any.
    pub(crate) leaf_of: Vec<LeafId>,
    /// The actions of each leaf.
    pub(crate) leaves: Vec<Vec<ActionOps>>,
}

/// An action of a leaf.
#[derive(Debug, Clone)]
pub(crate) struct ActionOps {
    pub(crate) action: ActionId,
    pub(crate) rank: u8,
    /// Whether one of its days moves with the as-of date.
    pub(crate) moves: bool,
    pub(crate) by_is: ByIs,
    pub(crate) text: TextId,
    /// Where the condition starts under which the leaf names it.
    pub(crate) start: u32,
    /// Its first and last day, and the day that we advise to keep to.
    pub(crate) days: [Option<Number>; 3],
    /// Actions with another number say other things, whatever else they name.
    pub(crate) says: u32,
    /// What it may name, in the order in which their sources are named.
    pub(crate) picks: Vec<Pick>,
    /// The places of those of them that depend on a condition.
    pub(crate) open_picks: Vec<usize>,
    /// How long it takes, and what it must be ready for.
    pub(crate) plan: Plan,
}

impl ActionOps {
    /// Adds the slots that are not known and at which its condition, what it may name, and its days may look.
    pub(crate) fn reach(&self, view: &View<'_>, members: &Members, found: &mut Reach) {
        view.reach(self.start, members, found);
        for pick in self.open_picks.iter().map(|place| &self.picks[*place]) {
            view.reach(pick.start, members, found);
        }
        for day in self.days.into_iter().flatten() {
            found.read_all(view, view.open_slots_of(day, members));
            view.reach_computable(day, members, found);
        }
    }

    /// What decides of which kind it is.
    pub(crate) fn kind(&self) -> &Pick {
        &self.picks[0]
    }
}

impl TopicOps {
    /// Whether it is walked for somebody: it was asked for, or must be walked.
    pub(crate) fn is_walked(&self, view: &View<'_>, members: &Members) -> bool {
        self.always.is_none_or(|at| view.walk(at, members) == YES)
    }

    /// Whether its walk for somebody may look at facts of another member.
    pub(crate) fn may_read(&self, who: Member, owner: Member) -> bool {
        let is_near = [who, Member::HOUSEHOLD, Member::YOU].contains(&owner);
        is_near || self.looks_at[owner.of.place()]
    }

    /// Whether some leaf says how long an action takes, or for which day it must be ready.
    pub(crate) fn has_plan(&self, action: ActionId) -> bool {
        self.leaves.iter().flatten().any(|of| of.action == action && !of.plan.is_empty())
    }

    /// Where its walks start.
    pub(crate) fn starts(&mut self) -> impl Iterator<Item = &mut u32> {
        let actions = self.leaves.iter_mut().flatten().flat_map(|action| {
            let picks = action.picks.iter_mut().flat_map(|pick| [&mut pick.start, &mut pick.last]);
            picks.chain([&mut action.start]).chain(action.plan.starts())
        });
        actions.chain([&mut self.start]).chain(&mut self.always)
    }
}
