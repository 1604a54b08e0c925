//! The facts of a pack that may be presumed, and the requires that have something to say against it.

use crate::case::Case;
use crate::pack::program::Entity;
use crate::pack::{Pack, Require};
use crate::terms::id::FactId;

/// The facts that may be presumed, and the places of the requires that read one.
#[derive(Debug, Clone)]
pub(crate) struct Presuming {
    facts: Vec<(Entity, FactId)>,
    pub(crate) requires: Vec<usize>,
}

impl Presuming {
    /// Those of a pack.
    pub(crate) fn new(pack: &Pack) -> Self {
        let of_entity = |of: Entity| {
            let facts = pack.facts[of.place()].iter().enumerate();
            let presumed = facts.filter(|(_, fact)| fact.presume.is_some());
            presumed.map(move |(place, _)| (of, FactId::at(place)))
        };
        let facts = Entity::ALL.into_iter().flat_map(of_entity).collect();
        let reads = |require: &Require| {
            let inside = pack.program.inside(require.condition.node, require.of.at_hand());
            inside.into_iter().any(|(node, members)| {
                let read = pack.program.node(node).read();
                read.is_some_and(|read| pack.fact_read(read, &members).presume.is_some())
            })
        };
        let requires = pack.requires.iter().enumerate();
        let requires = requires.filter(|(_, require)| reads(require)).map(|(place, _)| place);
        Self { facts, requires: requires.collect() }
    }

    /// Whether something is presumed of a case.
    pub(crate) fn is_in(&self, pack: &Pack, case: &Case) -> bool {
        self.facts.iter().any(|(of, fact)| {
            let fact = &pack[(*of, *fact)];
            case.members(*of).any(|who| case.is_presumed(who, fact))
        })
    }
}
