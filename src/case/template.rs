//! Households one after the other in the same memory, for those who read many.

use super::{Case, Member, Said};
use crate::pack::Pack;
use crate::pack::program::Entity;
use crate::terms::calendar::Date;
use crate::terms::interval::Interval;

/// What the facts of a new member may be on one as-of date.
#[derive(Debug, Clone)]
pub struct Template {
    on: Date,
    /// Everything that each slot of a member may be, by entity.
    ranges: [Vec<Interval>; 4],
}

impl Template {
    /// The facts of a pack on an as-of date.
    #[must_use]
    pub fn new(pack: &Pack, on: Date) -> Self {
        let ranges = Entity::ALL.map(|of| {
            let facts = pack.facts[of.place()].iter();
            let slots = |fact| std::iter::repeat_n(pack.range(fact, on), fact.kind.width());
            facts.flat_map(slots).collect()
        });
        Self { on, ranges }
    }

    /// Everything that a slot of a member may be.
    #[must_use]
    pub fn range(&self, of: Entity, slot: u16) -> Interval {
        self.ranges[of.place()][usize::from(slot)]
    }
}

impl Case {
    /// Makes this a household with you in it, of which nothing is known, as [`Case::new`] does; memory is kept.
    pub fn restart(&mut self, template: &Template) {
        self.on = template.on;
        self.bases.iter_mut().for_each(Vec::clear);
        self.slots.clear();
        self.slots.push(Interval::exactly(template.on.number()));
        self.said.clear();
        self.said.push(Said::Value);
        self.cut.clear();
        self.stays.clear();
        self.add_from(template, Entity::Household);
        self.add_from(template, Entity::Person);
    }

    /// Adds another adult, a child or a pet, as [`Case::add`] does.
    pub fn add_from(&mut self, template: &Template, of: Entity) -> Member {
        let number = self.bases[of.place()].len();
        self.bases[of.place()].push(self.next_base());
        self.slots.extend_from_slice(&template.ranges[of.place()]);
        self.said.resize(self.slots.len(), Said::Nothing);
        Member { of, number }
    }

    /// Adds the adults, children and pets of another household of the same pack and as-of date.
    pub fn adopt(&mut self, other: &Self) {
        for of in [Entity::Person, Entity::Child, Entity::Pet] {
            for member in other.members(of).filter(|member| *member != Member::YOU) {
                let (from, to) = (other.base(member), self.next_base());
                let width = other.next_member(from) - from;
                self.bases[of.place()].push(to);
                self.slots.extend_from_slice(&other.slots[from..from + width]);
                self.said.extend_from_slice(&other.said[from..from + width]);
                let cut = other.cut.range(from..from + width);
                self.cut.extend(cut.map(|(slot, told)| (slot - from + to as usize, *told)));
                if let Some(stays) = other.stays_from(from) {
                    self.stays.insert(to as usize, stays.to_vec());
                }
            }
        }
    }

    /// The first slot after those of the member whose facts start at `base`.
    fn next_member(&self, base: usize) -> usize {
        let bases = self.bases.iter().flatten().map(|base| *base as usize);
        bases.filter(|other| *other > base).min().unwrap_or(self.slots.len())
    }

    /// Says of a member's fact of one slot what it is; gives false if something was said of it before.
    ///
    /// The value is one that [`Case::learn`] would take; `None` is "I do not know".
    #[must_use]
    pub fn put(&mut self, member: Member, slot: u16, value: Option<Interval>) -> bool {
        let place = self.base(member) + usize::from(slot);
        let is_new = self.said[place] == Said::Nothing;
        self.said[place] = if value.is_some() { Said::Value } else { Said::Unknown };
        self.slots[place] = value.unwrap_or(self.slots[place]);
        is_new
    }
}
