//! What is taken to be so of facts of which nothing was told.

use super::answer::Said;
use super::household::Case;
use super::member::Member;
use crate::pack::program::Entity;
use crate::pack::{Fact, Pack};
use crate::terms::interval::Interval;

impl Case {
    /// Whether nothing was told of a fact, and it is taken to be what its pack presumes.
    #[must_use]
    pub fn is_presumed(&self, member: Member, fact: &Fact) -> bool {
        let place = self.place_of(member, fact);
        let presumed = fact.presume.map(Interval::exactly);
        presumed == Some(self.slots[place]) && self.said(member, fact) == Said::Nothing
    }

    /// The facts that are presumed, and whose each is.
    pub fn presumed<'p>(
        &self,
        pack: &'p Pack,
    ) -> impl Iterator<Item = (Member, &'p Fact)> + use<'p, '_> {
        let members = Entity::ALL.into_iter().flat_map(|of| self.members(of));
        let facts = members.flat_map(|who| {
            let facts = pack.facts[who.of.place()].iter();
            facts.filter(|fact| fact.presume.is_some()).map(move |fact| (who, fact))
        });
        facts.filter(|(who, fact)| self.is_presumed(*who, fact))
    }

    /// The same household with what its pack presumes of a fact of which nothing was told.
    #[must_use]
    pub(crate) fn presume(&self, (member, fact): (Member, &Fact)) -> Self {
        let (mut changed, place) = (self.clone(), self.place_of(member, fact));
        changed.slots[place] = fact.presume.map_or(changed.slots[place], Interval::exactly);
        changed
    }

    /// Takes nothing to be so of a fact of which nothing was told.
    pub(crate) fn open(&mut self, pack: &Pack, (member, fact): (Member, &Fact)) {
        let place = self.place_of(member, fact);
        self.slots[place] = pack.range(fact, self.on);
    }

    /// The same household in which nothing is presumed of some facts.
    #[must_use]
    pub fn without_presumptions(&self, pack: &Pack, are: impl Fn(&Fact) -> bool) -> Self {
        let mut open = self.clone();
        for of in self.presumed(pack).filter(|(_, fact)| are(fact)) {
            open.open(pack, of);
        }
        open
    }
}
