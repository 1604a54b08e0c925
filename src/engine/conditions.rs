//! Single conditions of a pack: whether one holds of a household, and what it looks at.

use crate::case::{Case, Member};
use crate::engine::compile::Compiler;
use crate::engine::members::Members;
use crate::engine::ops::{NO, Ops, YES, is_end};
use crate::engine::reach::Reach;
use crate::engine::view::View;
use crate::pack::Pack;
use crate::pack::program::{Entity, NodeId};
use crate::terms::interval::Interval;
use std::collections::HashMap;

/// A condition, and of whose members it is asked.
type Asked = (Entity, NodeId);

/// Conditions, ready to be asked.
#[derive(Debug, Clone)]
pub(crate) struct Conditions<'p> {
    ops: Ops<'p>,
    starts: HashMap<Asked, u32>,
}

impl<'p> Conditions<'p> {
    /// Makes conditions ready.
    pub(crate) fn new(pack: &'p Pack, all: impl Iterator<Item = Asked>) -> Self {
        let (mut compiler, mut starts) = (Compiler::new(pack, &pack.program, None), HashMap::new());
        for (of, node) in all {
            starts.entry((of, node)).or_insert_with(|| compiler.condition(Some(node), YES, NO));
        }
        let ops = compiler.finish(starts.values_mut());
        Self { ops, starts }
    }

    /// Whether a condition holds of a member of a case whose facts are these; `None` if that is not decided.
    ///
    /// # Panics
    ///
    /// If the condition was not made ready.
    pub(crate) fn holds(
        &self,
        (case, slots): (&Case, &[Interval]),
        who: Member,
        node: NodeId,
    ) -> Option<bool> {
        let view = View { slots, ..View::of(&self.ops, case) };
        let end = view.walk(self.starts[&(who.of, node)], &Members::of(case, who));
        is_end(end).then_some(end == YES)
    }

    /// The slots that are not known and at which a condition may look, in order.
    ///
    /// # Panics
    ///
    /// If the condition was not made ready.
    pub(crate) fn slots(&self, case: &Case, who: Member, node: NodeId) -> Vec<usize> {
        let (view, mut found) = (View::of(&self.ops, case), Reach::default());
        view.reach(self.starts[&(who.of, node)], &Members::of(case, who), &mut found);
        found.slots.sort_unstable();
        found.slots
    }
}
