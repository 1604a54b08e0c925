//! The facts of a pack for which something may stand in, and the requires that have something to say against it.

use crate::case::{Case, Member, StandIn};
use crate::pack::program::{Entity, Whose};
use crate::pack::{Pack, Require};
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
    /// The facts that it reads of the member whom it is about; `None` if it looks at other members too.
    reads: Option<Vec<FactId>>,
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
        let (mut reads, mut is_own, mut objects) = (Vec::new(), true, false);
        for (node, members) in inside {
            is_own &= pack.program.node(node).each().is_none();
            let Some(read) = pack.program.node(node).read() else { continue };
            let fact = pack.fact_read(read, &members);
            objects |= fact.has_stand_in();
            if matches!(read.whose, Whose::Member(_)) {
                reads.push(pack.place_of(fact));
            } else {
                // What is yours or the household's is never taken from you.
                is_own = false;
            }
        }
        objects.then_some(Self { require: place, reads: is_own.then_some(reads) })
    }

    /// Whether it may object to what stands in for facts of a member: not if nothing does, nor if all that it reads is
    /// taken from you, as it then holds of you.
    pub(crate) fn may_object(&self, pack: &Pack, case: &Case, who: Member) -> bool {
        let Some(reads) = &self.reads else { return true };
        let stand_in = |fact: &FactId| case.stand_in(who, &pack[(who.of, *fact)]);
        reads.iter().any(|fact| stand_in(fact).is_some())
            && !reads.iter().all(|fact| stand_in(fact) == Some(StandIn::Yours))
    }
}
