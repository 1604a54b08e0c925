//! What topics read: made once for many households.

use crate::case::Member;
use crate::pack::program::{Entity, NodeId, Read, Whose};
use crate::pack::{Fact, Pack};
use crate::terms::id::TopicId;
use std::collections::HashSet;
use std::iter;

/// What some topics read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Readers {
    /// The slots that are read of everybody of a kind, and of you alone.
    slots: HashSet<(Entity, u16)>,
    yours: HashSet<u16>,
}

impl Readers {
    /// What these topics read; of one that is not walked, whether it must be.
    pub(crate) fn new(pack: &Pack, topics: impl Iterator<Item = (TopicId, bool)>) -> Self {
        let mut readers = Self::default();
        for (topic, is_walked) in topics.map(|(topic, is_walked)| (&pack[topic], is_walked)) {
            let always = topic.always_if.iter().map(|always| always.node);
            let nodes: HashSet<_> =
                if is_walked { topic.nodes().collect() } else { always.collect() };
            let read = |node| reads(pack, node, topic.for_each);
            nodes.into_iter().flat_map(read).for_each(|read| readers.add(read));
        }
        // What a require ties to something that is read is looked at with it.
        let mut requires: Vec<Vec<(Option<Entity>, u16)>> = pack
            .requires
            .iter()
            .map(|require| reads(pack, require.condition.node, require.of))
            .collect();
        while let Some(place) = requires.iter().position(|reads| readers.read_any(reads)) {
            requires.swap_remove(place).into_iter().for_each(|read| readers.add(read));
        }
        readers
    }

    fn add(&mut self, (of, slot): (Option<Entity>, u16)) {
        match of {
            Some(of) => self.slots.insert((of, slot)),
            None => self.yours.insert(slot),
        };
    }

    fn read_any(&self, reads: &[(Option<Entity>, u16)]) -> bool {
        reads.iter().any(|(of, slot)| match of {
            Some(Entity::Person) => {
                self.slots.contains(&(Entity::Person, *slot)) || self.yours.contains(slot)
            }
            Some(of) => self.slots.contains(&(*of, *slot)),
            None => self.yours.contains(slot) || self.slots.contains(&(Entity::Person, *slot)),
        })
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

/// What a sentence about a member reads: slots of everybody of a kind, or of you alone.
fn reads(pack: &Pack, node: NodeId, of: Entity) -> Vec<(Option<Entity>, u16)> {
    let inside = pack.program.inside(node, of.at_hand()).into_iter();
    let read = inside.filter_map(|(node, members)| {
        let read @ Read { whose, slot, .. } = pack.program.node(node).read()?;
        let of = match whose {
            Whose::Household => Some(Entity::Household),
            Whose::Member(depth) => Some(members[usize::from(depth)]),
            Whose::You => None,
        };
        // Your fact may stand in for it.
        let fact = pack.fact_read(read, &members);
        let yours = fact.same_as_you.filter(|_| read.may_be_yours);
        let yours = yours.map(|yours| (None, yours + slot - fact.slot));
        Some(iter::once((of, slot)).chain(yours))
    });
    read.flatten().collect()
}
