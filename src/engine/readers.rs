//! What topics read, and when facts matter: made once for many households.

use crate::case::Member;
use crate::engine::conditions::Conditions;
use crate::pack::program::{Entity, Read, Whose};
use crate::pack::{Fact, Pack};
use crate::terms::id::TopicId;
use std::collections::HashSet;

/// What some topics read, and when facts matter.
#[derive(Debug, Clone)]
pub(crate) struct Readers<'p> {
    /// The slots that are read of everybody of a kind, and of you alone.
    slots: HashSet<(Entity, u16)>,
    yours: HashSet<u16>,
    /// When facts matter.
    pub(crate) matters: Conditions<'p>,
}

impl<'p> Readers<'p> {
    /// What these topics read.
    pub(crate) fn new(pack: &'p Pack, topics: impl Iterator<Item = TopicId>) -> Self {
        let facts = pack.facts.iter().flatten();
        let matters = facts.filter_map(|fact| Some(fact.matters_when.as_ref()?.node));
        let matters = Conditions::new(pack, matters);
        let mut readers = Self { slots: HashSet::new(), yours: HashSet::new(), matters };
        for topic in topics.map(|topic| &pack[topic]) {
            let nodes: HashSet<_> = topic.nodes().collect();
            let inside = |node| pack.program.inside(node, topic.for_each.at_hand());
            for (node, members) in nodes.into_iter().flat_map(inside) {
                if let Some(read) = pack.program.node(node).read() {
                    readers.add(read, &members);
                }
            }
        }
        readers
    }

    fn add(&mut self, read: Read, members: &[Entity]) {
        let of = match read.whose {
            Whose::Household => Entity::Household,
            Whose::Member(depth) => members[usize::from(depth)],
            Whose::You => {
                self.yours.insert(read.slot);
                return;
            }
        };
        self.slots.insert((of, read.slot));
    }

    /// Whether a fact of a member is read.
    pub(crate) fn read(&self, who: Member, fact: &Fact) -> bool {
        let mut slots = (0..fact.kind.width()).filter_map(|choice| u16::try_from(choice).ok());
        slots.any(|choice| {
            let slot = fact.slot + choice;
            let is_yours = who == Member::YOU && self.yours.contains(&slot);
            is_yours || self.slots.contains(&(who.of, slot))
        })
    }
}
