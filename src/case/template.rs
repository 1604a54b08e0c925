//! What the facts of a new member may be on one as-of date, worked out once for many households.

use crate::pack::program::Entity;
use crate::pack::{Fact, Pack};
use crate::terms::calendar::Date;
use crate::terms::interval::Interval;

/// What the facts of a new member may be on one as-of date.
#[derive(Debug, Clone)]
pub struct Template {
    /// The as-of date.
    pub on: Date,
    /// Everything that each slot of a member may be, by entity.
    ranges: [Vec<Interval>; 4],
}

impl Template {
    /// The facts of a pack on an as-of date.
    #[must_use]
    pub fn new(pack: &Pack, on: Date) -> Self {
        let ranges = Entity::ALL.map(|of| {
            let facts = pack.facts[of.place()].iter();
            let slots = |fact: &Fact| std::iter::repeat_n(pack.range(fact, on), fact.kind.width());
            facts.flat_map(slots).collect()
        });
        Self { on, ranges }
    }

    /// Everything that the slots of a new member may be.
    #[must_use]
    pub fn slots(&self, of: Entity) -> &[Interval] {
        &self.ranges[of.place()]
    }

    /// Everything that a fact may be.
    #[must_use]
    pub fn range(&self, fact: &Fact) -> Interval {
        self.slots(fact.of)[usize::from(fact.slot)]
    }
}
