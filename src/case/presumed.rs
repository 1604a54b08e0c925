//! What stands in for facts of which nothing was told.

use super::answer::{Said, StandIn};
use super::household::Case;
use super::member::Member;
use crate::pack::program::Entity;
use crate::pack::{Fact, Pack};
use crate::terms::interval::Interval;

impl Case {
    /// What stands in for a fact, if something does.
    #[must_use]
    pub fn stand_in(&self, member: Member, fact: &Fact) -> Option<StandIn> {
        let place = self.place_of(member, fact);
        if self.said(member, fact) != Said::Nothing {
            None
        } else if self.source(place) != place {
            Some(StandIn::Yours)
        } else {
            let presumed = fact.presume.map(Interval::exactly);
            (presumed == Some(self.slots[place])).then_some(StandIn::Presumed)
        }
    }

    /// The facts for which something stands in, and whose each is.
    pub fn stand_ins<'p>(
        &self,
        pack: &'p Pack,
    ) -> impl Iterator<Item = (Member, &'p Fact, StandIn)> + use<'p, '_> {
        let members = Entity::ALL.into_iter().flat_map(|of| self.members(of));
        members.flat_map(move |who| {
            self.stand_ins_of(pack, who).map(move |(fact, by)| (who, fact, by))
        })
    }

    /// The facts of a member for which something stands in.
    pub(crate) fn stand_ins_of<'p>(
        &self,
        pack: &'p Pack,
        who: Member,
    ) -> impl Iterator<Item = (&'p Fact, StandIn)> + use<'p, '_> {
        let facts = pack.facts[who.of.place()].iter().filter(|fact| fact.has_stand_in());
        facts.filter_map(move |fact| Some((fact, self.stand_in(who, fact)?)))
    }

    /// The same household with what stands in for a fact of which nothing was told.
    #[must_use]
    pub(crate) fn with_stand_in(&self, member: Member, fact: &Fact) -> Self {
        let (mut changed, place) = (self.clone(), self.place_of(member, fact));
        changed.slots[place] = fact.presume.map_or(changed.slots[place], Interval::exactly);
        changed.take_as_yours(member, fact);
        changed
    }

    /// Whether a slot is read as it was told: it was, or nothing may be computed in its place.
    pub(crate) fn is_as_told(&self, slot: usize) -> bool {
        self.said[slot] == Said::Value || self.as_told.contains(&slot)
    }

    /// Lets nothing be computed in the place of a fact that was not told.
    pub(crate) fn compute_nothing(&mut self, member: Member, fact: &Fact) {
        let slot = self.place_of(member, fact);
        self.as_told.insert(slot);
    }

    /// Lets nothing stand in for a fact of which nothing was told.
    pub(crate) fn open(&mut self, pack: &Pack, member: Member, fact: &Fact) {
        let range = pack.range(fact, self.on);
        self.take_as_own(member, fact);
        for place in self.places_of(member, fact) {
            self.slots[place] = range;
        }
    }

    /// The same household in which nothing is presumed of some facts.
    #[must_use]
    pub fn without_presumptions(&self, pack: &Pack, are: impl Fn(&Fact) -> bool) -> Self {
        let mut open = self.clone();
        let presumed =
            self.stand_ins(pack).filter(|(_, fact, by)| *by == StandIn::Presumed && are(fact));
        for (who, fact, _) in presumed {
            open.open(pack, who, fact);
        }
        open
    }

    /// Lets a fact of another member have a value of its own.
    pub(super) fn take_as_own(&mut self, member: Member, fact: &Fact) {
        if fact.same_as_you.is_some() {
            for place in self.places_of(member, fact) {
                self.sources[place] = u32::try_from(place).expect("a household has fewer facts");
            }
        }
    }

    /// Lets no fact of yours stand in for that of another member.
    pub(crate) fn tell_apart(&mut self) {
        (0..).zip(&mut self.sources).for_each(|(place, source)| *source = place);
    }

    /// Whether anything is known of a member's fact.
    #[must_use]
    pub fn is_known_of(&self, pack: &Pack, member: Member, fact: &Fact) -> bool {
        self.known(member, fact)[0] != pack.range(fact, self.on)
    }

    /// Your fact that may stand in for that of another member, by its place among yours.
    fn yours(member: Member, fact: &Fact) -> Option<u16> {
        fact.same_as_you.filter(|_| member != Member::YOU)
    }

    /// Whether a fact of another member is what yours is: yours stands in for it, or the same value is known of both.
    pub(crate) fn is_as_yours(&self, member: Member, fact: &Fact) -> bool {
        let Some(yours) = Self::yours(member, fact) else { return false };
        let known = self.known(member, fact);
        let first = self.base(Member::YOU) + usize::from(yours);
        let is_same = known.iter().all(|values| values.is_known())
            && known == &self.slots[first..first + known.len()];
        is_same || self.stand_in(member, fact) == Some(StandIn::Yours)
    }

    /// Lets your fact stand in for that of another member.
    pub(super) fn take_as_yours(&mut self, member: Member, fact: &Fact) {
        let Some(yours) = Self::yours(member, fact) else { return };
        let yours = self.base32(Member::YOU) + u32::from(yours);
        for (place, yours) in self.places_of(member, fact).zip(yours..) {
            self.sources[place] = yours;
        }
    }

    /// Where the value of a slot stands: in the slot itself, or in yours that stands in for it.
    #[inline]
    pub(crate) fn source(&self, slot: usize) -> usize {
        self.sources[slot] as usize
    }

    /// What is known of a member's fact, one interval for each slot of it.
    #[must_use]
    pub fn known(&self, member: Member, fact: &Fact) -> &[Interval] {
        let first = self.source(self.place_of(member, fact));
        &self.slots[first..first + fact.kind.width()]
    }
}
