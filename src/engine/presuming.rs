//! The facts of a pack for which something may stand in, and the requires that have something to say against it.

use crate::case::{Case, Member};
use crate::pack::program::{Entity, NodeId, Whose};
use crate::pack::{Fact, Pack, Require};
use crate::terms::id::FactId;

/// The facts for which something may stand in, and the requires that read one.
#[derive(Debug, Clone)]
pub(crate) struct Presuming {
    facts: Vec<(Entity, FactId)>,
    pub(crate) requires: Vec<Objector>,
}

/// A require that may have something to say against what stands in.
#[derive(Debug, Clone)]
pub(crate) struct Objector {
    /// Its place in the requires of the pack.
    pub(crate) require: usize,
    /// The facts that it reads.
    reads: Vec<(Entity, FactId)>,
    /// Whether they are all of the member whom it is about.
    is_own: bool,
}

/// A fact in whose place a number may be computed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Computable {
    pub(crate) of: Entity,
    pub(crate) fact: FactId,
    pub(crate) node: NodeId,
    /// Whether a require reads it, which may have something to say against what is computed.
    pub(crate) is_required: bool,
}

impl Presuming {
    /// Those of a pack.
    pub(crate) fn new(pack: &Pack) -> Self {
        let of_entity = |of: Entity| {
            let facts = pack.facts[of.place()].iter().enumerate();
            let facts = facts.filter(|(_, fact)| fact.has_stand_in());
            facts.map(move |(place, _)| (of, FactId::at(place)))
        };
        let facts = Entity::ALL.into_iter().flat_map(of_entity).collect();
        let requires = pack.requires.iter().enumerate();
        let requires = requires.filter_map(|(place, require)| Objector::new(pack, place, require));
        Self { facts, requires: requires.collect() }
    }

    /// Whether something stands in for a fact of a case.
    pub(crate) fn is_in(&self, pack: &Pack, case: &Case) -> bool {
        self.facts.iter().any(|(of, fact)| {
            let fact = &pack[(*of, *fact)];
            case.members(*of).any(|who| case.stand_in(who, fact).is_some())
        })
    }
}

impl Objector {
    fn new(pack: &Pack, place: usize, require: &Require) -> Option<Self> {
        let inside = pack.program.inside(require.condition.node, require.of.at_hand());
        let (mut reads, mut is_own) = (Vec::new(), true);
        for (node, members) in inside {
            is_own &= pack.program.node(node).each().is_none();
            let Some(read) = pack.program.node(node).read() else { continue };
            let fact = pack.fact_read(read, &members);
            reads.push((fact.of, pack.place_of(fact)));
            // What is yours or the household's is never taken from you.
            is_own &= matches!(read.whose, Whose::Member(_));
        }
        let objects = reads.iter().any(|fact| pack[*fact].has_stand_in());
        objects.then_some(Self { require: place, reads, is_own })
    }

    /// Whether it may object to what stands in for facts of a member: not if nothing does, nor if all that it reads is
    /// as it is of you, as it then holds of you.
    pub(crate) fn may_object(&self, pack: &Pack, case: &Case, who: Member) -> bool {
        let has_stand_in = |fact: &(Entity, FactId)| case.stand_in(who, &pack[*fact]).is_some();
        let is_as_yours = |fact: &(Entity, FactId)| case.is_as_yours(who, &pack[*fact]);
        !self.is_own || self.reads.iter().any(has_stand_in) && !self.reads.iter().all(is_as_yours)
    }

    /// The facts that it reads, of the member whom it is about or of all whose it may read.
    pub(crate) fn facts<'p>(
        &self,
        pack: &'p Pack,
        case: &Case,
        who: Member,
    ) -> Vec<(Member, &'p Fact)> {
        let of_fact = |(of, fact): &(Entity, FactId)| {
            let members = case.members(*of).filter(|member| !self.is_own || *member == who);
            members.map(|member| (member, &pack[(*of, *fact)])).collect::<Vec<_>>()
        };
        self.reads.iter().flat_map(of_fact).collect()
    }
}
