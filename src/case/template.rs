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
    /// Everything that each slot of a member may be, by entity; and what it is taken to be while nothing was told.
    ranges: [Vec<Interval>; 4],
    untold: [Vec<Interval>; 4],
    /// The slots of a member for which yours may stand in, each with yours, by entity.
    same_as_you: [Vec<(u16, u16)>; 4],
}

impl Template {
    /// The facts of a pack on an as-of date.
    #[must_use]
    pub fn new(pack: &Pack, on: Date) -> Self {
        let slots = |value: &dyn Fn(&Fact) -> Interval| {
            Entity::ALL.map(|of| {
                let facts = pack.facts[of.place()].iter();
                let slots = |fact| std::iter::repeat_n(value(fact), fact.kind.width());
                facts.flat_map(slots).collect()
            })
        };
        let ranges = slots(&|fact| pack.range(fact, on));
        let untold = slots(&|fact| pack.untold(fact, on));
        let same_as_you = Entity::ALL.map(|of| {
            let slots = pack.facts[of.place()].iter().flat_map(|fact| {
                let width = u16::try_from(fact.kind.width()).unwrap_or(u16::MAX);
                let yours = fact.same_as_you.into_iter();
                yours.flat_map(move |yours| (0..width).map(move |at| (fact.slot + at, yours + at)))
            });
            slots.collect()
        });
        Self { on, ranges, untold, same_as_you }
    }

    /// What the slots of a new member are taken to be.
    #[must_use]
    pub fn slots(&self, of: Entity) -> &[Interval] {
        &self.untold[of.place()]
    }

    /// The slots of a member for which yours may stand in, each with yours.
    pub(crate) fn same_as_you(&self, of: Entity) -> &[(u16, u16)] {
        &self.same_as_you[of.place()]
    }

    /// Everything that a fact may be.
    #[must_use]
    pub fn range(&self, fact: &Fact) -> Interval {
        self.ranges[fact.of.place()][usize::from(fact.slot)]
    }
}
