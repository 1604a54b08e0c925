//! Facts that were told and that nothing needs that was asked for.

use crate::case::{Case, Member, Said};
use crate::engine::conditions::Conditions;
use crate::engine::rules::Rules;
use crate::pack::Pack;
use crate::pack::program::{Entity, NodeId, Whose};
use crate::terms::id::FactId;
use std::collections::HashSet;

/// A fact that was told and is not needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unused {
    /// Whose fact.
    pub who: Member,
    /// The fact, among those of its owner's kind.
    pub fact: FactId,
    /// Whether it is known that it does not matter to this household; otherwise no topic that is asked for reads it.
    pub does_not_matter: bool,
}

/// Who is read: everybody of a kind, or you alone.
type Reader = (Entity, bool);

/// The facts that were told and are not needed, in the order of the case.
pub(crate) fn unused(rules: &Rules<'_>, case: &Case) -> Vec<Unused> {
    let (pack, read) = (rules.pack, read(rules));
    let matters = pack
        .facts
        .iter()
        .flatten()
        .filter_map(|fact| Some((fact.of, fact.matters_when.as_ref()?.node)));
    let conditions = Conditions::new(pack, matters);
    let mut unused = Vec::new();
    for who in Entity::ALL.into_iter().flat_map(|of| case.members(of)) {
        for (place, fact) in pack.facts[who.of.place()].iter().enumerate() {
            if case.said(who, fact) != Said::Value {
                continue;
            }
            let slots = fact.slot..fact.slot + u16::try_from(fact.kind.width()).unwrap_or(1);
            let is_read = |reader: Reader| slots.clone().any(|slot| read.contains(&(reader, slot)));
            let is_read = is_read((who.of, false)) || who == Member::YOU && is_read((who.of, true));
            let when = fact.matters_when.as_ref();
            let holds = when.map(|when| conditions.holds((case, &case.slots), who, when.node));
            let does_not_matter = holds == Some(Some(false));
            if !is_read || does_not_matter {
                unused.push(Unused { who, fact: FactId::at(place), does_not_matter });
            }
        }
    }
    unused
}

/// The slots that the topics read, each with whose it is.
fn read(rules: &Rules<'_>) -> HashSet<(Reader, u16)> {
    let mut read = HashSet::new();
    for topic in &rules.topics {
        let of = topic.for_each;
        let at_hand = if of == Entity::Household { vec![] } else { vec![of] };
        let nodes = rules.pack[topic.id].nodes();
        let mut pending: Vec<(NodeId, Vec<Entity>)> =
            nodes.map(|node| (node, at_hand.clone())).collect();
        let mut seen = HashSet::new();
        while let Some((node, members)) = pending.pop() {
            if !seen.insert((node, members.clone())) {
                continue;
            }
            read.extend(reads(rules.pack, node, &members));
            let node = rules.pack.program.node(node);
            let members = [&members[..], node.each().as_slice()].concat();
            pending.extend(node.parts().into_iter().map(|part| (part, members.clone())));
        }
    }
    read
}

fn reads(pack: &Pack, node: NodeId, members: &[Entity]) -> Option<(Reader, u16)> {
    let read = pack.program.node(node).read()?;
    let reader = match read.whose {
        Whose::Household => (Entity::Household, false),
        Whose::You => (Entity::Person, true),
        Whose::Member(depth) => (members[usize::from(depth)], false),
    };
    Some((reader, read.slot))
}
