//! Single conditions of a pack: whether one holds of a household, and what it looks at.

use crate::case::{Case, Member};
use crate::engine::compile::Compiler;
use crate::engine::members::Members;
use crate::engine::ops::{NO, Ops, YES, is_end};
use crate::engine::reach::Reach;
use crate::engine::view::View;
use crate::pack::Pack;
use crate::pack::program::{Node, NodeId};
use crate::terms::interval::Interval;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Conditions, ready to be asked.
#[derive(Debug, Clone)]
pub(crate) struct Conditions<'p> {
    ops: Ops<'p>,
    starts: HashMap<NodeId, u32>,
}

impl<'p> Conditions<'p> {
    /// Makes conditions ready, and all those of which they are made.
    pub(crate) fn new(pack: &'p Pack, all: impl Iterator<Item = NodeId>) -> Self {
        let (mut compiler, mut starts) = (Compiler::new(pack, &pack.program, None), HashMap::new());
        let mut pending: Vec<NodeId> = all.collect();
        while let Some(node) = pending.pop() {
            let Entry::Vacant(start) = starts.entry(node) else { continue };
            start.insert(compiler.condition(Some(node), YES, NO));
            match pack.program.node(node) {
                Node::All(parts) | Node::Any(parts) => pending.extend(parts),
                Node::Not(part) => pending.push(*part),
                _ => {}
            }
        }
        let ops = compiler.finish(starts.values_mut());
        Self { ops, starts }
    }

    /// Whether a condition holds in what a view sees; `None` if that is not decided.
    ///
    /// # Panics
    ///
    /// If the condition was not made ready.
    pub(crate) fn ask(&self, view: &View<'_>, members: &Members, node: NodeId) -> Option<bool> {
        let end = View { ops: &self.ops, ..*view }.walk(self.starts[&node], members);
        is_end(end).then_some(end == YES)
    }

    /// Adds the slots that are not known and at which a condition may look.
    ///
    /// # Panics
    ///
    /// If the condition was not made ready.
    pub(crate) fn reach(
        &self,
        view: &View<'_>,
        members: &Members,
        node: NodeId,
        found: &mut Reach,
    ) {
        View { ops: &self.ops, ..*view }.reach(self.starts[&node], members, found);
    }

    /// Whether a condition holds of a member of a case whose facts are these; `None` if that is not decided.
    ///
    /// # Panics
    ///
    /// If the condition was not made ready.
    pub(crate) fn holds(
        &self,
        case: &Case,
        slots: &[Interval],
        who: Member,
        node: NodeId,
    ) -> Option<bool> {
        let view = View { slots, ..View::of(&self.ops, case) };
        self.ask(&view, &Members::of(case, who), node)
    }

    /// The slots that are not known and at which a condition may look, in order.
    ///
    /// # Panics
    ///
    /// If the condition was not made ready.
    pub(crate) fn slots(&self, case: &Case, who: Member, node: NodeId) -> Vec<usize> {
        let mut found = Reach::default();
        self.reach(&View::of(&self.ops, case), &Members::of(case, who), node, &mut found);
        found.slots.sort_unstable();
        found.slots
    }
}
